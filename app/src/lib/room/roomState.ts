import type { RoundedShare } from '@abord/release';
import type { Texts } from '#lib/questions/everyone/debate.ts';

/**
 * What everybody in the room may know at this moment: what the wall, phones and the console are told, in
 * pages and in the stream of events. Figures in it come from a release and from nowhere else.
 */
export interface RoomState {
  /** Rises with every change: the id of the event that tells of it. */
  readonly version: number;
  readonly code: string;
  readonly inquiry: string;
  readonly title: Texts;
  /** Does the inquiry take votes? */
  readonly voting: boolean;
  /** The live séance, where there is one. */
  readonly seance?: {
    readonly number: number;
    readonly moment: number;
    readonly moments: number;
    readonly kind: 'watch' | 'vote' | 'reveal' | 'discuss' | 'write' | 'close';
    readonly title?: Texts;
    readonly link?: string;
    readonly minutes?: number;
    /** Milliseconds left on the clock when this state was made; it runs unless `paused`. */
    readonly left?: number;
    readonly paused: boolean;
    /** The statement of the moment, its place among those of the moment, and whether its vote is open. */
    readonly statement?: {
      readonly id: string;
      readonly number: number;
      readonly texts: Texts;
      readonly item: number;
      readonly of: number;
      readonly open: boolean;
    };
    readonly revealed: boolean;
    /** Shown only when revealed, and only what the gate let through. */
    readonly figures?: RoomFigures;
    /** Number of the release of `everyone` that the moment reveals: the shape of the evening. */
    readonly evening?: number;
  };
  /** People in the room: who has been seen by this node in the last minutes; kept nowhere. */
  readonly people: number;
  /** People who answered the statement of the moment, rounded down to five. */
  readonly answered: number;
}

/** The room's total on one statement, out of a release. Shares are of those who answered, 0 to 1. */
export interface RoomFigures {
  readonly statement: string;
  readonly people: number;
  /** Rounded to 0.05 while the vote is open or under fifty people, else to 0.01 (rule R16 of the gate). */
  readonly agree: RoundedShare;
  readonly disagree: RoundedShare;
  readonly pass: RoundedShare;
  /** People who have answered since and whose answers wait for the next step, rounded up to five; 0: none. */
  readonly waiting: number;
}
