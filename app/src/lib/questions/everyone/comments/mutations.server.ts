import { minimum } from '@abord/release';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import type { Reason } from '#lib/host/statements/reason.ts';
import { inTurn } from '#lib/store/inTurn.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import { settle } from '#lib/store/settle.ts';
import type { Texts } from '../debate.ts';
import { languageOf } from '../languageOf.ts';
import { commentHash } from './commentHash.ts';
import { cutTo } from './cutTo.ts';
import { type Comment, countComments, readComment, readOwnComment } from './data.server.ts';
import { handOver } from './handOver.ts';
import type { CommentKind, PracticeMore } from './schema.ts';

/** Comments and practices that an inquiry may hold: as many as a person can read. */
export const MOST_COMMENTS = 5_000;

/** Why a comment is not kept. */
export type NotWritten = 'closed' | 'unknown-ballot' | 'full';

/** What somebody wrote, as `readComment` or `readPractice` of the schema gives it. */
export interface Words {
  readonly inquiry: string;
  readonly secret: string;
  readonly text: string;
  /** The language in which she reads. */
  readonly lang: 'fr' | 'en';
  /** Of a practice: what belongs to it beside its text. */
  readonly practice?: PracticeMore;
}

/**
 * Keeps what somebody added, or the practice that she told, for moderation, in the place of what she had written
 * before: a ballot has one of each. Other words get another id, so that they are new to whoever moderates and to
 * what is published.
 */
export async function writeComment(db: Database, words: Words): Promise<NotWritten | undefined> {
  const { inquiry, secret, practice } = words;
  const kind = practice ? 'practice' : 'comment';
  const lang = languageOf([words.text, practice?.watch].join(' '), words.lang);
  const texts = JSON.stringify({ [lang]: words.text });
  const more = {
    watch: practice?.watch === undefined ? null : JSON.stringify({ [lang]: practice.watch }),
    sector: practice?.sector ?? null,
    name: practice?.name ?? null,
  };
  const done = await inTurn(db, inquiry, async (db, state) => {
    if (state !== 'open') return 'closed' as const;
    if (!(await readOwnBallot(db, inquiry, secret))) return 'unknown-ballot' as const;
    const own = await readOwnComment(db, inquiry, secret, kind);
    // The same words again, edited by nobody: the form was sent twice.
    if (own && !own.edited && JSON.stringify(own.texts) === texts && sameMore(own, more)) {
      return 'kept' as const;
    }
    if (!own && (await countComments(db, inquiry)).all >= MOST_COMMENTS) return 'full' as const;
    await put(db, { inquiry, secret, kind, texts, ...more, state: 'arrived', edited: 0 }, own);
    return own ? ('replaced' as const) : ('kept' as const);
  });
  // The journal forgets the words that she took back.
  if (done === 'replaced') await settle(db);
  if (done === 'kept' || done === 'replaced') return undefined;
  return done === 'unknown' ? 'closed' : done;
}

type More = Pick<Selectable<Schema['comment']>, 'watch' | 'sector' | 'name'>;

function sameMore(own: Comment, { watch, sector, name }: More): boolean {
  return (
    (own.watch ? JSON.stringify(own.watch) : null) === watch &&
    (own.sector ?? null) === sector &&
    (own.name ?? null) === name
  );
}

/** Writes a row of hers, in the place of another, and lets the moderators see what is enough to be seen. */
async function put(
  db: Database,
  {
    secret,
    kind,
    ...row
  }: Omit<Insertable<Schema['comment']>, 'id' | 'author_hash' | 'reason'> & {
    readonly secret: string;
    readonly kind: CommentKind;
  },
  before: Comment | undefined,
): Promise<void> {
  const { inquiry } = row;
  if (before) {
    await db.deleteFrom('comment').where('inquiry', '=', inquiry).where('id', '=', before.id).execute();
  }
  const author_hash = commentHash(secret, kind);
  await db
    .insertInto('comment')
    .values({ ...row, kind, id: randomId('ballot'), author_hash, reason: null })
    .execute();
  await bringTogether(db, inquiry, kind);
}

/**
 * Comments and practices reach the moderators by five at least: whoever saw somebody put her phone away, and one
 * come, would know whose it was. Each kind by itself, since somebody may write one of both; and those with a name
 * do not count, since it is known whose they are, and come along. What is left comes when the inquiry closes.
 */
