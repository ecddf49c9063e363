import { sql } from 'kysely';
import { dayAfter } from '#lib/host/access/dayAfter.ts';
import { dialectOf } from '#lib/store/dialectOf.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import { PATIENCE } from '#lib/store/openSqlite.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Database } from '#lib/store/schema.ts';
import { type Inquiry, listInquiries } from '../data.server.ts';
import { closeInquiry } from '../mutations.server.ts';
import { keepingChoices, keptFrom, keptUntil, NAMES_KEPT } from './keptUntil.ts';

/** One node erases at a time; the number is drawn at random, like that of the migrations. */
const TURN = 5_280_114_273;

/** Why the time stays as it is. */
export type NotKept = 'unknown' | 'longer';

/**
 * Sets for how many months an inquiry is kept after its last day. Freely while it is a draft; once it has
 * opened, shorter only: what people were told when they came in stays true.
 */
export async function setKeeping(
  db: Database,
  inquiry: string,
  months: number,
): Promise<NotKept | undefined> {
  if (!keepingChoices.some((choice) => choice === months)) return 'unknown';
  const { numUpdatedRows } = await db
    .updateTable('inquiry')
    .set({ keep_months: months })
    .where('id', '=', inquiry)
    .where(({ or, eb }) => or([eb('state', '=', 'draft'), eb('keep_months', '>=', months)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? 'longer' : undefined;
}

/** What was erased for good: inquiries whose ballots went, and number of inquiries whose names went. */
export interface Erased {
  readonly ballots: readonly string[];
  readonly names: number;
}

/**
 * Erases whatever is due on this day: of an inquiry that is past its last day of keeping, ballots, votes, what
 * else was said, comments, cards, receipts, what was written and never put to the vote, who wrote the rest, and the sets of
 * ballots behind what was published; of one that closed a month ago, the names of those invited and the key
 * that signed their tokens. What was published stays: it is about nobody.
 *
 * Day after day the same, on whatever the databases hold: one that was restored from an older backup is
 * erased again. `publish` is asked once for each inquiry that nobody had closed, before it is erased. What goes
 * wrong with one is reported, and the others are erased all the same; unless `report` throws, as it does by itself.
 *
 * @param today ISO date
 */
export async function eraseDue(
  house: { readonly store: Pick<Store, 'db'>; readonly roster: Pick<Roster, 'db'> | undefined },
  today: string,
  {
    publish = async () => {},
    report = (error) => {
      throw error;
    },
  }: {
    readonly publish?: (inquiry: string) => Promise<unknown>;
    readonly report?: (error: unknown) => void;
  } = {},
): Promise<Erased> {
  const { db } = house.store;
  const inquiries = await listInquiries(db);
  const ballots: string[] = [];
  for (const inquiry of inquiries) {
    const until = keptUntil(inquiry);
    if (until === undefined || until >= today || inquiry.erasedDay !== undefined) continue;
    try {
      if (inquiry.state === 'open') {
        await closeInquiry(db, inquiry.id, keptFrom(inquiry)!);
        await publish(inquiry.id);
      }
      if (await eraseInquiry(db, inquiry.id, today)) ballots.push(inquiry.id);
    } catch (error) {
      report(error);
    }
  }
  if (ballots.length > 0) await leaveNoTrace(db);
  return { ballots, names: await eraseNames(house.roster?.db, inquiries, today) };
}

/** All that people left in one inquiry, in one transaction. Says whether this node did it. */
async function eraseInquiry(db: Database, inquiry: string, today: string): Promise<boolean> {
  return db.transaction().execute(async (db) => {
    if (dialectOf(db) === 'postgres') {
      const { rows } = await sql<{
        free: boolean;
      }>`select pg_try_advisory_xact_lock(${TURN}) as free`.execute(db);
      if (!rows[0]!.free) return false;
      // A vote that is still coming in holds a key to this row.
      await sql`select id from inquiry where id = ${inquiry} for update`.execute(db);
    }
    const { numUpdatedRows } = await db
      .updateTable('inquiry')
      .set({ erased_day: today })
      .where('id', '=', inquiry)
      .where('erased_day', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    for (const table of [
      ...(['vote_intake', 'vote', 'said_intake', 'said', 'ballot_intake', 'ballot'] as const),
      ...(['receipt', 'code', 'comment', 'rating', 'release_cell'] as const),
    ]) {
      await db.deleteFrom(table).where('inquiry', '=', inquiry).execute();
    }
    await db.updateTable('trial').set({ told: null }).where('inquiry', '=', inquiry).execute();
    await db.updateTable('release').set({ ballots: '[]' }).where('inquiry', '=', inquiry).execute();
    const written = db.selectFrom('statement').select('id').where('inquiry', '=', inquiry);
    await db
      .updateTable('moderation')
      .set({ reason: null })
      .where('inquiry', '=', inquiry)
      .where('act', '=', 'edited')
      .where('statement', 'in', written.where('origin', '=', 'participant'))
      .execute();
    await db
      .deleteFrom('statement')
      .where('inquiry', '=', inquiry)
      .where('origin', '=', 'participant')
      .where('state', '=', 'waiting')
      .execute();
    await db
      .updateTable('statement')
      .set({ texts: '{}' })
      .where('inquiry', '=', inquiry)
      .where('origin', '=', 'participant')
      .where('state', '=', 'refused')
      .execute();
    await db.updateTable('statement').set({ author_hash: null }).where('inquiry', '=', inquiry).execute();
    return true;
  });
}

/** Names, invitations and keys of inquiries that closed more than a month ago. */
async function eraseNames(
  roster: Roster['db'] | undefined,
  inquiries: readonly Omit<Inquiry, 'attributes'>[],
  today: string,
): Promise<number> {
  if (!roster) return 0;
  const due = inquiries.flatMap((inquiry) => {
    const from = inquiry.state === 'open' ? undefined : keptFrom(inquiry);
    return from !== undefined && dayAfter(from, NAMES_KEPT) < today ? [inquiry.id] : [];
  });
  let gone = 0;
  for (const inquiry of due) {
    const rows = await roster.transaction().execute(async (db) => {
      const people = await db.deleteFrom('person').where('inquiry', '=', inquiry).executeTakeFirstOrThrow();
      await db.deleteFrom('tally').where('inquiry', '=', inquiry).execute();
      const key = await db.deleteFrom('token_key').where('inquiry', '=', inquiry).executeTakeFirstOrThrow();
      return people.numDeletedRows + key.numDeletedRows;
    });
    if (rows > 0n) gone++;
  }
  if (gone > 0) await leaveNoTrace(roster);
  return gone;
}

/**
 * What was deleted leaves the files: SQLite has overwritten it (`secure_delete`), and is now written anew and
 * its journal emptied; PostgreSQL gives the room of deleted rows free. Its log of writes and backups keep
 * them for as long as whoever runs the server keeps those.
 */
async function leaveNoTrace(db: Database | Roster['db']): Promise<void> {
  const sqlite = dialectOf(db as Database) === 'sqlite';
  await (db as Database).connection().execute(async (db) => {
    await sql`vacuum`.execute(db);
    if (!sqlite) return;
    await sql`pragma busy_timeout = 0`.execute(db);
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await sql.raw(`pragma busy_timeout = ${PATIENCE}`).execute(db);
  });
}
