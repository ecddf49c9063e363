import { tCdf, tQuantile } from '@abord/numbers';
import type { Estimate } from './estimate.ts';

/** What a mean and its doubt need of a sample: counts and sums, no rows. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
}

/**
 * Difference of two means, or relative difference (b − a) / a by the delta method, from counts and sums alone;
 * Welch's t with its own degrees of freedom.
 *
 * Throws a RangeError for a sample under two, sums that no sample has, or a relative difference from a mean of 0.
 * SPEC.md, T1. Source: B. L. Welch, Biometrika 34 (1947); relative as in GrowthBook. O(1).
 *
 * @example
 * welch({ n: 3407, sum: 1396.87, sumSquares: 52377.9767 }, { n: 3461, sum: 2422.7, sumSquares: 134698.29 })
 * // { estimate: 0.29, p: 0.02016, low: 0.04538, high: 0.53462, … }
 */
export function welch(
  a: Sums,
  b: Sums,
  { relative = false, level = 0.95 }: { readonly relative?: boolean; readonly level?: number } = {},
): Estimate {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const [meanA, varianceA] = moments(a);
  const [meanB, varianceB] = moments(b);
  if (relative && meanA === 0) throw new RangeError('a relative difference needs a mean other than 0');
  const [partA, partB] = [varianceA / a.n, varianceB / b.n];
  const se = relative
    ? Math.sqrt(partB / meanA ** 2 + (partA * meanB ** 2) / meanA ** 4)
    : Math.sqrt(partA + partB);
  const estimate = relative ? meanB / meanA - 1 : meanB - meanA;
  const df = (partA + partB) ** 2 / (partA ** 2 / (a.n - 1) + partB ** 2 / (b.n - 1));
  if (!(se > 0)) throw new RangeError('two samples without any spread have no t test');
  const half = tQuantile((1 + level) / 2, df) * se;
  return {
    estimate,
    se,
    df,
    p: 2 * tCdf(-Math.abs(estimate / se), df),
    low: estimate - half,
    high: estimate + half,
    level,
    n: a.n + b.n,
    method: { covariance: relative ? 'delta' : 'welch', degrees: 'satterthwaite' },
  };
}

function moments({ n, sum, sumSquares }: Sums): [mean: number, variance: number] {
  if (!(n >= 2)) throw new RangeError(`a sample needs two values or more, not ${n}`);
  const mean = sum / n;
  const variance = (sumSquares - n * mean * mean) / (n - 1);
  if (!(variance >= -1e-9 * sumSquares)) throw new RangeError('a sum of squares is too small for its sum');
  return [mean, Math.max(0, variance)];
}
