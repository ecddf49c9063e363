import { chiSquareTail, choleskySolve } from '@abord/numbers';
import type { GroupTimeEffects } from './groupTimeEffects.ts';
import { dot } from './orthogonalise.ts';

export interface PreTrends {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Whether cohorts moved apart from their controls before they started: all effects before the start at once,
 * a Wald test on their influence functions. A large p is no proof of parallel trends; with few units the
 * test sees little (J. Roth, "Pretest with caution", AER: Insights 4, 2022).
 *
 * Undefined where nothing is seen before the starts. Throws a RangeError where effects are more than units or
 * the units too few to tell them apart. SPEC.md, R5. Source: Callaway and Sant'Anna 2021. O(units · effects²).
 *
 * @example
 * preTrends(groupTimeEffects(rollout)) // { chiSquare: 7.78, df: 5, p: 0.168 }
 */
export function preTrends({ effects, influence, units }: GroupTimeEffects): PreTrends | undefined {
  const before = Array.from(effects.keys()).filter(
    (k) => effects[k].e < 0 && effects[k].time !== effects[k].base,
  );
  if (before.length === 0) return undefined;
  const size = before.length;
  const covariance = new Float64Array(size * size);
  before.forEach((k, i) => {
    before.forEach((l, j) => {
      covariance[i * size + j] = dot(influence[k], influence[l]) / (units * units);
    });
  });
  const values = before.map((k) => effects[k].estimate);
  const chiSquare = dot(values, choleskySolve(covariance, values));
  return { chiSquare, df: size, p: chiSquareTail(chiSquare, size) };
}
