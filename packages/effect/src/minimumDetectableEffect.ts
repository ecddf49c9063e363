import { tQuantile } from '@abord/numbers';
import type { PowerOptions } from './power.ts';

/**
 * The smallest effect that a trial finds with the probability `power` (0.8 unless given): the sum of two t
 * quantiles times the standard error. Close to the noncentral t from 5 degrees of freedom on; under that the effect is
 * found a little less often (3: 0.784 for 0.8).
 *
 * Throws a RangeError unless se > 0 and alpha < power < 1. SPEC.md, T3. Source: H. S. Bloom, "Minimum detectable
 * effects", Evaluation Review 19 (1995). O(1).
 *
 * @example
 * minimumDetectableEffect(trialError({ sd: 0.637, tasks: 20 })) // 0.798: a cut by 55 %, or 122 % longer
 */
export function minimumDetectableEffect(
  se: number,
  { power = 0.8, alpha = 0.05, df = Infinity }: PowerOptions & { readonly power?: number } = {},
): number {
  if (!(se > 0)) throw new RangeError(`a standard error is above 0, not ${se}`);
  if (!(alpha > 0 && alpha < power && power < 1))
    throw new RangeError(`power lies between alpha and 1, not at ${power}`);
  return (tQuantile(1 - alpha / 2, df) + tQuantile(power, df)) * se;
}
