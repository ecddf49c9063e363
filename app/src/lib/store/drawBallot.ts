import { randomId } from './randomId.ts';
import type { Database } from './schema.ts';
import { secretHash } from './secretHash.ts';

/**
 * Draws a new ballot. Its secret comes back this once and is kept nowhere: only its holder can find the
 * ballot again. `day` is an ISO date; what is finer than a day does not belong in the box. `secret` is
 * given where the same form sent twice must lead to the same ballot, and is as hard to guess.
 */
export async function drawBallot(
  db: Database,
  ballot: {
    readonly inquiry: string;
    readonly profile: Readonly<Record<string, string>>;
    readonly day: string;
    readonly secret?: string;
  },
): Promise<{ ballot: string; secret: string }> {
  const id = randomId('ballot');
  const secret = ballot.secret ?? randomId('secret');
  await db
    .insertInto('ballot_intake')
    .values({
      inquiry: ballot.inquiry,
      id,
      secret_hash: secretHash(secret),
      profile: JSON.stringify(ballot.profile),
      day: ballot.day,
      source: null,
    })
    .execute();
  return { ballot: id, secret };
}
