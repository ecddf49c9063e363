import { sql } from 'kysely';
import { countWaiting } from '#lib/host/statements/data.server.ts';
import { questionKeys } from '#lib/inquiry/questions.ts';
import { commentHash } from '#lib/questions/everyone/comments/commentHash.ts';
import { commentKinds } from '#lib/questions/everyone/comments/schema.ts';
import { languageOf } from '#lib/questions/everyone/languageOf.ts';
import { listTrials, trialKey } from '#lib/questions/gains/trials/data.server.ts';
import { forgetTrials } from '#lib/questions/gains/trials/mutations.server.ts';
import { dialectOf } from '#lib/store/dialectOf.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import type { Database } from '#lib/store/schema.ts';
import { settle } from '#lib/store/settle.ts';
import { authorHash } from './authorHash.ts';
import { listOwnStatements, readOwnBallot } from './data.server.ts';
import { deleteSaid } from './said/mutations.server.ts';

/** Statements of one person that may wait for moderation at the same time. */
const WAITING = 5;
/** Statements of one room that may wait: a moderator reads some hundreds of an evening. */
const QUEUE = 500;

/**
 * Draws a ballot for somebody who comes into an open room, where nobody is asked for a profile. Its secret
 * comes back this once. Where people come by card or token the door is another: see `joinOnce`.
 */
export async function join(
  db: Database,
  entry: {
    readonly inquiry: string;
    /** ISO date. */
    readonly day: string;
  },
): Promise<{ secret: string } | 'closed'> {
  const { inquiry, day } = entry;
  const row = await db
    .selectFrom('inquiry')
    .select(['state', 'entry'])
    .where('id', '=', inquiry)
    .executeTakeFirst();
  if (row?.state !== 'open' || row.entry !== 'open') return 'closed';
  const { secret } = await drawBallot(db, { inquiry, profile: {}, day });
  return { secret };
}

/** Why a statement is not kept. */
export type NotWritten = 'closed' | 'unknown-ballot' | 'taken' | 'many-waiting' | 'queue-full';

/**
 * Keeps what a participant wrote, for moderation. `id` was drawn when her form was made: sent twice, the
 * form writes once.
 */
