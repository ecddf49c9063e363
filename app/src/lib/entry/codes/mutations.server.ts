import { sql } from 'kysely';
import { dialectOf } from '#lib/store/dialectOf.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { jsonRows } from '#lib/store/jsonRows.ts';
import type { Database } from '#lib/store/schema.ts';
import { readOwnBallot } from '../data.server.ts';
import { listedProfile } from '../listedProfile.ts';
import { cardHash } from './cardHash.ts';
import { countCards } from './data.server.ts';
import { newCardCode } from './newCardCode.ts';
import { secretAtDoor } from './secretAtDoor.ts';

/** Cards of one inquiry. */
export const MOST_CARDS = 5_000;

/** Why no cards are made. */
export type NotMade = 'closed' | 'other-entry' | 'made-already' | 'too-many';

/**
 * Makes cards for an inquiry that is a draft or open. Their codes come back this once, in an order that is
 * kept nowhere. `made` is how many there were when the host asked: the same form sent again makes none.
 */
export async function makeCards(
  db: Database,
  cards: { readonly inquiry: string; readonly count: number; readonly made: number },
): Promise<{ readonly codes: readonly string[] } | NotMade> {
  const { inquiry, count } = cards;
  return db.transaction().execute(async (db) => {
    // One after the other, so that each counts what the one before has made.
    if (dialectOf(db) === 'postgres') {
      await sql`select id from inquiry where id = ${inquiry} for no key update`.execute(db);
    }
    const row = await db
      .selectFrom('inquiry')
      .select(['state', 'entry'])
      .where('id', '=', inquiry)
      .executeTakeFirst();
    if (!row || row.state === 'closed') return 'closed';
    if (row.entry !== 'codes') return 'other-entry';
    const { made } = await countCards(db, inquiry);
    if (made !== cards.made) return 'made-already';
    if (made + count > MOST_CARDS) return 'too-many';
    const codes = Array.from({ length: count }, newCardCode);
    // In the order of the hashes: that in which the cards are printed is lost.
    const rows = codes.map((code) => [cardHash(code)] as const);
    rows.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const part of jsonRows(rows)) {
      await sql`
        insert into code (inquiry, hash, spent)
        select cast(${inquiry} as text), entry.value ->> 0, 0
        from json_each(${part}) as entry`.execute(db);
    }
    return { codes };
  });
}

/**
 * Spends a card and draws a ballot, both or neither. `key` is the browser's own while it is at the door: the
 * same browser that sends the same card again gets the same ballot. For a card that was never made, that
 * belongs to another inquiry or that was spent the reply is the same.
 *
 * Card and ballot have nothing in common but the transaction in which both were written. On SQLite that is
 * legible in the journal, on PostgreSQL in the number of the transaction on both rows, until the next `settle`,
 * fifteen seconds at most; on PostgreSQL also in the log that the server keeps of its writes, for as long as it
 * keeps it. Whoever reads these files meanwhile, and has seen whose card it was, knows whose ballot it is; and
 * so does whoever watches the memory of a server that runs.
 */
export async function joinByCard(
  db: Database,
  entry: {
    readonly inquiry: string;
    readonly code: string;
    readonly key: string;
    /** Attribute key → value key, as chosen. */
    readonly profile: Readonly<Record<string, string>>;
    /** ISO date. */
    readonly day: string;
  },
): Promise<{ readonly secret: string } | 'closed' | 'refused'> {
  const { inquiry, code, key, day } = entry;
  const secret = secretAtDoor(key, code);
  return db.transaction().execute(async (db) => {
    // Taken before anything is read: `settle` writes ballots and codes anew behind it.
    if (dialectOf(db) === 'postgres') {
      await sql`lock table ballot_intake in row exclusive mode`.execute(db);
    }
    const row = await db
      .selectFrom('inquiry')
      .select(['state', 'entry'])
      .where('id', '=', inquiry)
      .executeTakeFirst();
    if (row?.state !== 'open' || row.entry !== 'codes') return 'closed';
    const { numUpdatedRows } = await db
      .updateTable('code')
      .set({ spent: 1 })
      .where('inquiry', '=', inquiry)
      .where('hash', '=', cardHash(code))
      .where('spent', '=', 0)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) {
      return (await readOwnBallot(db, inquiry, secret)) ? { secret } : 'refused';
    }
    const profile = await listedProfile(db, inquiry, entry.profile);
    await drawBallot(db, { inquiry, profile, day, secret });
    return { secret };
  });
}
