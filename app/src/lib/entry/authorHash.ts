import { createHmac } from 'node:crypto';

/**
 * What the box keeps of who wrote a statement: only she who has the ballot's secret finds hers, and two
 * statements of the same person have nothing in common.
 */
export function authorHash(secret: string, statement: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['author', statement]))
    .digest('base64url');
}
