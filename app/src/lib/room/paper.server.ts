import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { dialectOf } from '#lib/store/dialectOf.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { settle } from '#lib/store/settle.ts';
import type { Sheet } from './paperSheet.ts';

/** What a ballot says of the way it came. */
const SOURCE = 'paper';

export type PaperOutcome =
  | 'counted'
  /** This sheet has been counted before: the same form was sent twice. */
  | 'repeated'
  /** No box is ticked: there is nothing to count. */
  | 'empty'
  /** The inquiry, or the vote on one of the statements, is closed; or a statement is not put to the vote. */
  | 'closed'
  /** Who answers brings a card or a token, and paper has none: it would let somebody answer twice. */
  | 'card-needed';

/**
 * Counts a sheet of paper that two people have read alike: a ballot is drawn and its votes are cast, all of
 * them or none. Its secret is forgotten at once, so that nobody can change it; the ballot says that it came
 * on paper, and nothing says from which sheet.
 *
 * `key` names the typing of this sheet, so that a form sent twice counts once; it leads to no ballot.
 */
export async function countSheet(
  db: Database,
  sheet: { readonly inquiry: string; readonly key: string; readonly ticks: Sheet; readonly day: string },
): Promise<PaperOutcome> {
  const { inquiry, key, ticks, day } = sheet;
  const votes = Object.entries(ticks).flatMap(([statement, value]) =>
    value === undefined ? [] : [{ statement, value }],
  );
  if (votes.length === 0) return 'empty';
  const outcome = await db.transaction().execute(async (db): Promise<PaperOutcome> => {
    // As for votes on phones: taken before anything is read (see `castVotes`).
    if (dialectOf(db) === 'postgres') {
      await sql`lock table ballot_intake, vote_intake in row exclusive mode`.execute(db);
    }
    const open = await db
      .selectFrom('statement')
      .innerJoin('inquiry', 'inquiry.id', 'statement.inquiry')
      .select('statement.id')
      .where('inquiry.id', '=', inquiry)
      .where('inquiry.state', '=', 'open')
      .where('statement.state', 'in', ['accepted', 'meta'])
      .where('statement.voting', '=', 1)
      .where(
        'statement.id',
        'in',
        votes.map(({ statement }) => statement),
      )
      .execute();
    if (open.length < votes.length) return 'closed';
    const { entry } = await db
      .selectFrom('inquiry')
      .select('entry')
      .where('id', '=', inquiry)
      .executeTakeFirstOrThrow();
    if (entry === 'codes' || entry === 'token') return 'card-needed';
    const fresh = await db
      .insertInto('receipt')
      .values({ inquiry, hash: createHash('sha256').update(`paper ${key}`).digest('base64url') })
      .onConflict((conflict) => conflict.doNothing())
      .returning('hash')
      .executeTakeFirst();
    if (!fresh) return 'repeated';
    const ballot = randomId('ballot');
    await db
      .insertInto('ballot_intake')
      .values({
        inquiry,
        id: ballot,
        secret_hash: secretHash(randomId('secret')),
        profile: '{}',
        day,
        source: SOURCE,
      })
      .execute();
    await db
      .insertInto('vote_intake')
      .values(votes.map((vote) => ({ inquiry, ballot, ...vote, shown: null })))
      .execute();
    return 'counted';
  });
  // At once, so that no order of entry remains that a pile of sheets could be laid beside.
  if (outcome === 'counted') await settle(db);
  return outcome;
}
