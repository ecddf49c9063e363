import { constants, type KeyObject, verify } from 'node:crypto';

/**
 * Is this a signature of RFC 9474, RSABSSA-SHA384-PSS-Randomized: RSASSA-PSS (RFC 8017, 8.1.2) with
 * SHA-384, MGF1 over the same, and 48 bytes of salt?
 *
 * @example verifyMessage(publicKey, preparedMessage, signature) // true
 */
export function verifyMessage(publicKey: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', message, key, signature);
}
