import { createHash } from 'node:crypto';

/**
 * What the box keeps of a ballot's secret. The secret is 130 random bits, so that a plain hash is
 * enough: there is nothing to guess.
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
