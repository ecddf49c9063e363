import type { KeyObject } from 'node:crypto';
import { splitToken } from './splitToken.ts';
import { tokenMessage } from './tokenMessage.ts';
import { verifyMessage } from './verifyMessage.ts';

/**
 * Was this token signed for this inquiry? With the public key alone, so that a works council can ask the
 * same. Whatever comes in is answered with yes or no after one verification: what is no token at all costs
 * as much as one that is forged.
 *
 * A token that comes twice is as genuine as before: that it counts once is the box's matter, which keeps
 * its `tokenHash`. The key comes from `createPublicKey({ key: publicKey, format: 'jwk' })`, read once.
 *
 * @example verifyToken(key, 'k7vd2m9xqa', token) // true
 */
export function verifyToken(publicKey: KeyObject, inquiry: string, token: string): boolean {
  const bytes = publicKey.asymmetricKeyDetails!.modulusLength! / 8;
  // No token has the signature 0: it is not the padding of anything.
  const { nonce, number } = splitToken(token, bytes) ?? {
    nonce: new Uint8Array(),
    number: new Uint8Array(bytes),
  };
  return verifyMessage(publicKey, Buffer.concat([nonce, tokenMessage(inquiry)]), number);
}