async function bringTogether(db: Database, inquiry: string, kind: CommentKind): Promise<void> {
  const { arrived } = await db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number | string>().as('arrived'))
    .where('inquiry', '=', inquiry)
    .where('kind', '=', kind)
    .where('state', '=', 'arrived')
    .where('name', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(arrived) >= minimum.floor) await handOver(db, inquiry, kind);
}

/**
 * Lets the moderators of all inquiries see the practices that came in with a name. Once a day, and not when one
 * comes: nobody has to wait for others who stay nameless, and nobody sees in which hour somebody wrote.
 */
export async function handOverSigned(db: Database): Promise<void> {
  await db
    .updateTable('comment')
    .set({ state: 'waiting' })
    .where('state', '=', 'arrived')
    .where('name', 'is not', null)
    .execute();
}

/**
 * Takes the name away from the practice of whoever holds this secret: it leaves the page at once, and what is left
 * of it waits to be read again and to be published among others without a name. Also once the inquiry has closed.
 * Says whether there was a name.
 */
export async function takeNameAway(db: Database, inquiry: string, secret: string): Promise<boolean> {
  const done = await inTurn(db, inquiry, async (db, state) => {
    const own = await readOwnComment(db, inquiry, secret, 'practice');
    if (own?.name === undefined) return false;
    await put(
      db,
      {
        ...{ inquiry, secret, kind: own.kind, name: null, sector: own.sector ?? null },
        texts: JSON.stringify(own.texts),
        watch: own.watch ? JSON.stringify(own.watch) : null,
        edited: own.edited ? 1 : 0,
        // Nothing hands over what arrives after the end.
        state: state === 'open' ? 'arrived' : 'waiting',
      },
      own,
    );
    return true;
  });
  if (done !== true) return false;
  await settle(db);
  return true;
}

/** Takes back what the holder of this secret added, or told. Says whether there was anything. */
export async function eraseComment(
  db: Database,
  inquiry: string,
  secret: string,
  kind: CommentKind = 'comment',
): Promise<boolean> {
  // In turn: while `mixComments` writes it anew, PostgreSQL would find nothing to erase, and it would stay.
  const erased = await inTurn(db, inquiry, async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('comment')
      .where('inquiry', '=', inquiry)
      .where('author_hash', '=', commentHash(secret, kind))
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
 * Accepts a comment that waits, as it is or without the words that `kept` (and `keptWatch`, of what to watch out
 * for) no longer has: moderators take names out, and put nothing in.
 */
export async function acceptComment(
  db: Database,
  act: Act & { readonly kept?: string; readonly keptWatch?: string },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db) => {
    const comment = await readComment(db, act.inquiry, act.id);
    if (!comment) return 'unknown';
    if (comment.state !== 'waiting') return 'changed';
    const texts = keptOf(comment.texts, act.kept);
    const watch = comment.watch && keptOf(comment.watch, act.keptWatch);
    if (!texts || (comment.watch && !watch)) return 'put-in';
    if (!/\p{L}/u.test(Object.values(texts)[0]!)) return 'empty';
    const after = { texts: JSON.stringify(texts), watch: watch ? JSON.stringify(watch) : null };
    const before = [comment.texts, comment.watch ?? null].map((texts) => texts && JSON.stringify(texts));
    const edited = after.texts !== before[0] || after.watch !== before[1];
    await set(db, act, {
      ...after,
      state: 'accepted',
      edited: edited || comment.edited ? 1 : 0,
      reason: null,
    });
    await log(db, act, comment.kind, edited ? 'edited' : 'accepted');
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
    await log(db, act, comment.kind, 'refused', reason);
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
    await log(db, act, comment.kind, 'returned');
    return undefined;
  });
}

/** Texts without what was taken out; nothing where a word was put in. */
function keptOf(texts: Texts, kept: string | undefined): Texts | undefined {
  const [[lang, before]] = Object.entries(texts) as [[string, string]];
  const text = kept === undefined ? before : cutTo(before, kept);
  return text === undefined ? undefined : { [lang]: text };
}

async function set(db: Database, { inquiry, id }: Act, change: Updateable<Schema['comment']>): Promise<void> {
  await db.updateTable('comment').set(change).where('inquiry', '=', inquiry).where('id', '=', id).execute();
}

async function log(
  db: Database,
  { inquiry, today }: Act,
  kind: CommentKind,
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
    .values({ inquiry, number: last + 1, kind, act, reason, day: today })
    .execute();
}
