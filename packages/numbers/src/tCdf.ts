import { incompleteBeta } from './incompleteBeta.ts';
import { normalCdf } from './normalCdf.ts';

/**
 * Student's t distribution function: the probability that a t number with `df` degrees of freedom is at most
 * `t`. `df` may be fractional; Infinity is the normal law. Lower tails keep a relative error of about 1e-13:
 * for an upper one ask for −t.
 *
 * Throws RangeError when df is not positive. Source: DLMF 8.17 with x = df / (df + t²). O(√df).
 *
 * tCdf(-2, 12.5); // => 0.0338554716248576
 */
export function tCdf(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`tCdf requires positive degrees of freedom, got ${df}`);
  if (df === Infinity || Number.isNaN(t)) return normalCdf(t);
  if (Math.abs(t) === Infinity) return t < 0 ? 0 : 1;
  const square = t * t;
  const tail = incompleteBeta(df / (df + square), square / (df + square), df / 2, 0.5) / 2;
  return t < 0 ? tail : 1 - tail;
}
