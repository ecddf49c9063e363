import { invertPacked } from './invertPacked.ts';
import type { RecordLayout } from './record.ts';

/** Posteriors of one side of the debate, people or statements. */
export interface Side {
  /** count × D. */
  readonly mean: Float64Array;
  /** count × D(D + 1)/2. */
  readonly cov: Float64Array;
}

/** Gaussian prior of an intercept and, independently, of the factors (whose mean is 0). */
export interface Prior {
  readonly mean: number;
  /** 1 + factors variances, the intercept's first. */
  readonly variance: Float64Array;
}

const right = /* @__PURE__ */ new Float64Array(16);
const matrices = /* @__PURE__ */ Array.from(
  { length: 16 },
  (_, size) => new Float64Array((size * (size + 1)) / 2),
);

/**
 * Posterior of one person or statement from its prior and what its votes have added up to: `sums` holds
 * from entry `from`, laid out as a record, Σ ω · the others' moments and Σ η · their means.
 */
export function writePosterior(
  side: Side,
  place: number,
  prior: Prior,
  sums: Float64Array,
  from: number,
  layout: RecordLayout,
): void {
  const { size } = layout;
  const { variance } = prior;
  const means = from + layout.means;
  const matrix = matrices[size];
  matrix[0] = 1 / variance[0] + sums[from];
  right[0] = prior.mean / variance[0] + sums[means] - sums[from + 1];
  for (let r = 1, t = 1, s = from + 3; r < size; s += ++r + 1) {
    matrix[t++] = sums[s];
    right[r] = sums[means + r] - sums[s + 1];
    for (let c = 1; c <= r; c++) matrix[t++] = sums[s + 1 + c];
    matrix[t - 1] += 1 / variance[r];
  }
  invertPacked(matrix, size);
  const { mean, cov } = side;
  const m = place * size;
  const p = (m * (size + 1)) / 2;
  for (let r = 0, row = 0; r < size; row += ++r) {
    let sum = 0;
    for (let c = 0; c <= r; c++) {
      cov[p + row + c] = matrix[row + c];
      sum += matrix[row + c] * right[c];
    }
    for (let c = r + 1, at = row + 2 * r + 1; c < size; at += ++c) sum += matrix[at] * right[c];
    mean[m + r] = sum;
  }
}
