import { fromBase64url } from './base64url.ts';
import { NONCE_BYTES } from './tokenMessage.ts';

/** The two halves of a token, or of one that waits for its signature. */
export interface TokenParts {
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** The signature; of one that waits, what undoes the blinding. */
  readonly number: Uint8Array<ArrayBuffer>;
}

/**
 * The halves of `NONCE.NUMBER`, both base64url, where the number has so many bytes; nothing if it is not
 * that.
 *
 * @example splitToken(token, 256)?.nonce.length // 32
 */
export function splitToken(text: string, bytes: number): TokenParts | undefined {
  const dot = text.indexOf('.');
  const nonce = fromBase64url(text.slice(0, dot), NONCE_BYTES);
  const number = fromBase64url(text.slice(dot + 1), bytes);
  return dot < 0 || nonce === undefined || number === undefined ? undefined : { nonce, number };
}
