import { sql } from 'kysely';
import { dialectOf } from '#lib/store/dialectOf.ts';
import { jsonRows } from '#lib/store/jsonRows.ts';
import type { Database } from '#lib/store/schema.ts';
import { type AtDoor, type AtDoorOutcome, joinOnce } from '../joinOnce.ts';
import { cardHash } from './cardHash.ts';
import { countCards } from './data.server.ts';
import { newCardCode } from './newCardCode.ts';

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
    if (row.entry !== 'codes' && row.entry !== 'token') return 'other-entry';
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
 * Spends a card and draws a ballot, both or neither: see `joinOnce`. Where people are invited by token, a
 * card is for whoever cannot draw one.
 */
export async function joinByCard(
  db: Database,
  entry: AtDoor & { readonly code: string },
): Promise<AtDoorOutcome> {
  const { inquiry, code } = entry;
  const hash = cardHash(code);
  return joinOnce(db, { ...entry, hash, modes: ['codes', 'token'] }, async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('code')
      .set({ spent: 1 })
      .where('inquiry', '=', inquiry)
      .where('hash', '=', hash)
      .where('spent', '=', 0)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  });
}
