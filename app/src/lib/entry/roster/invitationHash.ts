import { createHash } from 'node:crypto';

/** What the roster keeps of an invitation's secret: 130 random bits, so that a plain hash is enough. */
export function invitationHash(secret: string): string {
  return createHash('sha256').update(`invitation ${secret}`).digest('base64url');
}
