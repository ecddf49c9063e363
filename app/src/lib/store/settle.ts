import { sql } from 'kysely';
import { dialectOf } from './dialectOf.ts';
import { jsonRows } from './jsonRows.ts';
import { mixComments } from './mixComments.ts';
import { mixWhole } from './mixWhole.ts';
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
 * there in one transaction, ordered by random ids: new ballots once there are at least twenty, votes once
 * they are of at least twenty people, and so is what people say of a question. What must stay is written anew,
 * in the order of its random ids too. When an inquiry takes no more, those who still wait are mixed with everybody
 * (`mixWhole`), and so are all those of `closed`, an inquiry that has just been closed. Nothing that is read changes
 * by it.
 *
 * Who alone waits in two intakes is one person: her job would lead to her votes. So with `said` all that people say
 * of a question is written anew, those few who wait among everybody, and what was erased leaves the files.
 *
 * Says whether it was done: where somebody keeps reading the intake, a backup for example, it gives up
 * at once, since votes would have to wait behind it.
 */
export async function settle(
  db: Database,
  { closed, said = false }: { readonly closed?: string; readonly said?: boolean } = {},
): Promise<boolean> {
  const dialect = dialectOf(db);
  try {
    await db.transaction().execute((db) => rearrange(db, dialect, said));
    const whole = new Set(await closedWithIntake(db));
    if (closed !== undefined) whole.add(closed);
    for (const inquiry of whole) await mixWhole(db, inquiry);
    if (dialect === 'sqlite') await emptyJournal(db);
    else {
      if (await isMixed(db, 'code')) await db.transaction().execute(rewriteCodes);
      if (await isMixed(db, 'comment')) await db.transaction().execute(mixComments);
      if (whole.size > 0) await forgetRows(db);
    }
  } catch (error) {
    // PostgreSQL: lock_not_available.
    if ((error as { code?: string }).code === '55P03') return false;
    throw error;
  }
  return true;
}

/** Has nothing come in since the last time that `settle` was done, that the database would tell apart? */
export async function isSettled(db: Database): Promise<boolean> {
  if (dialectOf(db) === 'sqlite') {
    // Writes what it can into the file, and says how many pages the journal holds.
    const { rows } = await sql<{ log: number }>`pragma wal_checkpoint(passive)`.execute(db);
    return rows[0].log <= 0;
  }
  for (const table of ['ballot_intake', 'vote_intake', 'said_intake', 'code', 'comment'] as const) {
    if (await isMixed(db, table)) return false;
  }
  return true;
}

