import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { toBase64url } from './base64url.ts';
import { importPublicKey } from './importPublicKey.ts';
import { fingerprintOf, keyFingerprint } from './keyFingerprint.ts';
import { NONCE_BYTES, tokenMessage } from './tokenMessage.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

/** A token that waits for its signature. */
export interface BlindedToken {
  /** What is sent to be signed: it says nothing of the token. */
  readonly blinded: string;
  /** What stays on the phone until the signature is there, and is then forgotten (see `unblind`). */
  readonly pending: string;
}

/**
 * Draws a token on the phone and hides it, so that the server signs what it cannot know again: RFC 9474,
 * RSABSSA-SHA384-PSS-Randomized, Prepare and Blind. For a browser by https, or Node.
 *
 * Throws a RangeError, and has then made nothing that could be sent, where the key that the server gave is
 * not the one whose fingerprint stands on the poster.
 *
 * @example
 * const { blinded, pending } = await blindToken(publicKey, 'CFHK MNPR …', 'k7vd2m9xqa')
 */
export async function blindToken(
  publicKey: TokenPublicKey,
  poster: string,
  inquiry: string,
): Promise<BlindedToken> {
  if ((await keyFingerprint(publicKey)) !== fingerprintOf(poster)) {
    throw new RangeError('the key is not the one on the poster');
  }
  const { key } = await importPublicKey(publicKey);
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const message = suite.prepare(tokenMessage(inquiry));
  const { blindedMsg, inv } = await suite.blind(key, message);
  const nonce = toBase64url(message.subarray(0, NONCE_BYTES));
  return { blinded: toBase64url(blindedMsg), pending: `${nonce}.${toBase64url(inv)}` };
}
