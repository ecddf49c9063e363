/** A figure with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the debate looks like: too few to say; no common line; a line with two ends; stable camps. */
export type ShapeKind = 'few' | 'cloud' | 'line' | 'camps';

/**
 * A set of people for whom statements are summed up: an end of the line (`low`, `high`), the people
 * `between`, or a camp (`A`, `B`…, largest first). Ends are never called groups.
 */
export interface Segment {
  readonly id: string;
  /** People surely in it (at least 80 % certain). */
  readonly size: number;
  /** Statements that set it apart from everybody else, false discovery rate 5 %; may be empty. */
  readonly distinguishing: readonly {
    readonly statement: string;
    /** 1: it agrees more than the others; -1: it agrees less. */
    readonly direction: 1 | -1;
    /** Share of agreement here minus elsewhere. */
    readonly difference: Interval;
    readonly q: number;
  }[];
}

/** A grouping of people that passed the density test, stable or fragile. */
export interface Group {
  readonly id: string;
  readonly size: number;
  readonly standing: 'stable' | 'fragile';
  /** Mean Jaccard similarity with its nearest group over the subsamples. */
  readonly stability: number;
}

export interface SegmentFigure {
  readonly segment: string;
  readonly agree: number;
  readonly disagree: number;
  readonly pass: number;
  /** Of those in this segment who saw it, the share who agreed. */
  readonly share: Interval;
}

export interface StatementFigure {
  readonly id: string;
  readonly agree: number;
  readonly disagree: number;
  readonly pass: number;
  /** Of all who saw it, the share who agreed (passes in the denominator). */
  readonly share: Interval;
  /** Common ground: smallest agreement over the ends or the camps. */
  readonly bridge: Interval;
  /** Common ground without groups: geometric mean of agreement along the first axis. */
  readonly along: Interval;
  /** Division: largest gap in agreement between ends or camps; q after Benjamini-Hochberg. */
  readonly divide: Interval & { readonly q: number };
  readonly bySegment: readonly SegmentFigure[];
}

/** Everything the engine says of one debate; a pure function of votes, options and seed. */
export interface Analysis {
  readonly method: {
    readonly engine: '@abord/opinion';
    readonly version: string;
    readonly seed: number;
    readonly factors: number;
    readonly sweeps: number;
    readonly subsamples: number;
    /** People whose votes the sweeps used (all, or a sample of large debates). */
    readonly fittedOn: number;
    readonly shapedOn: number;
  };
  readonly people: number;
  readonly statements: number;
  readonly votes: number;
  readonly shape: ShapeKind;
  /** Axes that the data bear, strongest first (at most two are shown). */
  readonly axes: readonly {
    readonly strength: number;
    /** Statement ids that order people along the axis: those the low end, the high end agrees with more. */
    readonly low: readonly string[];
    readonly high: readonly string[];
  }[];
  readonly segments: readonly Segment[];
  /** Person index → index in `segments`, -1 where in none. */
  readonly segmentOf: Int8Array;
  /** Person index → probability of the end or camp where she most probably stands; 0 without segments. */
  readonly certainty: Float64Array;
  /** people × 2: place on the first two axes, and its standard deviation (people × 2). */
  readonly position: Float64Array;
  readonly spread: Float64Array;
  /** Every grouping that passes the test, with its standing; camps only if stable. */
  readonly groups: readonly Group[];
  /** Person index → index in `groups`, -1 where in none. */
  readonly groupOf: Int8Array;
  readonly statementsBy: readonly StatementFigure[];
  /** Statement ids at the top that cannot be told apart, best first by lower bound. */
  readonly commonGround: readonly string[];
  readonly divides: readonly string[];
}
