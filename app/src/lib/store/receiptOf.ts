import { createHmac } from 'node:crypto';

/**
 * What the box keeps of an idempotency key, so that a vote sent twice counts once.
 *
 * A key may lie in the log of a proxy beside an address and a time. So the box holds neither the key nor
 * anything that leads from a receipt to a vote: the hash needs the participant's secret, which the box
 * does not have. Half of SHA-256 (128 bits) is kept.
 */
export function receiptOf(secret: string, inquiry: string, statement: string, key: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['vote', inquiry, statement, key]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
