import type { Votes } from './votes.ts';

/**
 * Counts of votes, kept up to date as votes come in. `counts` is the one mutable array of this package:
 * `countVote` changes it in place, nothing else does.
 */
export interface Tally {
  readonly statements: number;
  readonly segments: number;
  /**
   * (1 + segments) × statements × 3: people who agree, disagree, pass; first of everybody, then of each
   * segment. Entry of segment s (-1 for everybody), statement j: ((s + 1) · statements + j) · 3.
   */
  readonly counts: Int32Array;
}

/**
 * Counts who agreed, who disagreed and who passed on each statement, among everybody and in each segment.
 *
 * `segmentOf` gives each person's segment, -1 for none; without it only everybody is counted. People are
 * counted, not their weights. A statement nobody saw has three zeros. Throws a RangeError when `segmentOf`
 * does not fit the people or names a segment that is not there. Linear in the votes. SPEC T1.
 *
 * @example
 * tally(votesFrom([{ participant: 'a', statement: 's', vote: 1 }])).counts // Int32Array [1, 0, 0]
 */
export function tally(votes: Votes, segmentOf?: ArrayLike<number>, segments = 0): Tally {
  const people = votes.participants.length;
  const statements = votes.statements.length;
  if (segmentOf !== undefined && segmentOf.length !== people)
    throw new RangeError(
      `tally: there must be one segment for each of ${people} people, got ${segmentOf.length}`,
    );
  const counts = new Int32Array((1 + segments) * statements * 3);
  for (let i = 0; i < people; i++) {
    const segment = segmentOf === undefined ? -1 : segmentOf[i];
    if (!(segment >= -1 && segment < segments))
      throw new RangeError(`tally: person ${i} is in segment ${segment}, but there are ${segments}`);
    const own = (segment + 1) * statements;
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      const kind = kindOf(votes.value[v]);
      counts[votes.statement[v] * 3 + kind]++;
      if (segment >= 0) counts[(own + votes.statement[v]) * 3 + kind]++;
    }
  }
  return { statements, segments, counts };
}

/** Place among agree, disagree, pass of a vote of 1, -1 or 0. */
export function kindOf(value: number): 0 | 1 | 2 {
  return value === 1 ? 0 : value === -1 ? 1 : 2;
}
