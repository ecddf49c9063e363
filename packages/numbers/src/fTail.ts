import { incompleteBeta } from './incompleteBeta.ts';

/**
 * Upper tail of the F distribution: the probability that an F number with `df1` and `df2` degrees of freedom
 * exceeds `f`. Degrees may be fractional. Relative error about 1e-13.
 *
 * Throws RangeError unless f ≥ 0 and both degrees are positive. Source: DLMF 8.17 with
 * x = df2 / (df2 + df1 f). O(√max(df1, df2)).
 *
 * fTail(3, 2, 5); // => 0.1392974922444695
 */
export function fTail(f: number, df1: number, df2: number): number {
  if (!(f >= 0)) throw new RangeError(`fTail requires f ≥ 0, got ${f}`);
  if (f === Infinity) return 0;
  const sum = df2 + df1 * f;
  return incompleteBeta(df2 / sum, (df1 * f) / sum, df2 / 2, df1 / 2);
}