/** Does a table of PostgreSQL tell several transactions apart? What was put at rest came with one. */
async function isMixed(
  db: Database,
  table: 'ballot_intake' | 'vote_intake' | 'said_intake' | 'code' | 'comment',
): Promise<boolean> {
  const { rows } = await sql<{ several: boolean }>`
    select count(distinct cast(xmin as text)) > 1 as several from ${sql.table(table)}`.execute(db);
  return rows[0].several;
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

async function rearrange(db: Database, dialect: Dialect, said: boolean): Promise<void> {
  if (dialect === 'postgres') {
    await sql`set local lock_timeout = '250ms'`.execute(db);
    await sql`lock table vote_intake, said_intake, ballot_intake in access exclusive mode`.execute(db);
  }
  await moveBallots(db);
  await moveVotes(db);
  await moveSaid(db);
  if (said) await mixSaid(db, dialect);
  await rewriteIntake(db, dialect);
}

async function moveBallots(db: Database): Promise<void> {
  const ready = await db
    .selectFrom('ballot_intake')
    .select('inquiry')
    .groupBy('inquiry')
    .having(({ fn }) => fn.countAll(), '>=', MIXED)
    .orderBy('inquiry')
    .execute();
  if (!ready.length) return;
  const inquiries = ready.map(({ inquiry }) => inquiry);
  await db
    .insertInto('ballot')
    .columns(['inquiry', 'id', 'secret_hash', 'profile', 'day', 'source'])
    .expression(
      db
        .selectFrom('ballot_intake')
        .select(['inquiry', 'id', 'secret_hash', 'profile', 'day', 'source'])
        .where('inquiry', 'in', inquiries)
        .orderBy('inquiry')
        .orderBy('id'),
    )
    .execute();
  await db.deleteFrom('ballot_intake').where('inquiry', 'in', inquiries).execute();
}

/**
 * Writes anew what was spent at the door: PostgreSQL puts a row that changes at the end, under the transaction
 * that changed it, and so would tell in which order they were spent. A file of its own is begun, since the
 * old one still has the rows as they were. SQLite keeps codes in the order of their hashes.
 */
async function rewriteCodes(db: Database): Promise<void> {
  await sql`set local lock_timeout = '250ms'`.execute(db);
  await sql`lock table code in access exclusive mode`.execute(db);
  const codes = await db
    .selectFrom('code')
    .select(['hash', 'inquiry', 'spent', 'kind'])
    .orderBy('hash')
    .execute();
  await sql`truncate code`.execute(db);
  for (const part of jsonRows(codes.map(({ hash, inquiry, spent, kind }) => [hash, inquiry, spent, kind]))) {
    await sql`
      insert into code (hash, inquiry, spent, kind)
      select entry.value ->> 0, entry.value ->> 1, cast(entry.value ->> 2 as integer), entry.value ->> 3
      from json_each(${part}) as entry`.execute(db);
  }
}

/**
 * Begins the files of ballots, votes, comments and what else was said anew: PostgreSQL leaves rows that were mixed
 * since where they were, in the order in which they had been put at rest, or had come in. Others wait meanwhile,
 * some seconds for a million votes.
 */
async function forgetRows(db: Database): Promise<void> {
  await db.connection().execute(async (db) => {
    await sql`set lock_timeout = '2s'`.execute(db);
    try {
      await sql`vacuum (full) ballot`.execute(db);
      await sql`vacuum (full) vote`.execute(db);
      await sql`vacuum (full) said`.execute(db);
      await sql`vacuum (full) comment`.execute(db);
    } finally {
      await sql`reset lock_timeout`.execute(db);
    }
  });
}

/** Moves votes of ballots at rest; those of a new ballot wait for their ballot. */
async function moveVotes(db: Database): Promise<void> {
  const arrived = db
    .selectFrom('vote_intake')
    .innerJoin('ballot', (join) =>
      join.onRef('ballot.inquiry', '=', 'vote_intake.inquiry').onRef('ballot.id', '=', 'vote_intake.ballot'),
    );
  const ready = await arrived
    .select('vote_intake.inquiry')
    .groupBy('vote_intake.inquiry')
    .having(({ fn }) => fn.count('vote_intake.ballot').distinct(), '>=', MIXED)
    .orderBy('vote_intake.inquiry')
    .execute();
  if (!ready.length) return;
  const inquiries = ready.map(({ inquiry }) => inquiry);
  await db
    .insertInto('vote')
    .columns(['inquiry', 'ballot', 'statement', 'value', 'shown'])
    .expression(
      arrived
        .select([
          'vote_intake.inquiry',
          'vote_intake.ballot',
          'vote_intake.statement',
          'vote_intake.value',
          'vote_intake.shown',
        ])
        .where('vote_intake.inquiry', 'in', inquiries)
        .orderBy('vote_intake.inquiry')
        .orderBy('vote_intake.ballot')
        .orderBy('vote_intake.statement'),
    )
    .onConflict((conflict) =>
      conflict.columns(['inquiry', 'ballot', 'statement']).doUpdateSet(({ ref, fn }) => ({
        value: ref('excluded.value'),
        shown: fn.coalesce('vote.shown', 'excluded.shown'),
      })),
    )
    .execute();
  await db
    .deleteFrom('vote_intake')
    .where('inquiry', 'in', inquiries)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('ballot')
          .select('ballot.id')
          .whereRef('ballot.inquiry', '=', 'vote_intake.inquiry')
          .whereRef('ballot.id', '=', 'vote_intake.ballot'),
      ),
    )
    .execute();
}

