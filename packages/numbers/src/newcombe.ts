import type { Interval } from './interval.ts';
import { wilson } from './wilson.ts';

/**
 * Newcombe's interval for the difference of two proportions, first minus second, from the Wilson
 * intervals of each (his method 10, without continuity correction). Never leaves -1 to 1.
 *
 * Counts may be fractional. Throws RangeError as `wilson` does. Source: R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17 (1998). O(1).
 *
 * newcombe({ successes: 56, n: 70 }, { successes: 48, n: 80 }); // => { value: 0.2, low: 0.0524, high: 0.3339 } (rounded)
 */
export function newcombe(
  first: { readonly successes: number; readonly n: number },
  second: { readonly successes: number; readonly n: number },
  { level = 0.95 }: { readonly level?: number } = {},
): Interval {
  const a = wilson(first.successes, first.n, { level });
  const b = wilson(second.successes, second.n, { level });
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
