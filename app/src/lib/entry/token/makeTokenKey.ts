import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { publicHalf } from './publicHalf.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

/** The key pair of one inquiry: what signs stays in the house, what verifies is for everybody. */
export interface TokenKey {
  /** PKCS #8, PEM. Whoever has it makes ballots; it says nothing of who cast one. */
  readonly privateKey: string;
  readonly publicKey: TokenPublicKey;
}

/**
 * A new RSA key pair of 2,048 bits for the tokens of one inquiry. It is made once, before the inquiry
 * opens, and signs nothing else: it signs without looking. The length guards against forged ballots for
 * as long as an inquiry lasts; what hides a person is the blinding, which no key length weakens.
 *
 * @example (await makeTokenKey()).publicKey // { kty: 'RSA', n: 'xkD…', e: 'AQAB' }
 */
export async function makeTokenKey(): Promise<TokenKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicHalf(publicKey),
  };
}
