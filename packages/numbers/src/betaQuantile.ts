import { betaCdf } from './betaCdf.ts';

/**
 * Beta quantile: the number that a Beta(a, b) number stays below with probability `p`.
 *
 * By bisection of `betaCdf` down to the spacing of doubles: slow and sure.
 * Throws RangeError unless 0 ≤ p ≤ 1 and a and b are positive. O(60 · √max(a, b)).
 *
 * betaQuantile(0.5, 2, 3); // => 0.3857275681323904
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be between 0 and 1, got ${p}`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (betaCdf(middle, a, b) < p) low = middle;
    else high = middle;
  }
}
