import { createHmac } from 'node:crypto';

/**
 * What the box keeps of who said something of a question: only she who has the ballot's secret finds hers, and
 * it has nothing in common with what is kept of her ballot, of her words or of another question.
 */
export function saidHash(secret: string, question: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['said', question]))
    .digest('base64url');
}
