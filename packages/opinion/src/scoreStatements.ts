import { benjaminiHochberg, wilson } from '@abord/numbers';
import type { Interval, StatementFigure } from './analysis.ts';
import { agreementAlong } from './statements/agreementAlong.ts';
import { gapOf, intervalOf } from './statements/intervals.ts';
import { tally } from './tally.ts';
import type { Votes } from './votes.ts';
import { type Evidence, type Standing, weighStatements } from './weighStatements.ts';

/**
 * What can be said of each statement: counts, shares with Wilson's intervals, common ground, division.
 *
 * `bridge` is the smallest agreement over the ends of the line or the camps (over everybody where there are
 * none), of all who stand there and passes being no yes; its low end is what statements are ranked by. `along`
 * is common ground without groups. `divide` is the largest gap, with q by Benjamini-Hochberg over statements ×
 * ends. SPEC T1 to T6. O(votes) beside `weighStatements`, whose result may be given.
 *
 * @example
 * scoreStatements(votes, { ...shapeOf(votes, { seed, model }), model })[0].bridge // { value: 0.71, low: 0.63, high: 0.78 }
 */
export function scoreStatements(
  votes: Votes,
  standing: Standing,
  evidence: Evidence = weighStatements(votes, standing),
): readonly StatementFigure[] {
  const segments = standing.segmentIds.length;
  const { counts } = tally(votes, standing.segmentOf, segments);
  const weighted = weightedShares(votes, standing.segmentOf, segments);
  const along = agreementAlong(votes, standing.model);
  const m = votes.statements.length;
  const { p } = evidence;
  const q = benjaminiHochberg(p);
  return votes.statements.map((id, j) => {
    const countsOf = (segment: number) => {
      const [agree, disagree, pass] = counts.subarray(((segment + 1) * m + j) * 3);
      return { agree, disagree, pass };
    };
    let smallestQ = 1;
    for (let end = 0; end * m < p.length; end++) smallestQ = Math.min(smallestQ, q[end * m + j]);
    return {
      id,
      ...countsOf(-1),
      share: weighted(-1, j),
      bridge: bridgeOf(evidence, j),
      along: along[j],
      divide: { ...gapOf(evidence, j), q: smallestQ },
      bySegment: standing.segmentIds.map((segment, s) => ({
        segment,
        ...countsOf(s),
        share: weighted(s, j),
      })),
    };
  });
}

/** The smallest agreement: an interval that holds whichever end it truly belongs to. SPEC T4. */
function bridgeOf(evidence: Evidence, j: number): Interval {
  let value = 1;
  let low = 1;
  let high = 1;
  for (let end = 0; end < evidence.people.length; end++) {
    const there = intervalOf(evidence, end, j);
    value = Math.min(value, there.value);
    low = Math.min(low, there.low);
    high = Math.min(high, there.high);
  }
  return { value, low, high };
}

/** Shares of those who saw a statement, by weights, with Wilson's interval at the effective number of people. */
function weightedShares(votes: Votes, segmentOf: ArrayLike<number>, segments: number) {
  const m = votes.statements.length;
  const sums = new Float64Array((1 + segments) * m * 3);
  for (let i = 0; i < votes.participants.length; i++) {
    const w = votes.weight[i];
    const row = (segmentOf[i] + 1) * m;
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      const at = (row + votes.statement[v]) * 3;
      sums[at] += w;
      sums[at + 1] += w * w;
      if (votes.value[v] === 1) sums[at + 2] += w;
    }
  }
  // Row 0 holds people in no segment so far: add the segments to have everybody.
  for (let k = 0; k < m * 3; k++) for (let s = 1; s <= segments; s++) sums[k] += sums[s * m * 3 + k];
  return (segment: number, j: number): Interval => {
    const [seen, squares, agreed] = sums.subarray(((segment + 1) * m + j) * 3);
    if (seen === 0) return wilson(0, 0);
    const n = (seen * seen) / squares;
    return wilson(Math.min(n, (agreed / seen) * n), n);
  };
}
