import { incompleteBeta } from './incompleteBeta.ts';

/**
 * Beta distribution function (regularised incomplete beta function): the probability that a
 * Beta(a, b) number is at most `x`. Relative error about 1e-13.
 *
 * Throws RangeError unless a and b are positive and 0 ≤ x ≤ 1. Source: `incompleteBeta`. O(√max(a, b)).
 *
 * betaCdf(0.3, 2, 5); // => 0.579825
 */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b);
}
