import { nextStep, type Released, release, reopen, roundedShares } from '@abord/release';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { releaseCells } from '#lib/store/releaseCells.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { type Counts, readAnswers } from './answers.server.ts';
import { draftRoom, type RoomRelease, shownTotal, type TotalBehind } from './release.ts';
import type { RoomBasis } from './roomState.server.ts';
import type { RoomFigures } from './roomState.ts';

/**
 * While a vote is open its total moves only by this share of the people behind it, beside the gate's own
 * rule: rounded to five points it would hardly move by fewer, and every step is kept for ever.
 */
const STRIDE = 0.05;

export interface RoomReleased {
  readonly number: number;
  readonly hash: string;
  readonly content: Released<RoomRelease>;
}

/** The room's totals that stand now; nothing where none has been released. */
export async function readRoomRelease(db: Database, inquiry: string): Promise<RoomReleased | undefined> {
  const latest = await latestRelease(db, inquiry, 'room');
  if (!latest) return undefined;
  const { number, bytes, hash } = latest;
  return { number, hash, content: reopen<RoomRelease>(bytes, hash) };
}

/**
 * The room's figures on the statement of the moment, released anew where the gate lets the next step pass:
 * otherwise those that stand, with how many wait. Nothing where too few have answered.
 *
 * `counts` are the answers as they were just counted. Of two nodes that publish at once the database lets
 * one through; the other reads what stands.
 */
export async function releaseTotal(
  db: Database,
  { inquiry, seance, statement, reader, figureMinimum }: RoomBasis,
  counts: Counts,
  day: string,
): Promise<RoomFigures | undefined> {
  if (!seance || !statement) return undefined;
  const older = await readRoomRelease(db, inquiry);
  const shown = older && figuresIn(older.content, statement.id);
  const { open } = seance.progress;
  if (!isNext(shown, counts, open)) return shown && { ...shown, waiting: waitingFor(shown, counts) };

  const answers = await readAnswers(db, inquiry, statement.id);
  const number = (value: number) => answers.filter((answer) => answer.value === value).length;
  const read = { agree: number(1), disagree: number(-1), pass: number(0) };
  // Somebody has answered since they were counted.
  if (!isNext(shown, read, open)) return shown && { ...shown, waiting: waitingFor(shown, read) };
  const others = older ? await behind(db, inquiry, older, statement.id) : [];
  const total: TotalBehind = {
    statement,
    ballots: answers.map(({ ballot }) => ballot),
    counts: read,
    open,
  };
  const rules = { reader, ...(figureMinimum !== undefined && { figureMinimum }) };
  const { draft, ballots } = draftRoom([...others, total], rules);
  const frozen = release(draft);
  if (frozen.hash !== older?.hash) {
    await saveNextRelease(db, { inquiry, question: 'room', frozen, ballots, day }, older?.number ?? 0);
  }
  const stands = (await readRoomRelease(db, inquiry))!;
  const figures = figuresIn(stands.content, statement.id);
  return figures && { ...figures, waiting: waitingFor(figures, read) };
}

/** Would the gate let this total follow the one that is shown, and does it say anything new? */
function isNext(shown: RoomFigures | undefined, counts: Counts, open: boolean): boolean {
  const people = counts.agree + counts.disagree + counts.pass;
  if (people === 0) return false;
  if (!shown) return true;
  if (!nextStep(shownTotal(shown), [counts.agree, counts.disagree, counts.pass]).replaces) return false;
  const between = Math.abs(people - shown.people);
  // As many people: the vote has closed since, and its shares are said to the point.
  if (between === 0) return !open && roundedShares({ ...counts }).agree.step < shown.agree.step;
  return !open || between >= STRIDE * shown.people;
}

function waitingFor(shown: RoomFigures, { agree, disagree, pass }: Counts): number {
  const between = Math.abs(agree + disagree + pass - shown.people);
  const { waiting } = nextStep(shownTotal(shown), [agree, disagree, pass]);
  return Math.max(waiting, Math.ceil(between / 5) * 5);
}

/** Figures on a statement in a release; nothing where they are hidden or not in it. */
function figuresIn(content: Released<RoomRelease>, statement: string): RoomFigures | undefined {
  const cell = content.tables.totals.cells.find(({ id }) => id === statement);
  if (!cell) return undefined;
  return { statement, people: cell.people, ...cell.answers, waiting: 0 };
}

/** The totals on the other statements, as they were released, with the ballots behind them. */
async function behind(
  db: Database,
  inquiry: string,
  { number, content }: RoomReleased,
  besides: string,
): Promise<TotalBehind[]> {
  const cells = await releaseCells(db, inquiry, 'room', number);
  const statements = new Map(content.facts.statements.map((statement) => [statement.id, statement]));
  const shown = new Map(content.tables.totals.cells.map((cell) => [cell.id, cell]));
  return cells.flatMap(({ cell, ballots, answers }) => {
    if (cell === besides || !answers) return [];
    const open = shown.get(cell)!.answers.agree.step === 0.05;
    return [{ statement: statements.get(cell)!, ballots, counts: answers as unknown as Counts, open }];
  });
}
