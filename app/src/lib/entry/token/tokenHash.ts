import { createHash } from 'node:crypto';
import { NONCE_BYTES } from './tokenMessage.ts';

/** A token's nonce as text: base64url of 32 bytes. */
const NONCE_SIGNS = Math.ceil((NONCE_BYTES * 4) / 3);

/**
 * What the box keeps of a token that was spent, under a unique key, so that a second time counts for
 * nothing. A plain hash is enough: there are 256 random bits to guess.
 *
 * Of the nonce alone: PSS gives one message many genuine signatures, and they are one token. Of a token
 * that `verifyToken` has accepted, which also holds the nonce to its one spelling.
 *
 * @example tokenHash('k7vd2m9xqa', token) // 43 signs of base64url
 */
export function tokenHash(inquiry: string, token: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['token', inquiry, token.slice(0, NONCE_SIGNS)]))
    .digest('base64url');
}
