import { betaQuantile } from './betaQuantile.ts';
import type { Interval } from './interval.ts';

/**
 * Jeffreys interval for a proportion: the equal-tailed interval of the Beta(x + ½, n - x + ½) posterior,
 * widened to 0 when x = 0 and to 1 when x = n.
 *
 * `value` is successes / n, ½ when n is 0. Throws RangeError unless 0 ≤ successes ≤ n and 0 < level < 1.
 * Source: L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion",
 * Statistical Science 16 (2001), section 3.1.3.
 *
 * jeffreys(1, 10); // => { value: 0.1, low: 0.0110, high: 0.3813 } (rounded)
 */
export function jeffreys(
  successes: number,
  n: number,
  { level = 0.95 }: { readonly level?: number } = {},
): Interval {
  if (!(successes >= 0 && successes <= n))
    throw new RangeError(`jeffreys requires 0 ≤ successes ≤ n, got ${successes} of ${n}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const tail = (1 - level) / 2;
  return {
    value: n === 0 ? 0.5 : successes / n,
    low: successes === 0 ? 0 : betaQuantile(tail, successes + 0.5, n - successes + 0.5),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 0.5, n - successes + 0.5),
  };
}
