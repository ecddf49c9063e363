import { sql } from 'kysely';
import { dialectOf } from './dialectOf.ts';
import { jsonRows } from './jsonRows.ts';
import { PATIENCE } from './openSqlite.ts';
import type { Dialect } from './openStore.ts';
import type { Database } from './schema.ts';

/** People whose votes are mixed together, at least, before they are put at rest. */
const MIXED = 20;

/**
 * Puts at rest what has come in, so that no order of arrival remains.
 *
 * A database keeps rows where they arrived, and PostgreSQL the transaction they came with: whoever saw
 * people vote could tell ballots by it. So what comes in waits in an intake, durably, and is moved from
 * there in one transaction, ordered by random ids, once it is the votes of at least twenty people or the
 * inquiry takes no more. What must stay is written anew, in the order of its random ids too. Nothing that
 * is read changes by it.
 *
 * Says whether it was done: where somebody keeps reading the intake, a backup for example, it gives up
 * at once, since votes would have to wait behind it.
 */
export async function settle(db: Database): Promise<boolean> {
  const dialect = dialectOf(db);
  try {
    await db.transaction().execute((db) => rearrange(db, dialect));
  } catch (error) {
    // PostgreSQL: lock_not_available.
    if ((error as { code?: string }).code === '55P03') return false;
    throw error;
  }
  if (dialect === 'sqlite') await emptyJournal(db);
  return true;
}

/**
 * SQLite's journal still holds the pages in the order in which they were written. While another process
 * reads it stays as it is, rather than that this one should stand still.
 */
async function emptyJournal(db: Database): Promise<void> {
  await db.connection().execute(async (db) => {
    await sql`pragma busy_timeout = 0`.execute(db);
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await sql.raw(`pragma busy_timeout = ${PATIENCE}`).execute(db);
  });
}

async function rearrange(db: Database, dialect: Dialect): Promise<void> {
  if (dialect === 'postgres') {
    await sql`set local lock_timeout = '250ms'`.execute(db);
    await sql`lock table vote_intake, ballot_intake in access exclusive mode`.execute(db);
  }
  const ready = await readyInquiries(db);
  if (ready.length) await moveToRest(db, ready);
  await rewriteIntake(db, dialect);
}

async function readyInquiries(db: Database): Promise<string[]> {
  const { rows } = await sql<{ inquiry: string; state: string; people: number }>`
    select inquiry.id as inquiry, inquiry.state, cast(count(*) as integer) as people
    from (
      select inquiry, id from ballot_intake union select inquiry, ballot from vote_intake
    ) as arrived
    join inquiry on inquiry.id = arrived.inquiry
    group by inquiry.id, inquiry.state
    order by inquiry.id`.execute(db);
  return rows
    .filter(({ state, people }) => state !== 'open' || people >= MIXED)
    .map(({ inquiry }) => inquiry);
}

async function moveToRest(db: Database, ready: readonly string[]): Promise<void> {
  await db
    .insertInto('ballot')
    .columns(['inquiry', 'id', 'secret_hash', 'profile', 'day', 'source'])
    .expression(
      db
        .selectFrom('ballot_intake')
        .select(['inquiry', 'id', 'secret_hash', 'profile', 'day', 'source'])
        .where('inquiry', 'in', ready)
        .orderBy('inquiry')
        .orderBy('id'),
    )
    .execute();
  await db
    .insertInto('vote')
    .columns(['inquiry', 'ballot', 'statement', 'value', 'shown'])
    .expression(
      db
        .selectFrom('vote_intake as v')
        // A ballot that was erased while its vote came in takes the vote with it.
        .innerJoin('ballot as b', (join) =>
          join.onRef('b.inquiry', '=', 'v.inquiry').onRef('b.id', '=', 'v.ballot'),
        )
        .select(['v.inquiry', 'v.ballot', 'v.statement', 'v.value', 'v.shown'])
        .where('v.inquiry', 'in', ready)
        .orderBy('v.inquiry')
        .orderBy('v.ballot')
        .orderBy('v.statement'),
    )
    .onConflict((conflict) =>
      conflict.columns(['inquiry', 'ballot', 'statement']).doUpdateSet(({ ref, fn }) => ({
        value: ref('excluded.value'),
        shown: fn.coalesce('vote.shown', 'excluded.shown'),
      })),
    )
    .execute();
  for (const table of ['ballot_intake', 'vote_intake'] as const) {
    await db.deleteFrom(table).where('inquiry', 'in', ready).execute();
  }
}

/** Writes what stays anew, in the order of its random ids. */
async function rewriteIntake(db: Database, dialect: Dialect): Promise<void> {
  const ballots = await db
    .selectFrom('ballot_intake')
    .select(['inquiry', 'id', 'secret_hash', 'profile', 'day', 'source'])
    .orderBy('id')
    .execute();
  const votes = await db
    .selectFrom('vote_intake')
    .select(['inquiry', 'ballot', 'statement', 'value', 'shown'])
    .orderBy('ballot')
    .orderBy('statement')
    .execute();
  if (dialect === 'postgres') {
    await sql`truncate vote_intake, ballot_intake`.execute(db);
  } else {
    await sql`delete from vote_intake`.execute(db);
    await sql`delete from ballot_intake`.execute(db);
  }
  for (const part of jsonRows(ballots.map(Object.values))) {
    await sql`
      insert into ballot_intake (inquiry, id, secret_hash, profile, day, source)
      select entry.value ->> 0, entry.value ->> 1, entry.value ->> 2, entry.value ->> 3,
        entry.value ->> 4, entry.value ->> 5
      from json_each(${part}) as entry`.execute(db);
  }
  for (const part of jsonRows(votes.map(Object.values))) {
    await sql`
      insert into vote_intake (inquiry, ballot, statement, value, shown)
      select entry.value ->> 0, entry.value ->> 1, entry.value ->> 2,
        cast(entry.value ->> 3 as integer), cast(entry.value ->> 4 as integer)
      from json_each(${part}) as entry`.execute(db);
  }
}
