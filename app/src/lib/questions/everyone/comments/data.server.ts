import type { Reason } from '#lib/host/statements/reason.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import type { Texts } from '../debate.ts';
import { commentHash } from './commentHash.ts';
import type { CommentKind, TaskSector } from './schema.ts';

/** A comment or a practice as moderators see it: its words, and never whose they are unless she signs them. */
export interface Comment {
  readonly id: string;
  readonly kind: CommentKind;
  readonly texts: Texts;
  /** Of a practice: what to watch out for, the kind of work, and the name that its author wants beside it. */
  readonly watch?: Texts;
  readonly sector?: TaskSector;
  readonly name?: string;
  readonly state: Schema['comment']['state'];
  /** A moderator took words out of it. */
  readonly edited: boolean;
  readonly reason?: Reason;
}

/** What the holder of this secret added, or the practice that she told; nothing where there is none. */
export async function readOwnComment(
  db: Database,
  inquiry: string,
  secret: string,
  kind: CommentKind = 'comment',
): Promise<Comment | undefined> {
  const hash = commentHash(secret, kind);
  const row = await comments(db, inquiry).where('author_hash', '=', hash).executeTakeFirst();
  return row && commentOf(row);
}

/** One comment; nothing where there is none. */
export async function readComment(db: Database, inquiry: string, id: string): Promise<Comment | undefined> {
  const row = await comments(db, inquiry).where('id', '=', id).executeTakeFirst();
  return row && commentOf(row);
}

/** Those in one state, in the order of their random ids: it says nothing of when they came. */
export async function listComments(
  db: Database,
  inquiry: string,
  state: Comment['state'],
): Promise<Comment[]> {
  const rows = await comments(db, inquiry).where('state', '=', state).execute();
  return rows.map(commentOf);
}

/** A practice whose author wants her name beside it. */
export interface SignedPractice {
  readonly name: string;
  readonly texts: Texts;
  readonly watch?: Texts;
  readonly sector?: TaskSector;
}

/**
 * The signed practices that were accepted, by their names: not in the order in which they came or were read. They
 * are no figure about anybody, and so pass by no gate; each is there as long as its author leaves it.
 */
export async function listSignedPractices(db: Database, inquiry: string): Promise<SignedPractice[]> {
  const rows = await comments(db, inquiry)
    .where('state', '=', 'accepted')
    .where('name', 'is not', null)
    .execute();
  return rows
    .map(commentOf)
    .map(({ name, texts, watch, sector }) => ({
      ...{ name: name!, texts },
      ...(watch && { watch }),
      ...(sector && { sector }),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}

/** How many comments and practices there are, and how many of them wait to be read. */
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
  readonly kind: CommentKind;
  readonly act: Schema['comment_act']['act'];
  readonly refusal?: Reason;
  readonly day: string;
}

/** The log of what moderators did with comments, the newest line first. */
export async function readCommentLog(db: Database, inquiry: string): Promise<CommentAct[]> {
  const rows = await db
    .selectFrom('comment_act')
    .select(['number', 'kind', 'act', 'reason', 'day'])
    .where('inquiry', '=', inquiry)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ number, kind, act, reason, day }) => ({
    ...{ number, kind, act, day },
    ...(reason !== null && { refusal: JSON.parse(reason) }),
  }));
}

function comments(db: Database, inquiry: string) {
  return db
    .selectFrom('comment')
    .select(['id', 'kind', 'texts', 'watch', 'sector', 'name', 'state', 'edited', 'reason'])
    .where('inquiry', '=', inquiry)
    .orderBy('id');
}

function commentOf(row: {
  readonly id: string;
  readonly kind: CommentKind;
  readonly texts: string;
  readonly watch: string | null;
  readonly sector: TaskSector | null;
  readonly name: string | null;
  readonly state: Comment['state'];
  readonly edited: number;
  readonly reason: string | null;
}): Comment {
  const { id, kind, texts, watch, sector, name, state, edited, reason } = row;
  return {
    ...{ id, kind, texts: JSON.parse(texts) },
    ...(watch !== null && { watch: JSON.parse(watch) }),
    ...(sector !== null && { sector }),
    ...(name !== null && { name }),
    ...{ state, edited: edited === 1 },
    ...(reason !== null && { reason: JSON.parse(reason) }),
  };
}
