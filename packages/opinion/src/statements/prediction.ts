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
export function logitMean({ line, size }: Loadings, statement: number, mean: Float64Array, from: number): number {
  const at = statement * size;
  if (size === 5)
    return (
      line[at] +
      mean[from] +
      line[at + 1] * mean[from + 1] +
      line[at + 2] * mean[from + 2] +
      line[at + 3] * mean[from + 3] +
      line[at + 4] * mean[from + 4]
    );
  let z = line[at] + mean[from];
  for (let d = 1; d < size; d++) z += line[at + d] * mean[from + d];
  return z;
}

/** Variance of that logit for doubt about the person. Written out for four factors: this is the hot line. */
export function logitVariance(
  { square, packed }: Loadings,
  statement: number,
  cov: Float64Array,
  from: number,
): number {
  const at = statement * packed;
  if (packed === 15)
    return (
      square[at] * cov[from] +
      square[at + 1] * cov[from + 1] +
      square[at + 2] * cov[from + 2] +
      square[at + 3] * cov[from + 3] +
      square[at + 4] * cov[from + 4] +
      square[at + 5] * cov[from + 5] +
      square[at + 6] * cov[from + 6] +
      square[at + 7] * cov[from + 7] +
      square[at + 8] * cov[from + 8] +
      square[at + 9] * cov[from + 9] +
      square[at + 10] * cov[from + 10] +
      square[at + 11] * cov[from + 11] +
      square[at + 12] * cov[from + 12] +
      square[at + 13] * cov[from + 13] +
      square[at + 14] * cov[from + 14]
    );
  let v = 0;
  for (let k = 0; k < packed; k++) v += square[at + k] * cov[from + k];
  return v;
}

/**
 * How much doubt about a logit flattens its logistic: E logistic(z) is about logistic(flattening · E z).
 * Source: D. MacKay, Neural Computation 4 (1992), 720-736.
 */
export function flattening(variance: number): number {
  return 1 / Math.sqrt(1 + 0.39269908169872414 * variance);
}

export function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
