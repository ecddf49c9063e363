import type { JsonObject } from './json.ts';
import type { MinimumKind } from './minimum.ts';

/** Figures and the set of people behind them: shown together or not at all. */
export interface DraftCell {
  /** Unique in its table. */
  readonly id: string;
  /** Indices of the people behind the figures, strictly rising, each under `population`. */
  readonly people: ArrayLike<number>;
  /**
   * What the figures are about. Cells about the same thing can be added up and subtracted by whoever reads
   * them, in whichever table or release they stand: an answer to one question, who was heard, where people stand.
   */
  readonly about: string;
  /** Never computed from fewer people than `people`. The names `id`, `people` and `answers` are the gate's own. */
  readonly figures: JsonObject;
  /** How many of the people gave each answer: shown as shares, rounded by size, softened where nearly all agree. */
  readonly answers?: Readonly<Record<string, number>>;
  /** Answers still come in: shares are rounded to 5 points whatever the number of people. */
  readonly coarse?: boolean;
  /** Not to be shown, whoever stands behind it, for a reason that the gate does not know. */
  readonly withheld?: boolean;
  /** What each of the people contributes to a sum (hours, money), in their order: hidden where one of them dominates. */
  readonly amounts?: ArrayLike<number>;
  /** The wholes that this cell is a part of: keys of the table's `wholes`, or cells of earlier tables as `table/id`. */
  readonly within?: string | readonly string[];
  /** Cells of earlier tables, as `table/id`: where one of them is hidden, this one is too. */
  readonly needs?: readonly string[];
}

export interface DraftTable {
  readonly key: string;
  readonly kind: MinimumKind;
  readonly cells: readonly DraftCell[];
  /**
   * Sets of people that are published elsewhere (or known) and that the cells of this table divide up,
   * by name. The cells of one whole must be disjoint and inside it.
   */
  readonly wholes?: Readonly<Record<string, ArrayLike<number>>>;
  /**
   * Its cells are held to every rule and remembered for later releases, and leave nothing in the bytes, not even
   * their names: for people whom a figure speaks of among those that it counts, so that they are enough too
   * without anybody being told how many they are.
   */
  readonly unseen?: boolean;
}

/** What earlier releases of the inquiry have shown. */
export interface Earlier {
  /** Number of people in the box then and now; indices from the draft's population on are people who have left it. */
  readonly population: number;
  readonly cells: readonly {
    readonly about: string;
    readonly people: ArrayLike<number>;
    readonly answers?: Readonly<Record<string, number>>;
  }[];
}

/** Everything that one question would like to show: declared tables, and facts about nobody. */
export interface Draft {
  readonly question: string;
  /** Number of people in the box; sets of people are indices below it. */
  readonly population: number;
  /** May a reader be one of the people counted? */
  readonly reader: 'inside' | 'outside';
  /** People behind any figure, if the organisation asked for another number than the default. */
  readonly figureMinimum?: number;
  /** Titles, texts, closed lists, method, seed: what is said of nobody. */
  readonly facts: JsonObject;
  readonly tables: readonly DraftTable[];
}
