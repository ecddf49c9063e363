import type { Reason } from '#lib/host/statements/reason.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import type { Texts } from '../debate.ts';
import { commentHash } from './commentHash.ts';

/** A comment as moderators see it: its words, and never whose they are. */
export interface Comment {
  readonly id: string;
  readonly texts: Texts;
  readonly state: Schema['comment']['state'];
  /** A moderator took words out of it. */
  readonly edited: boolean;
  readonly reason?: Reason;
}

/** What the holder of this secret added; nothing where she added nothing. */
export async function readOwnComment(
  db: Database,
  inquiry: string,
  secret: string,
): Promise<Comment | undefined> {
  const row = await comments(db, inquiry).where('author_hash', '=', commentHash(secret)).executeTakeFirst();
  return row && commentOf(row);
}

/** One comment; nothing where there is none. */
export async function readComment(db: Database, inquiry: string, id: string): Promise<Comment | undefined> {
  const row = await comments(db, inquiry).where('id', '=', id).executeTakeFirst();
  return row && commentOf(row);
}

/** The comments in one state, in the order of their random ids: it says nothing of when they came. */
export async function listComments(
  db: Database,
  inquiry: string,
  state: Comment['state'],
): Promise<Comment[]> {
  const rows = await comments(db, inquiry).where('state', '=', state).execute();
  return rows.map(commentOf);
}

/** How many comments there are, and how many of them wait to be read. */
export async function countComments(
  db: Database,
  inquiry: string,
): Promise<{ readonly all: number; readonly waiting: number }> {
  const { all, waiting } = await db
    .selectFrom('comment')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('all'),
      fn.countAll<number | string>().filterWhere('state', '=', 'waiting').as('waiting'),
    ])
    .where('inquiry', '=', inquiry)
    .executeTakeFirstOrThrow();
  return { all: Number(all), waiting: Number(waiting) };
}

/** One line of the log of comments: what was done, and never with which of them. */
export interface CommentAct {
  readonly number: number;
  readonly act: Schema['comment_act']['act'];
  readonly refusal?: Reason;
  readonly day: string;
}

/** The log of what moderators did with comments, the newest line first. */
export async function readCommentLog(db: Database, inquiry: string): Promise<CommentAct[]> {
  const rows = await db
    .selectFrom('comment_act')
    .select(['number', 'act', 'reason', 'day'])
    .where('inquiry', '=', inquiry)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ number, act, reason, day }) => ({
    ...{ number, act, day },
    ...(reason !== null && { refusal: JSON.parse(reason) }),
  }));
}

function comments(db: Database, inquiry: string) {
  return db
    .selectFrom('comment')
    .select(['id', 'texts', 'state', 'edited', 'reason'])
    .where('inquiry', '=', inquiry)
    .orderBy('id');
}

function commentOf(row: {
  readonly id: string;
  readonly texts: string;
  readonly state: Comment['state'];
  readonly edited: number;
  readonly reason: string | null;
}): Comment {
  const { id, texts, state, edited, reason } = row;
  return {
    id,
    texts: JSON.parse(texts),
    state,
    edited: edited === 1,
    ...(reason !== null && { reason: JSON.parse(reason) }),
  };
}
