/**
 * Benjamini-Hochberg adjusted p-values ("q"): call significant all with q ≤ 0.05 and, on average, at
 * most 5 % of those called are false (for independent or positively dependent tests).
 *
 * Result in the order of the input. Throws RangeError when a p is not between 0 and 1.
 * Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995); R's p.adjust(method = "BH"). O(n log n).
 *
 * benjaminiHochberg([0.01, 0.04, 0.03]); // => [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(p, (value, i) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`p must be between 0 and 1, got ${value}`);
    return i;
  }).sort((a, b) => p[a] - p[b]);
  const q = new Float64Array(p.length);
  let smallest = 1;
  for (let rank = order.length; rank > 0; rank--) {
    smallest = Math.min(smallest, (p[order[rank - 1]] * order.length) / rank);
    q[order[rank - 1]] = smallest;
  }
  return q;
}
