import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import type { Reason } from './reason.ts';

/** A statement as hosts and moderators see it: its words, never who wrote it or how people voted. */
export interface HostStatement {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: Schema['statement']['state'];
  readonly texts: Texts;
  readonly origin: Schema['statement']['origin'];
  readonly reason?: Reason;
}

/** Statements of an inquiry in one state, in the host's order, then by number. */
export async function listStatements(
  db: Database,
  inquiry: string,
  state: HostStatement['state'],
): Promise<HostStatement[]> {
  const rows = await db
    .selectFrom('statement')
    .select(['id', 'number', 'version', 'state', 'texts', 'origin', 'reason', 'position'])
    .where('inquiry', '=', inquiry)
    .where('state', '=', state)
    .orderBy('number')
    .execute();
  const place = (position: number | null) => position ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => place(a.position) - place(b.position) || a.number - b.number).map(statementOf);
}

/** One statement; nothing where there is none. */
export async function readStatement(
  db: Database,
  inquiry: string,
  id: string,
): Promise<HostStatement | undefined> {
  const row = await db
    .selectFrom('statement')
    .select(['id', 'number', 'version', 'state', 'texts', 'origin', 'reason'])
    .where('inquiry', '=', inquiry)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && statementOf(row);
}

/** How many statements wait for moderation. */
export async function countWaiting(db: Database, inquiry: string): Promise<number> {
  const { count } = await db
    .selectFrom('statement')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('inquiry', '=', inquiry)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One line of the log of moderation. */
export interface LogLine {
  readonly number: number;
  readonly act: Schema['moderation']['act'];
  readonly day: string;
  /** Of a refusal, why. */
  readonly refusal?: Reason;
  /** Of a merger or a replacement, the number of the other statement; of an act undone, which it was. */
  readonly other?: string;
  /** Of an edit, the texts before it, where the room has read them. */
  readonly before?: Texts;
  /** Number of the statement; absent where its author has taken it back. */
  readonly statement?: number;
  /** Its words, where the room may read them: it is put to the vote. */
  readonly texts?: Texts;
}

/**
 * The log of moderation, the newest line first. The words of what waits or was refused are left out, and those
 * that a moderator changed before anybody read them: the room reads what was done and why.
 */
export async function readLog(db: Database, inquiry: string): Promise<LogLine[]> {
  const rows = await db
    .selectFrom('moderation')
    .leftJoin('statement', (join) =>
      join
        .onRef('statement.inquiry', '=', 'moderation.inquiry')
        .onRef('statement.id', '=', 'moderation.statement'),
    )
    .select([
      'moderation.number as line',
      'moderation.statement',
      'moderation.act',
      'moderation.day',
      'moderation.reason',
      'statement.number',
      'statement.texts',
      'statement.state',
    ])
    .where('moderation.inquiry', '=', inquiry)
    .orderBy('moderation.number', 'desc')
    .execute();
  // When each statement was first put to the vote: what it said before, nobody but its moderator has read.
  const put = new Map<string, number>();
  for (const { line, act, statement } of rows) {
    if (act === 'accepted' || act === 'written' || act === 'imported') put.set(statement, line);
  }
  return rows.map(({ line, statement, act, day, reason, number, texts, state }) => {
    const shown = state === 'accepted' || state === 'meta';
    const edit = act === 'edited';
    const refusal = act === 'refused';
    return {
      number: line,
      act,
      day,
      ...(reason !== null && refusal && { refusal: JSON.parse(reason) }),
      ...(reason !== null && !refusal && !edit && { other: reason }),
      ...(reason !== null &&
        edit &&
        shown &&
        line > (put.get(statement) ?? Number.POSITIVE_INFINITY) && { before: JSON.parse(reason) }),
      ...(number !== null && { statement: number }),
      ...(shown && { texts: JSON.parse(texts!) }),
    };
  });
}

/** The last act, where it can be undone: its line of the log, what it was, on which statement. */
export async function lastAct(
  db: Database,
  inquiry: string,
): Promise<{ line: number; act: 'accepted' | 'refused' | 'merged'; texts: Texts } | undefined> {
  const row = await db
    .selectFrom('moderation')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.inquiry', '=', 'moderation.inquiry')
        .onRef('statement.id', '=', 'moderation.statement'),
    )
    .select(['moderation.number as line', 'moderation.act', 'statement.texts'])
    .where('moderation.inquiry', '=', inquiry)
    .where('moderation.number', '=', ({ selectFrom }) =>
      selectFrom('moderation as every')
        .select(({ fn }) => fn.max('every.number').as('last'))
        .where('every.inquiry', '=', inquiry),
    )
    .executeTakeFirst();
  if (!row || row.texts === '{}') return undefined;
  const { line, act, texts } = row;
  return act === 'accepted' || act === 'refused' || act === 'merged'
    ? { line, act, texts: JSON.parse(texts) }
    : undefined;
}

function statementOf(row: {
  id: string;
  number: number;
  version: number;
  state: HostStatement['state'];
  texts: string;
  origin: HostStatement['origin'];
  reason: string | null;
}): HostStatement {
  const { id, number, version, state, texts, origin, reason } = row;
  return {
    id,
    number,
    version,
    state,
    texts: JSON.parse(texts),
    origin,
    ...(reason !== null && { reason: JSON.parse(reason) }),
  };
}