/** Moves what is said of a question: nobody's ballot is waited for, since none is known. */
async function moveSaid(db: Database): Promise<void> {
  const ready = await db
    .selectFrom('said_intake')
    .select(['inquiry', 'question'])
    .groupBy(['inquiry', 'question'])
    .having(({ fn }) => fn.countAll(), '>=', MIXED)
    .orderBy('inquiry')
    .orderBy('question')
    .execute();
  for (const { inquiry, question } of ready) {
    await db
      .insertInto('said')
      .columns(['inquiry', 'question', 'author_hash', 'profile', 'content'])
      .expression(
        db
          .selectFrom('said_intake')
          .select(['inquiry', 'question', 'author_hash', 'profile', 'content'])
          .where('inquiry', '=', inquiry)
          .where('question', '=', question)
          .orderBy('author_hash'),
      )
      .onConflict((conflict) =>
        conflict.columns(['inquiry', 'question', 'author_hash']).doUpdateSet(({ ref }) => ({
          profile: ref('excluded.profile'),
          content: ref('excluded.content'),
        })),
      )
      .execute();
    await db
      .deleteFrom('said_intake')
      .where('inquiry', '=', inquiry)
      .where('question', '=', question)
      .execute();
  }
}

/** Does anybody wait with what she said of a question of which others rest? */
export async function hasFewSaid(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('said_intake as i')
    .select('i.question')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('said as s')
          .select('s.question')
          .whereRef('s.inquiry', '=', 'i.inquiry')
          .whereRef('s.question', '=', 'i.question'),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Writes all that was said anew, ordered by random ids, and with it what waits of a question of which others rest. On
 * PostgreSQL in files of their own: the old ones tell who was there before.
 */
async function mixSaid(db: Database, dialect: Dialect): Promise<void> {
  await sql`
    create temporary table mixed_said as
    select inquiry, question, author_hash, profile, content from said s
    where not exists (
      select 1 from said_intake i
      where i.inquiry = s.inquiry and i.question = s.question and i.author_hash = s.author_hash
    )
    union all
    select inquiry, question, author_hash, profile, content from said_intake i
    where exists (select 1 from said s where s.inquiry = i.inquiry and s.question = i.question)`.execute(db);
  await sql`
    delete from said_intake
    where exists (
      select 1 from said s where s.inquiry = said_intake.inquiry and s.question = said_intake.question
    )`.execute(db);
  await (dialect === 'postgres' ? sql`truncate said` : sql`delete from said`).execute(db);
  await sql`
    insert into said (inquiry, question, author_hash, profile, content)
    select inquiry, question, author_hash, profile, content from mixed_said
    order by inquiry, question, author_hash`.execute(db);
  await sql`drop table mixed_said`.execute(db);
}

/** Inquiries that take no more votes and for which something still waits. */
async function closedWithIntake(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('inquiry')
    .select('id')
    .where('state', '!=', 'open')
    .where(({ exists, or, selectFrom }) =>
      or(
        (['ballot_intake', 'vote_intake', 'said_intake'] as const).map((table) =>
          exists(
            selectFrom(table).select(`${table}.inquiry`).whereRef(`${table}.inquiry`, '=', 'inquiry.id'),
          ),
        ),
      ),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
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
  const said = await db
    .selectFrom('said_intake')
    .select(['inquiry', 'question', 'author_hash', 'profile', 'content'])
    .orderBy('author_hash')
    .execute();
  if (dialect === 'postgres') {
    await sql`truncate vote_intake, said_intake, ballot_intake`.execute(db);
  } else {
    await sql`delete from vote_intake`.execute(db);
    await sql`delete from said_intake`.execute(db);
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
  for (const part of jsonRows(said.map(Object.values))) {
    await sql`
      insert into said_intake (inquiry, question, author_hash, profile, content)
      select entry.value ->> 0, entry.value ->> 1, entry.value ->> 2, entry.value ->> 3, entry.value ->> 4
      from json_each(${part}) as entry`.execute(db);
  }
}
