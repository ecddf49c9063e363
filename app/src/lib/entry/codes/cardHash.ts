import { createHash } from 'node:crypto';

/** What the box keeps of a card's code: 65 random bits, so that a plain hash is enough. */
export function cardHash(code: string): string {
  return createHash('sha256').update(`card ${code}`).digest('base64url');
}
