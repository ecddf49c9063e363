/** One vote as it comes in: 1 agree, -1 disagree, 0 pass. */
export interface VoteRow {
  readonly participant: string;
  readonly statement: string;
  readonly vote: 1 | -1 | 0;
}

/**
 * Votes in canonical order, row by row (one row a person), as typed arrays.
 * Person i's votes are entries `offsets[i]` to `offsets[i + 1] - 1`, by rising statement index.
 * A missing entry is a statement this person has not answered; a pass is an entry of value 0.
 */
export interface Votes {
  /** Ids of the people, in canonical order (see SPEC). */
  readonly participants: readonly string[];
  /** Ids of the statements, in canonical order; statements without a vote included. */
  readonly statements: readonly string[];
  /** participants + 1 row starts. */
  readonly offsets: Int32Array;
  /** Statement index of each vote. */
  readonly statement: Uint16Array | Int32Array;
  /** 1 agree, -1 disagree, 0 pass. */
  readonly value: Int8Array;
  /** One weight a person, all ones unless given; mean 1. */
  readonly weight: Float64Array;
}
