import { betaFactor } from './incompleteBeta.ts';
import { normalQuantile } from './normalQuantile.ts';
import { tCdf } from './tCdf.ts';

/**
 * Student's t quantile: the number that a t number with `df` degrees of freedom stays below with probability
 * `p`. `df` may be fractional; Infinity is the normal law. Relative error about 1e-13.
 *
 * Newton's method on the logarithm of the lower tail, which is concave, held inside a bracket.
 * Throws RangeError unless 0 ≤ p ≤ 1 and df is positive. O(5 · √df).
 *
 * tQuantile(0.975, 12.503649); // => 2.16911879083743
 */
export function tQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be between 0 and 1, got ${p}`);
  if (!(df > 0)) throw new RangeError(`tQuantile requires positive degrees of freedom, got ${df}`);
  if (df === Infinity) return normalQuantile(p);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -tQuantile(1 - p, df);
  let low = -1;
  while (tCdf(low, df) > p) low *= 2;
  let high = low === -1 ? 0 : low / 2;
  let t = (low + high) / 2;
  for (let round = 0; round < 100; round++) {
    const tail = tCdf(t, df);
    if (tail < p) low = t;
    else high = t;
    const density = betaFactor(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5) / -t;
    let next = t - (Math.log(tail / p) * tail) / density;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - t) <= 2e-16 * Math.abs(next)) return next;
    t = next;
  }
  return t;
}
