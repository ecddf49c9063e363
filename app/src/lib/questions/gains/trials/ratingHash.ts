import { createHash } from 'node:crypto';

/** What the box keeps of a second rater's code: 130 random bits, so that a plain hash is enough. */
export function ratingHash(code: string): string {
  return createHash('sha256').update(`rating ${code}`).digest('base64url');
}
