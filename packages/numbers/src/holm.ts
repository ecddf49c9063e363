/**
 * Holm adjusted p-values: call significant all at or below 0.05 and the chance of even one false call is
 * at most 5 %, whatever the dependence.
 *
 * Result in the order of the input. Throws RangeError when a p is not between 0 and 1.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979); R's p.adjust(method = "holm"). O(n log n).
 *
 * holm([0.01, 0.04, 0.03]); // => [0.03, 0.06, 0.06]
 */
export function holm(p: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(p, (value, i) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`p must be between 0 and 1, got ${value}`);
    return i;
  }).sort((a, b) => p[a] - p[b]);
  const adjusted = new Float64Array(p.length);
  let largest = 0;
  for (let rank = 0; rank < order.length; rank++) {
    largest = Math.max(largest, Math.min(1, p[order[rank]] * (order.length - rank)));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}
