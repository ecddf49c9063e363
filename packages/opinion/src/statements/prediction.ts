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
  if (size === 7)
    return (
      line[at] +
      mean[from] +
      line[at + 1] * mean[from + 1] +
      line[at + 2] * mean[from + 2] +
      line[at + 3] * mean[from + 3] +
      line[at + 4] * mean[from + 4] +
      line[at + 5] * mean[from + 5] +
      line[at + 6] * mean[from + 6]
    );
  let z = line[at] + mean[from];
  for (let d = 1; d < size; d++) z += line[at + d] * mean[from + d];
  return z;
}

/**
 * Variance of that logit for doubt about the person, her numbers taken as independent. Both logits of six
 * factors are written out: they are the hot lines.
 */
export function logitVariance(
  { line, size }: Loadings,
  statement: number,
  cov: Float64Array,
  from: number,
): number {
  const at = statement * size;
  if (size === 7)
    return (
      cov[from] +
      line[at + 1] * line[at + 1] * cov[from + 2] +
      line[at + 2] * line[at + 2] * cov[from + 5] +
      line[at + 3] * line[at + 3] * cov[from + 9] +
      line[at + 4] * line[at + 4] * cov[from + 14] +
      line[at + 5] * line[at + 5] * cov[from + 20] +
      line[at + 6] * line[at + 6] * cov[from + 27]
    );
  let v = cov[from];
  for (let d = 1; d < size; d++) v += line[at + d] * line[at + d] * cov[from + (d * (d + 3)) / 2];
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
