import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Words that only whoever holds the secret reads again: what somebody calls her task could tell who she is, and
 * the database holds it sealed. AES-256-GCM under a key that is derived from the secret. Filled up to one length, which
 * would tell one task from another.
 */
export function seal(words: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(filled(words)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The words again; nothing where they were sealed with another secret. */
export function unseal(sealed: string, secret: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
      .toString('utf8')
      .trimEnd();
  } catch {
    return undefined;
  }
}

/** Spaces behind it, up to a whole number of so many bytes. */
const LENGTH = 512;

function filled(words: string): Buffer {
  const bytes = Buffer.from(words, 'utf8');
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (LENGTH - 1), ' ')]);
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'abord trial label', 32));
}
