import { createHmac } from 'node:crypto';
import type { CommentKind } from './schema.ts';

/**
 * What the box keeps of who wrote a comment or told a practice: only she who has the ballot's secret finds hers,
 * and it has nothing in common with what is kept of her ballot, of her statements, or of the other of the two. One
 * ballot has one of each.
 */
export function commentHash(secret: string, kind: CommentKind): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([kind]))
    .digest('base64url');
}
