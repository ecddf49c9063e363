import type { Model } from '../model.ts';

/** Statements as the loops below read them: level and loadings, and their products. */
export interface Loadings {
  /** Numbers a statement: 1 + factors. */
  readonly size: number;
  readonly packed: number;
  /** statements × D: level, then loadings. */
  readonly line: Float64Array;
  /** statements × D(D + 1)/2: (1, loadings)(1, loadings)ᵀ, packed lower triangles, off the diagonal doubled. */
  readonly square: Float64Array;
}

export function loadingsOf(model: Model): Loadings {
  const size = model.factors + 1;
  const packed = (size * (size + 1)) / 2;
  const line = model.statementMean;
  const square = new Float64Array((line.length / size) * packed);
  for (let j = 0, k = 0; k < square.length; j++)
    for (let r = 0; r < size; r++)
      for (let c = 0; c <= r; c++, k++) {
        const a = r === 0 ? 1 : line[j * size + r];
        const b = c === 0 ? 1 : line[j * size + c];
        square[k] = (r === c ? 1 : 2) * a * b;
      }
  return { size, packed, line, square };
}

/** Expected logit of a person on a statement: level + leniency + Σ loading · position. */
export function logitMean(
  { line, size }: Loadings,
  statement: number,
  mean: Float64Array,
  from: number,
): number {
  const at = statement * size;
  let z = line[at] + mean[from];
  for (let d = 1; d < size; d++) z += line[at + d] * mean[from + d];
  return z;
}

/**
 * Variance of that logit for doubt about the person, her numbers taken as independent: `variance` holds that of
 * leniency, then of each position.
 */
export function logitVariance(
  { line, size }: Loadings,
  statement: number,
  variance: Float64Array,
  from: number,
): number {
  const at = statement * size;
  let v = variance[from];
  for (let d = 1; d < size; d++) v += line[at + d] * line[at + d] * variance[from + d];
  return v;
}

/** Variances of a person's numbers, from her packed covariance. */
export function writeVariances(variance: Float64Array, cov: Float64Array, from: number): void {
  for (let d = 0; d < variance.length; d++) variance[d] = cov[from + (d * (d + 3)) / 2];
}

/**
 * How much doubt about a logit flattens its logistic: E logistic(z) is about logistic(flattening · E z).
 * Source: D. MacKay, Neural Computation 4 (1992), 720-736.
 */
export function flattening(variance: number): number {
  return 1 / Math.sqrt(1 + 0.39269908169872414 * variance);
}

const CELLS = 4096;
const LARGEST = 16;
const table = /* @__PURE__ */ Float64Array.from(
  { length: 2 * CELLS + 2 },
  (_, k) => 1 / (1 + Math.exp(LARGEST - (k * LARGEST) / CELLS)),
);

/** The logistic function, interpolated in a table: within 2e-7, and never 0 or 1. */
export function logistic(z: number): number {
  const place = (Math.min(LARGEST, Math.max(-LARGEST, z)) + LARGEST) * (CELLS / LARGEST);
  const cell = place | 0;
  const left = table[cell];
  return left + (place - cell) * (table[cell + 1] - left);
}