export async function writeStatement(
  db: Database,
  words: {
    readonly inquiry: string;
    readonly secret: string;
    readonly id: string;
    /** As `ownWords` gives it. */
    readonly text: string;
    /** The language in which she reads. */
    readonly lang: 'fr' | 'en';
  },
): Promise<NotWritten | undefined> {
  const { inquiry, secret, id, text } = words;
  return db.transaction().execute(async (db) => {
    // One after the other: each takes the next number.
    if (dialectOf(db) === 'postgres') {
      await sql`select id from inquiry where id = ${inquiry} for update`.execute(db);
    }
    const { state } = (await db
      .selectFrom('inquiry')
      .select('state')
      .where('id', '=', inquiry)
      .executeTakeFirst()) ?? { state: 'closed' };
    if (state !== 'open') return 'closed';
    if (!(await readOwnBallot(db, inquiry, secret))) return 'unknown-ballot';
    const own = await listOwnStatements(db, inquiry, secret);
    if (own.some((one) => one.id === id)) return undefined;
    if (own.filter((one) => one.state === 'waiting').length >= WAITING) return 'many-waiting';
    if ((await countWaiting(db, inquiry)) >= QUEUE) return 'queue-full';
    const { last } = await db
      .selectFrom('statement')
      .select(({ fn, val }) => fn.coalesce(fn.max('number'), val(0)).as('last'))
      .where('inquiry', '=', inquiry)
      .executeTakeFirstOrThrow();
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('statement')
      .values({
        inquiry,
        id,
        number: last + 1,
        version: 1,
        state: 'waiting',
        texts: JSON.stringify({ [languageOf(text, words.lang)]: text }),
        origin: 'participant',
        author_hash: authorHash(secret, id),
      })
      .onConflict((conflict) => conflict.columns(['inquiry', 'id']).doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 0n ? 'taken' : undefined;
  });
}

/**
 * Takes back one vote, at rest or just come in. Says whether there was a ballot. What was published of it
 * stays published; the next release is without it.
 */
export async function eraseVote(
  db: Database,
  vote: { readonly inquiry: string; readonly secret: string; readonly statement: string },
): Promise<boolean> {
  const { inquiry, secret, statement } = vote;
  const erased = await db.transaction().execute(async (db) => {
    await keepVotesOut(db);
    const own = await readOwnBallot(db, inquiry, secret);
    if (!own) return false;
    for (const table of ['vote_intake', 'vote'] as const) {
      await db
        .deleteFrom(table)
        .where('inquiry', '=', inquiry)
        .where('ballot', '=', own.id)
        .where('statement', '=', statement)
        .execute();
    }
    return true;
  });
  if (erased) await settle(db);
  return erased;
}

/**
 * Erases a ballot with everything in it: profile, votes, comment, practice, what she said of other questions, and what she
 * wrote and nobody has published yet.
 * A statement that the room has already seen stays, as nobody's. Says whether there was a ballot.
 */
export async function eraseBallot(db: Database, inquiry: string, secret: string): Promise<boolean> {
  const erased = await db.transaction().execute(async (db) => {
    await keepVotesOut(db);
    const own = await readOwnBallot(db, inquiry, secret);
    if (!own) return false;
    for (const table of ['vote_intake', 'vote'] as const) {
      await db.deleteFrom(table).where('inquiry', '=', inquiry).where('ballot', '=', own.id).execute();
    }
    for (const table of ['ballot_intake', 'ballot'] as const) {
      await db.deleteFrom(table).where('inquiry', '=', inquiry).where('id', '=', own.id).execute();
    }
    await forgetTrials(db, inquiry, secret);
    const trials = (await listTrials(db, inquiry)).map(({ number }) => trialKey(number));
    await deleteSaid(db, inquiry, secret, [...questionKeys, ...trials]);
    await db
      .deleteFrom('comment')
      .where('inquiry', '=', inquiry)
      .where(
        'author_hash',
        'in',
        commentKinds.map((kind) => commentHash(secret, kind)),
      )
      .execute();
    for (const { id, state } of await listOwnStatements(db, inquiry, secret)) {
      await forget(db, inquiry, id, state);
    }
    return true;
  });
  if (erased) await settle(db, { said: true });
  return erased;
}

/** Takes back a statement of hers that still waits for moderation. Says whether there was one. */
export async function eraseStatement(
  db: Database,
  words: { readonly inquiry: string; readonly secret: string; readonly id: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('statement')
    .where('inquiry', '=', words.inquiry)
    .where('id', '=', words.id)
    .where('state', '=', 'waiting')
    .where('author_hash', '=', authorHash(words.secret, words.id))
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) return false;
  // The journal forgets her words too.
  await settle(db);
  return true;
}

async function forget(db: Database, inquiry: string, id: string, state: string): Promise<void> {
  if (state === 'waiting') {
    await db.deleteFrom('statement').where('inquiry', '=', inquiry).where('id', '=', id).execute();
    return;
  }
  // The log of moderation still says that one was refused, and why; not what it said.
  const left = state === 'refused' ? { author_hash: null, texts: '{}' } : { author_hash: null };
  await db.updateTable('statement').set(left).where('inquiry', '=', inquiry).where('id', '=', id).execute();
  await db
    .updateTable('moderation')
    .set({ reason: null })
    .where('inquiry', '=', inquiry)
    .where('statement', '=', id)
    .where('act', '=', 'edited')
    .execute();
}

/** Until the end of the transaction nothing comes in, so that no vote outlives its ballot. */
async function keepVotesOut(db: Database): Promise<void> {
  if (dialectOf(db) !== 'postgres') return;
  await sql`lock table vote_intake, said_intake, ballot_intake in share row exclusive mode`.execute(db);
}
