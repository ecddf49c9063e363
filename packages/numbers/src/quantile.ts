/**
 * Quantile of numbers in any order, by the definition R calls type 7: linear between order statistics.
 *
 * Throws RangeError on an empty list or when `p` is not between 0 and 1. NaN is not allowed in.
 * Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
 * Statistician 50 (1996), definition 7. O(n log n).
 *
 * quantile([3, 1, 2, 10], 0.75); // => 4.75
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (values.length === 0) throw new RangeError('quantile requires at least one number');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be between 0 and 1, got ${p}`);
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
