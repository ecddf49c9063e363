/**
 * Everybody once, in an order that has nothing to do with theirs: steps of about 0.618 n around the list. The
 * first k are a sample spread evenly over the list; no draw is needed, and the same list gives the same order.
 */
export function strideOrder(n: number): Uint32Array {
  let step = Math.max(1, Math.round(n * 0.6180339887498949));
  while (divisor(step, n) > 1) step++;
  return Uint32Array.from({ length: n }, (_, k) => (k * step) % n);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
