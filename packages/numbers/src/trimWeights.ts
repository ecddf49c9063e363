/**
 * Weights held between a fifth and five times their mean (or other bounds), so that nobody speaks for very
 * many; what is cut off is shared out among all, and the sum stays. After that a bound can be passed slightly.
 *
 * Throws a RangeError when a weight is not above 0 or the bounds do not hold 1. Source: D. Izrael, M.P.
 * Battaglia and M.R. Frankel, "Extreme survey weight adjustment as a component of sample balancing", SAS
 * Global Forum (2009). O(people).
 *
 * @example
 * trimWeights([1, 1, 1, 1, 1, 1, 1, 1, 1, 31]); // nine of 1.67 or so, and one of 25
 */
export function trimWeights(
  weights: ArrayLike<number>,
  { low = 0.2, high = 5 }: { readonly low?: number; readonly high?: number } = {},
): Float64Array {
  if (!(low >= 0 && low <= 1 && high >= 1)) throw new RangeError(`bounds hold 1, not ${low} to ${high}`);
  const all = Float64Array.from(weights);
  const outside = all.find((weight) => !(weight > 0 && weight < Infinity));
  if (outside !== undefined) throw new RangeError(`a weight is a number above 0, not ${outside}`);
  const sum = all.reduce((total, weight) => total + weight, 0);
  const mean = sum / all.length;
  const held = all.map((weight) => Math.min(high * mean, Math.max(low * mean, weight)));
  const left = held.reduce((total, weight) => total + weight, 0);
  return held.map((weight) => (weight * sum) / left);
}
