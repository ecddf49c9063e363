import { createHmac } from 'node:crypto';

/**
 * What the box keeps of who wrote a comment: only she who has the ballot's secret finds hers, and it has
 * nothing in common with what is kept of her ballot or of her statements. One ballot has one.
 */
export function commentHash(secret: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['comment']))
    .digest('base64url');
}
