/**
 * log(Σ exp(x)) without overflow or underflow: the sum of probabilities kept as logarithms.
 * An empty list gives -Infinity (log 0). O(n).
 *
 * logSumExp([-1000, -1000]); // => -999.3068528194401
 */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - largest);
  return largest + Math.log(sum);
}
