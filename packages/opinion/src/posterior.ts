import { invertPacked } from './invertPacked.ts';
import { momentCount } from './moments.ts';

/** Gaussian prior of an intercept and, independently, of the factors (whose mean is 0). */
export interface Prior {
  readonly mean: number;
  /** 1 + factors variances, the intercept's first. */
  readonly variance: Float64Array;
}

/**
 * Posterior of one person or statement, given its prior and what its votes have added up to: `sums`
 * holds from entry `from` Σ ω E[(1, x)(1, x)ᵀ] of the other side (packed as in moments.ts, x the other
 * side's intercept and factors), then Σ y/2 and Σ y/2 E[x_f] for each factor. Writes mean and packed
 * covariance at `place`.
 */
export function writePosterior(
  mean: Float64Array,
  cov: Float64Array,
  place: number,
  prior: Prior,
  sums: Float64Array,
  from: number,
): void {
  const size = prior.variance.length;
  const packed = (size * (size + 1)) / 2;
  const heads = from + momentCount(size);
  const right = new Float64Array(size);
  const matrix = cov.subarray(place * packed, (place + 1) * packed);

  matrix[0] = 1 / prior.variance[0] + sums[from];
  right[0] = prior.mean / prior.variance[0] + sums[heads] - sums[from + 1];
  for (let r = 1, t = 1, s = from + 3; r < size; r++) {
    matrix[t++] = sums[s];
    right[r] = sums[heads + r] - sums[s + 1];
    for (let c = 1; c <= r; c++) matrix[t++] = sums[s + 1 + c];
    matrix[t - 1] += 1 / prior.variance[r];
    s += r + 2;
  }
  invertPacked(matrix, size);
  for (let r = 0; r < size; r++) {
    let sum = 0;
    for (let c = 0; c < size; c++) {
      sum += matrix[r > c ? (r * (r + 1)) / 2 + c : (c * (c + 1)) / 2 + r] * right[c];
    }
    mean[place * size + r] = sum;
  }
}
