import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { importPublicKey } from './importPublicKey.ts';
import { splitToken } from './splitToken.ts';
import { tokenMessage } from './tokenMessage.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

/**
 * The finished token out of what stayed on the phone and the signature that came (RFC 9474, Finalize),
 * verified before it is kept. For a browser by https, or Node.
 *
 * `pending` is to be forgotten then: with a record of what was sent it would lead from the person to her
 * token. Throws a RangeError where a text is not as long as the key wants it, an Error where the signature
 * is not one of this key for this inquiry.
 *
 * @example await unblind(publicKey, 'k7vd2m9xqa', pending, signature) // 'hBfm…3oM.GR6U…4PI'
 */
export async function unblind(
  publicKey: TokenPublicKey,
  inquiry: string,
  pending: string,
  blindSignature: string,
): Promise<string> {
  const { key, bytes } = await importPublicKey(publicKey);
  const kept = splitToken(pending, bytes);
  const signed = fromBase64url(blindSignature, bytes);
  if (kept === undefined) throw new RangeError('what was kept of the token is damaged');
  if (signed === undefined) throw new RangeError(`a blind signature has ${bytes} bytes, as base64url`);
  const message = Uint8Array.from([...kept.nonce, ...tokenMessage(inquiry)]);
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const signature = await suite.finalize(key, message, signed, kept.number);
  return `${toBase64url(kept.nonce)}.${toBase64url(signature)}`;
}
