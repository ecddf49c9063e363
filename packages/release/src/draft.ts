import type { JsonObject } from './json.ts';
import type { MinimumKind } from './minimum.ts';

/** Figures and the set of people behind them: shown together or not at all. */
export interface DraftCell {
  /** Unique in its table. */
  readonly id: string;
  /** Indices of the people behind the figures, strictly rising, each under `population`. */
  readonly people: ArrayLike<number>;
  /** Never computed from fewer people than `people`. The names `id` and `people` are the gate's own. */
  readonly figures: JsonObject;
  /** The whole that this cell is a part of, a key of the table's `wholes`. */
  readonly within?: string;
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
