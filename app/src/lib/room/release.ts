import { wilson } from '@abord/numbers';
import type { Draft, Release, ShownTotal } from '@abord/release';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Counts } from './answers.server.ts';
import type { ShareWithDoubt } from './roomState.ts';

/** The totals of a room, as they were released: the question `room`. */
export type RoomRelease = Release<RoomFacts, { totals: RoomTotal }>;

export interface RoomFacts {
  /** The statements that the totals are about. */
  readonly statements: readonly { readonly id: string; readonly number: number; readonly texts: Texts }[];
}

/** Everybody's answer to one statement; the cell's id is the statement's. */
export interface RoomTotal {
  /** Step to which shares are rounded. */
  readonly step: 0.05 | 0.01;
  readonly agree: ShareWithDoubt;
  readonly disagree: ShareWithDoubt;
  readonly pass: ShareWithDoubt;
}

/** A total with the ballots behind it, in rising order. */
export interface TotalBehind {
  readonly statement: RoomFacts['statements'][number];
  readonly ballots: readonly string[];
  readonly total: RoomTotal;
}

/** People under whom shares stay rounded to five points after the vote too. */
const SMALL = 50;

/**
 * The room's total on one statement: rounded to 0.05 while the vote is open or fewer than fifty people
 * answered, to 0.01 after.
 *
 * The intervals are Wilson's, of whatever count the rounded share can stand for, and rounded outwards: they
 * hold the true one, and tell no more than the share does.
 */
export function totalOf({ agree, disagree, pass }: Counts, open: boolean): RoomTotal {
  const people = agree + disagree + pass;
  const step = open || people < SMALL ? 0.05 : 0.01;
  const share = (count: number): ShareWithDoubt => {
    const value = Math.round(count / people / step) * step;
    const low = wilson(Math.max(0, value - step / 2) * people, people).low;
    const high = wilson(Math.min(1, value + step / 2) * people, people).high;
    return {
      share: hundredth(Math.round, value),
      low: hundredth(Math.floor, low + NOISE),
      high: hundredth(Math.ceil, high - NOISE),
    };
  };
  return { step, agree: share(agree), disagree: share(disagree), pass: share(pass) };
}

/** Far above the noise of floating point, far below a hundredth. */
const NOISE = 1e-9;

function hundredth(round: (value: number) => number, value: number): number {
  return round(value * 100) / 100;
}

/** A released total, as the gate's rule R12 takes it. */
export function shownTotal({
  people,
  step,
  agree,
  disagree,
  pass,
}: RoomTotal & { people: number }): ShownTotal {
  return { people, shares: [agree.share, disagree.share, pass.share], step };
}

/** What the room would like to show, and the ballots that its indices speak of. */
export function draftRoom(
  totals: readonly TotalBehind[],
  reader: Draft['reader'],
): { readonly draft: Draft; readonly ballots: readonly string[] } {
  const ballots = [...new Set(totals.flatMap(({ ballots }) => ballots))].sort();
  const place = new Map(ballots.map((ballot, index) => [ballot, index]));
  const inOrder = [...totals].sort((a, b) => a.statement.number - b.statement.number);
  return {
    ballots,
    draft: {
      question: 'room',
      population: ballots.length,
      reader,
      facts: { statements: inOrder.map(({ statement }) => ({ ...statement })) },
      tables: [
        {
          key: 'totals',
          kind: 'figure',
          cells: inOrder.map(({ statement, ballots, total }) => ({
            id: statement.id,
            about: statement.id,
            people: Int32Array.from(ballots, (ballot) => place.get(ballot)!).sort(),
            figures: {
              step: total.step,
              agree: { ...total.agree },
              disagree: { ...total.disagree },
              pass: { ...total.pass },
            },
          })),
        },
      ],
    },
  };
}
