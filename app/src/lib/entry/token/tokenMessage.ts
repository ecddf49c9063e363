/** The random bytes that make a token one of a kind: the prefix of a prepared message (RFC 9474, 4.1). */
export const NONCE_BYTES = 32;

/**
 * What a token's signature is about, after its random bytes: the inquiry, so that a token of another one is
 * refused even where the keys are the same.
 *
 * @example new TextDecoder().decode(tokenMessage('k7vd2m9xqa')) // '["token","k7vd2m9xqa"]'
 */
export function tokenMessage(inquiry: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['token', inquiry]));
}
