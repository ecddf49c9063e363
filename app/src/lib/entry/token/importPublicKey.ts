import { fromBase64url } from './base64url.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

/** Bytes of a modulus of 2,048, 3,072 and 4,096 bits. */
const SIZES = [256, 384, 512];

/**
 * Reads an inquiry's public key for RSASSA-PSS with SHA-384; with it the bytes of its modulus, as long as
 * which are a blinded message, its signature, and what undoes the blinding. Throws a RangeError where it is
 * not one of 2,048, 3,072 or 4,096 bits with the exponent 65,537.
 */
export async function importPublicKey({ n, e }: TokenPublicKey) {
  const bytes = SIZES.find((size) => (fromBase64url(n, size)?.[0] ?? 0) >= 128);
  if (bytes === undefined || e !== 'AQAB') {
    throw new RangeError('an RSA key of 2,048, 3,072 or 4,096 bits and the exponent 65,537 is needed');
  }
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const key = await crypto.subtle.importKey('jwk', { kty: 'RSA', n, e }, algorithm, true, ['verify']);
  return { key, bytes };
}
