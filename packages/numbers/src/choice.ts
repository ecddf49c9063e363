/**
 * The index that a uniform number picks among weights: index i with probability weight_i / sum.
 * Weights need not sum to 1; an index of weight 0 is never picked.
 *
 * Throws RangeError when a weight is negative or not finite, or when all are 0. O(n).
 *
 * choice(0.5, [1, 0, 3]); // => 2
 */
export function choice(uniform: number, weights: ArrayLike<number>): number {
  let total = 0;
  let lastPossible = -1;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0 && weights[i] < Infinity))
      throw new RangeError(`weights must be finite and not negative, got ${weights[i]}`);
    if (weights[i] > 0) lastPossible = i;
    total += weights[i];
  }
  if (lastPossible < 0) throw new RangeError('choice requires at least one positive weight');
  let left = uniform * total;
  for (let i = 0; i < lastPossible; i++) {
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  return lastPossible;
}
