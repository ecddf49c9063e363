import { type AnyRelease, type Refusal, type ReleasedTable, reopen } from '@abord/release';
import type { CommentsRelease, PracticesRelease } from '#lib/questions/everyone/comments/release.ts';
import type { EveryoneTables } from '#lib/questions/everyone/release.ts';
import type { GainsTables } from '#lib/questions/gains/release.ts';
import type { TrialTables } from '#lib/questions/gains/trials/release.ts';
import type { WorkTables } from '#lib/questions/work/release.ts';
import type { RoomRelease } from '#lib/room/release.ts';
import { listReleases } from '#lib/store/listReleases.ts';
import type { Database } from '#lib/store/schema.ts';
import type { HeardTables } from './heard/release.ts';

/** A newer answer that was held back while a release stood. */
export interface HeldBack {
  /** People who wait, at most; in steps of five. */
  readonly people: number;
  /** The last day on which they were counted. */
  readonly day: string;
}

/** A table as the register names it: those by one closed list are one line, those by two crossed another. */
export type RegisterKey =
  | Exclude<keyof EveryoneTables, `by:${string}`>
  | keyof HeardTables
  | keyof WorkTables
  | keyof GainsTables
  | keyof TrialTables
  | keyof CommentsRelease['tables']
  | keyof PracticesRelease['tables']
  | keyof RoomRelease['tables']
  | 'coverage'
  | 'byOne'
  | 'byTwo';

/** What this instance releases, in the order in which one day's releases are told. */
const QUESTIONS = ['everyone', 'heard', 'comments', 'practices', 'work', 'gains', 'trial', 'room'] as const;

/** One line of the public register. */
export interface RegisterLine {
  /** `trial` of every trial. */
  readonly kind: (typeof QUESTIONS)[number];
  /** As the release has it: `trial-2` of the second trial. */
  readonly question: string;
  readonly number: number;
  readonly day: string;
  readonly hash: string;
  /** Figures shown and not shown, as the file of the release itself says; tables without any are left out. */
  readonly tables: readonly {
    readonly key: RegisterKey;
    readonly shown: number;
    readonly hidden: number;
  }[];
  /** Whether some figures are not shown because an earlier release stands beside this one. */
  readonly beside: boolean;
  readonly heldBack?: HeldBack;
  /** Whether no newer release has followed. */
  readonly stands: boolean;
  /** Of comments and practices that a newer release has followed the words are kept no more. */
  readonly gone: boolean;
}

/**
 * The public register of an inquiry's releases, the newest first.
 *
 * Of what a release does not show it tells nothing that the release does not tell itself, except that a
 * figure was hidden because of an earlier one. Which of the other rules hid which figure stays in the box: a
 * reader who knows that two parts of a whole are each hidden for being too small can work out how small.
 * Of the totals of a room, which follow one another every few seconds, the last stands for all.
 */
export async function readRegister(db: Database, inquiry: string): Promise<RegisterLine[]> {
  const releases = await listReleases(db, inquiry);
  return releases
    .map((stored, index): RegisterLine => {
      const { number, day, hash, waiting, heldOn } = stored;
      const gone = stored.bytes.length === 0;
      const tables = gone ? {} : reopen<AnyRelease>(stored.bytes, hash).tables;
      const refused: readonly Refusal[] = JSON.parse(stored.refused);
      return {
        kind: kindOf(stored.question),
        ...{ question: stored.question, number, day, hash, gone },
        tables: linesOf(Object.entries(tables as Record<string, ReleasedTable<unknown>>)),
        beside: refused.some(({ reason }) => reason === 'step'),
        ...(waiting !== null && heldOn !== null && { heldBack: { people: waiting, day: heldOn } }),
        stands: releases[index + 1]?.question !== stored.question,
      };
    })
    .filter(({ question, stands }) => question !== 'room' || stands)
    .sort(newestFirst);
}

function kindOf(question: string): RegisterLine['kind'] {
  return QUESTIONS.find((kind) => kind === question.split('-')[0]) ?? 'room';
}

/** By day; on one day the answer before what was added to it, then the higher number. */
function newestFirst(a: RegisterLine, b: RegisterLine): number {
  return (
    (a.day < b.day ? 1 : a.day > b.day ? -1 : 0) ||
    QUESTIONS.indexOf(a.kind) - QUESTIONS.indexOf(b.kind) ||
    (a.question < b.question ? -1 : a.question > b.question ? 1 : 0) ||
    b.number - a.number
  );
}

function linesOf(tables: readonly (readonly [key: string, table: ReleasedTable<unknown>])[]) {
  const lines = new Map<RegisterKey, { shown: number; hidden: number }>();
  for (const [key, { cells, hidden }] of tables) {
    if (cells.length + hidden.length === 0) continue;
    const lists = key.split(':').length - 1;
    const line = lists === 0 ? (key as RegisterKey) : lists === 1 ? 'byOne' : 'byTwo';
    const before = lines.get(line) ?? { shown: 0, hidden: 0 };
    lines.set(line, { shown: before.shown + cells.length, hidden: before.hidden + hidden.length });
  }
  return [...lines].map(([key, line]) => ({ key, ...line }));
}

/** How many people wait, at most, for the release that will follow this one; nothing where none was held back. */
export async function waitingAfter(
  db: Database,
  inquiry: string,
  question: string,
  number: number,
): Promise<number | undefined> {
  const held = await db
    .selectFrom('withheld')
    .select('waiting')
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('after', '=', number)
    .executeTakeFirst();
  return held?.waiting;
}
