import type { Draft, Release, ShownTotal } from '@abord/release';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Answers } from '#lib/questions/everyone/release.ts';
import type { Counts } from './answers.server.ts';

/** The totals of a room, as they were released: the question `room`. */
export type RoomRelease = Release<RoomFacts, { totals: RoomTotal }>;

export interface RoomFacts {
  /** The statements that the totals are about. */
  readonly statements: readonly { readonly id: string; readonly number: number; readonly texts: Texts }[];
}

/** Everybody's answer to one statement; the cell's id is the statement's. */
export interface RoomTotal {
  readonly answers: Answers;
}

/** How everybody answered one statement, with the ballots behind it, in rising order. */
export interface TotalBehind {
  readonly statement: RoomFacts['statements'][number];
  readonly ballots: readonly string[];
  readonly counts: Counts;
  /** Was its vote still open, so that shares are rounded to five points? */
  readonly open: boolean;
}

/** A released total, as the gate's rule R12 takes it. */
export function shownTotal({ people, agree, disagree, pass }: Answers & { people: number }): ShownTotal {
  return { people, shares: [agree.share, disagree.share, pass.share], step: agree.step };
}

/** What the room would like to show, and the ballots that its indices speak of. */
export function draftRoom(
  totals: readonly TotalBehind[],
  { reader, figureMinimum }: Pick<Draft, 'reader' | 'figureMinimum'>,
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
      ...(figureMinimum !== undefined && { figureMinimum }),
      facts: { statements: inOrder.map(({ statement }) => ({ ...statement })) },
      tables: [
        {
          key: 'totals',
          kind: 'figure',
          cells: inOrder.map(({ statement, ballots, counts, open }) => ({
            id: statement.id,
            about: statement.id,
            people: Int32Array.from(ballots, (ballot) => place.get(ballot)!).sort(),
            answers: { ...counts },
            coarse: open,
            figures: {},
          })),
        },
      ],
    },
  };
}
