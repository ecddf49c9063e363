import { minimum } from '@abord/release';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import type { Reason } from '#lib/host/statements/reason.ts';
import { inTurn } from '#lib/store/inTurn.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import { settle } from '#lib/store/settle.ts';
import { languageOf } from '../languageOf.ts';
import { commentHash } from './commentHash.ts';
import { cutTo } from './cutTo.ts';
import { countComments, readComment, readOwnComment } from './data.server.ts';
import { handOver } from './handOver.ts';

/** Comments that an inquiry may hold: as many as a person can read. */
export const MOST_COMMENTS = 5_000;

/** Why a comment is not kept. */
export type NotWritten = 'closed' | 'unknown-ballot' | 'full';

/**
 * Keeps what somebody added, for moderation, in the place of what she had added before: a ballot has one
 * comment. Other words get another id, so that they are new to whoever moderates and to what is published.
 */
export async function writeComment(
  db: Database,
  words: {
    readonly inquiry: string;
    readonly secret: string;
    /** As `readComment` of the schema gives it. */
    readonly text: string;
    /** The language in which she reads. */
    readonly lang: 'fr' | 'en';
  },
): Promise<NotWritten | undefined> {
  const { inquiry, secret } = words;
  const texts = JSON.stringify({ [languageOf(words.text, words.lang)]: words.text });
  const done = await inTurn(db, inquiry, async (db, state) => {
    if (state !== 'open') return 'closed' as const;
    if (!(await readOwnBallot(db, inquiry, secret))) return 'unknown-ballot' as const;
    const own = await readOwnComment(db, inquiry, secret);
    // The same words again, edited by nobody: the form was sent twice.
    if (own && !own.edited && JSON.stringify(own.texts) === texts) return 'kept' as const;
    if (own) await db.deleteFrom('comment').where('inquiry', '=', inquiry).where('id', '=', own.id).execute();
    else if ((await countComments(db, inquiry)).all >= MOST_COMMENTS) return 'full' as const;
    await db
      .insertInto('comment')
      .values({
        inquiry,
        id: randomId('ballot'),
        author_hash: commentHash(secret),
        texts,
        state: 'arrived',
        edited: 0,
        reason: null,
      })
      .execute();
    await bringTogether(db, inquiry);
    return own ? ('replaced' as const) : ('kept' as const);
  });
  // The journal forgets the words that she took back.
  if (done === 'replaced') await settle(db);
  if (done === 'kept' || done === 'replaced') return undefined;
  return done === 'unknown' ? 'closed' : done;
}

/**
 * Comments reach the moderators by five at least: whoever saw somebody put her phone away, and one comment
 * come, would know whose it was. What is left at the end comes when the inquiry closes.
 */
async function bringTogether(db: Database, inquiry: string): Promise<void> {
  const { arrived } = await db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number | string>().as('arrived'))
    .where('inquiry', '=', inquiry)
    .where('state', '=', 'arrived')
    .executeTakeFirstOrThrow();
  if (Number(arrived) >= minimum.floor) await handOver(db, inquiry);
}

/** Takes back what the holder of this secret added. Says whether there was anything. */
export async function eraseComment(db: Database, inquiry: string, secret: string): Promise<boolean> {
  // In turn: while `mixComments` writes it anew, PostgreSQL would find nothing to erase, and it would stay.
  const erased = await inTurn(db, inquiry, async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('comment')
      .where('inquiry', '=', inquiry)
      .where('author_hash', '=', commentHash(secret))
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  });
  if (erased !== true) return false;
  await settle(db);
  return true;
}

/** Why nothing changed. */
export type NotDone =
  | 'unknown'
  /** Somebody else has read it first, or the form had been sent before. */
  | 'changed'
  /** Words were put in, where they may only be taken out. */
  | 'put-in'
  | 'empty';

interface Act {
  readonly inquiry: string;
  readonly id: string;
  /** ISO date. */
  readonly today: string;
}

/**
 * Accepts a comment that waits, as it is or without the words that `kept` no longer has: moderators take
 * names out, and put nothing in.
 */
export async function acceptComment(
  db: Database,
  act: Act & { readonly kept?: string },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db) => {
    const comment = await readComment(db, act.inquiry, act.id);
    if (!comment) return 'unknown';
    if (comment.state !== 'waiting') return 'changed';
    const [[lang, before]] = Object.entries(comment.texts) as [[string, string]];
    const text = act.kept === undefined ? before : cutTo(before, act.kept);
    if (text === undefined) return 'put-in';
    if (!/\p{L}/u.test(text)) return 'empty';
    const edited = text !== before;
    await set(db, act, {
      state: 'accepted',
      texts: JSON.stringify({ [lang]: text }),
      edited: edited || comment.edited ? 1 : 0,
      reason: null,
    });
    await log(db, act, edited ? 'edited' : 'accepted');
    return undefined;
  });
}

/** Refuses a comment that waits. The reason is said to whoever wrote it, and to everybody without the words. */
export async function refuseComment(
  db: Database,
  act: Act & { readonly reason: Reason },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db) => {
    const comment = await readComment(db, act.inquiry, act.id);
    if (!comment) return 'unknown';
    if (comment.state !== 'waiting') return 'changed';
    const reason = JSON.stringify(act.reason);
    await set(db, act, { state: 'refused', reason });
    await log(db, act, 'refused', reason);
    return undefined;
  });
}

/** Puts a comment that was accepted or refused back among those that wait, to be read again. */
export async function returnComment(
  db: Database,
  act: Act & { readonly from: 'accepted' | 'refused' },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db) => {
    const comment = await readComment(db, act.inquiry, act.id);
    if (!comment) return 'unknown';
    if (comment.state !== act.from) return 'changed';
    await set(db, act, { state: 'waiting', reason: null });
    await log(db, act, 'returned');
    return undefined;
  });
}

async function set(
  db: Database,
  { inquiry, id }: Act,
  change: Partial<Pick<Schema['comment'], 'state' | 'texts' | 'edited' | 'reason'>>,
): Promise<void> {
  await db.updateTable('comment').set(change).where('inquiry', '=', inquiry).where('id', '=', id).execute();
}

async function log(
  db: Database,
  { inquiry, today }: Act,
  act: Schema['comment_act']['act'],
  reason: string | null = null,
): Promise<void> {
  const { last } = await db
    .selectFrom('comment_act')
    .select(({ fn, val }) => fn.coalesce(fn.max('number'), val(0)).as('last'))
    .where('inquiry', '=', inquiry)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('comment_act')
    .values({ inquiry, number: last + 1, act, reason, day: today })
    .execute();
}
