import { sql } from 'kysely';

import { dialectOf } from '#lib/store/dialectOf.ts';
import type { Database } from '#lib/store/schema.ts';
import { settle } from '#lib/store/settle.ts';
import { findBallot } from '../data.server.ts';
import { readOwnSaid } from './data.server.ts';
import { saidHash } from './saidHash.ts';
import type { SaidKey } from './saidKey.ts';

/** Whose words they are, and of which question. */
export interface Whose {
  readonly inquiry: string;
  /** The ballot's secret. */
  readonly secret: string;
  readonly question: SaidKey;
}

/** Why nothing is kept; `refused`: it was not what may be said. */
export type NotSaid = 'closed' | 'unknown-ballot' | 'refused';

/**
 * Keeps what somebody says of a question, in the place of what she had said: `change` gives the whole of it, from
 * what stood before; nothing, where it is refused. Sent twice it is the same row. It is safe once this has returned.
 *
 * Of two that come at the same time the second finds what the first has written, so that a step taken in one
 * window is not lost in another. Without her profile where nothing that is kept of her needs it.
 */
export async function say<Content>(
  db: Database,
  whose: Whose,
  change: (before: Content | undefined) => Content | undefined,
  { withProfile = true }: { readonly withProfile?: boolean } = {},
): Promise<NotSaid | undefined> {
  const { inquiry, secret, question } = whose;
  const hash = saidHash(secret, question);
  return db.transaction().execute(async (db) => {
    if (dialectOf(db) === 'postgres') {
      // Taken before anything is read, as for votes: whoever erases or closes finds all that was still let in.
      await sql`lock table said_intake in row exclusive mode`.execute(db);
      // By a name, since a lock on the ballot's row would be written into it.
      await sql`select pg_advisory_xact_lock(hashtextextended(${hash}, 0))`.execute(db);
    }
    const row = await db.selectFrom('inquiry').select('state').where('id', '=', inquiry).executeTakeFirst();
    if (row?.state !== 'open') return 'closed';
    const ballot = await findBallot(db, inquiry, secret);
    if (!ballot) return 'unknown-ballot';
    const after = change(await readOwnSaid<Content>(db, whose));
    if (after === undefined) return 'refused';
    const content = JSON.stringify(after);
    const profile = withProfile ? ballot.profile : '{}';
    await db
      .insertInto('said_intake')
      .values({ inquiry, question, author_hash: hash, profile, content })
      .onConflict((conflict) =>
        conflict.columns(['inquiry', 'question', 'author_hash']).doUpdateSet({ profile, content }),
      )
      .execute();
    return undefined;
  });
}

/** Takes back all that somebody said of a question. Says whether there was anything. */
export async function unsay(db: Database, whose: Whose): Promise<boolean> {
  const erased = await db.transaction().execute(async (db) => {
    if (dialectOf(db) === 'postgres') {
      await sql`lock table said_intake in share row exclusive mode`.execute(db);
    }
    return deleteSaid(db, whose.inquiry, whose.secret, [whose.question]);
  });
  // The journal forgets it too.
  if (erased) await settle(db, { said: true });
  return erased;
}

/** Within the transaction of whoever erases, who keeps others out. */
export async function deleteSaid(
  db: Database,
  inquiry: string,
  secret: string,
  questions: readonly SaidKey[],
): Promise<boolean> {
  let gone = 0n;
  for (const table of ['said_intake', 'said'] as const) {
    const { numDeletedRows } = await db
      .deleteFrom(table)
      .where('inquiry', '=', inquiry)
      .where(
        'author_hash',
        'in',
        questions.map((question) => saidHash(secret, question)),
      )
      .executeTakeFirstOrThrow();
    gone += numDeletedRows;
  }
  return gone > 0n;
}
