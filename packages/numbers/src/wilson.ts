import type { Interval } from './interval.ts';
import { normalQuantile } from './normalQuantile.ts';

/**
 * Wilson's score interval for a proportion: how far the true share can be from the share observed.
 * Never leaves 0 to 1, and says something sensible with few observations; with none it is 0 to 1.
 *
 *   (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
 *
 * `successes` and `n` may be fractional (weighted counts). With `sides: 1` each end is a one-sided
 * bound of the given level, to be read alone. `value` is successes / n, ½ when n is 0.
 *
 * Throws RangeError unless 0 ≤ successes ≤ n and 0 < level < 1. Source: E. B. Wilson, "Probable
 * inference, the law of succession, and statistical inference", JASA 22 (1927). O(1).
 *
 * wilson(81, 263); // => { value: 0.308, low: 0.2553, high: 0.3662 } (rounded)
 */
export function wilson(
  successes: number,
  n: number,
  { level = 0.95, sides = 2 }: { readonly level?: number; readonly sides?: 1 | 2 } = {},
): Interval {
  if (!(successes >= 0 && successes <= n))
    throw new RangeError(`wilson requires 0 ≤ successes ≤ n, got ${successes} of ${n}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  if (n === 0) return { value: 0.5, low: 0, high: 1 };
  const z = normalQuantile(sides === 2 ? (1 + level) / 2 : level);
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    value: share,
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes === n ? 1 : Math.min(1, (centre + half) / scale),
  };
}
