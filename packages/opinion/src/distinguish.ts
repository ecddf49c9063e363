import { benjaminiHochberg } from '@abord/numbers';
import type { Segment } from './analysis.ts';
import { differenceFromRest } from './statements/intervals.ts';
import type { Votes } from './votes.ts';
import { type Evidence, type Standing, weighStatements } from './weighStatements.ts';

const FALSE_DISCOVERIES = 0.05;

/**
 * For each segment, the statements that set it apart from everybody else, largest difference first; often none.
 *
 * Tests each statement at each end in each direction, with people placed without that very vote, and keeps what
 * Benjamini-Hochberg passes at 5 %. `difference` is the share who would say yes there minus elsewhere, passes
 * being no yes. The people `between` are not tested: they are those of whom too little is known. SPEC T7.
 *
 * @example
 * distinguish(votes, standing) // [[{ statement: '4', direction: 1, difference: { value: 0.4, … }, q: 0.001 }], [], []]
 */
export function distinguish(
  votes: Votes,
  standing: Standing,
  evidence: Evidence = weighStatements(votes, standing),
): readonly Segment['distinguishing'][] {
  const m = votes.statements.length;
  const { ends, p, z } = evidence;
  if (ends.length < 2) return standing.segmentIds.map(() => []);
  // One-sided tests both ways: the p of the direction seen is half, that of the other all but 1.
  const q = benjaminiHochberg([...p].flatMap((both) => [both / 2, 1 - both / 2]));
  return standing.segmentIds.map((id) => {
    const end = ends.indexOf(id);
    if (end < 0) return [];
    return votes.statements
      .flatMap((statement, j) => {
        const at = end * m + j;
        const difference = differenceFromRest(evidence, end, j);
        const direction = z[at] > 0 ? 1 : -1;
        if (q[2 * at] > FALSE_DISCOVERIES || difference.value * direction <= 0) return [];
        return [{ statement, direction, difference, q: q[2 * at] } as const];
      })
      .sort((a, b) => Math.abs(b.difference.value) - Math.abs(a.difference.value));
  });
}
