import { symmetricEigen } from '@abord/numbers';
import { checkFactor } from './checkFactor.ts';
import type { Factor } from './factor.ts';
import type { Fit } from './leastSquares.ts';

/**
 * What a cluster contributes, in the coordinates of the fit's orthonormal columns: all that cluster-robust
 * covariances, their degrees of freedom and the wild bootstrap need to know of it.
 */
export interface Moments {
  /** Clusters in which a row counts. */
  readonly clusters: number;
  /** Columns of the basis. */
  readonly size: number;
  /** Per cluster, Zᵀe: its rows of the basis times its residuals. */
  readonly score: Float64Array;
  /** Per cluster, ZᵀZ, a symmetric block of size × size. */
  readonly gram: Float64Array;
}

/** Sums over clusters; those without a row that counts are left out. O(rows · size²). */
export function moments(fit: Fit, cluster: Factor): Moments {
  const { basis, residuals, alone } = fit;
  const rows = residuals.length;
  checkFactor('the cluster', cluster, rows);
  const place = new Int32Array(cluster.levels).fill(-1);
  for (let row = 0; row < rows; row++) {
    if (alone[row] === 0) place[cluster.codes[row]] = 0;
  }
  let clusters = 0;
  for (let code = 0; code < place.length; code++) if (place[code] === 0) place[code] = clusters++;
  const size = basis.length;
  const score = new Float64Array(clusters * size);
  const gram = new Float64Array(clusters * size * size);
  for (let i = 0; i < size; i++) {
    const left = basis[i];
    for (let row = 0; row < rows; row++) {
      if (alone[row] === 0) score[place[cluster.codes[row]] * size + i] += left[row] * residuals[row];
    }
    for (let j = 0; j <= i; j++) {
      const right = basis[j];
      for (let row = 0; row < rows; row++) {
        if (alone[row] === 0)
          gram[(place[cluster.codes[row]] * size + i) * size + j] += left[row] * right[row];
      }
    }
  }
  for (let g = 0; g < clusters; g++) {
    const block = g * size * size;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) gram[block + j * size + i] = gram[block + i * size + j];
  }
  return { clusters, size, score, gram };
}

/** Directions of the design that a cluster holds part of: its share of each, 0 to 1, and the direction. */
export interface Spectrum {
  readonly shares: Float64Array;
  /** One after the other, each of the basis's size. */
  readonly axes: Float64Array;
}

/**
 * The spectrum of one cluster's ZᵀZ. Where a share is 1 the cluster holds all of a direction, and its residuals
 * know nothing of it. A cluster of few rows has few directions: only these are looked for, through a Cholesky
 * factor with pivots. O(size · rank²).
 */
export function spectrumOf({ size, gram }: Moments, g: number): Spectrum {
  const { factor, rank } = thinFactor(gram.slice(g * size * size, (g + 1) * size * size), size);
  const small = new Float64Array(rank * rank);
  for (let i = 0; i < rank; i++)
    for (let j = 0; j < rank; j++)
      for (let k = 0; k < size; k++) small[i * rank + j] += factor[i * size + k] * factor[j * size + k];
  const { values: shares, vectors } = symmetricEigen(small);
  const axes = new Float64Array(rank * size);
  for (let k = 0; k < rank; k++) {
    const length = Math.sqrt(shares[k]);
    for (let i = 0; i < rank; i++)
      for (let j = 0; j < size; j++)
        axes[k * size + j] += (vectors[k * rank + i] * factor[i * size + j]) / length;
  }
  return { shares, axes };
}

/** Rows l with Σ l lᵀ the matrix, largest pivots first, until nothing above rounding is left. */
function thinFactor(left: Float64Array, size: number): { factor: Float64Array; rank: number } {
  const factor = new Float64Array(size * size);
  let rank = 0;
  for (; rank < size; rank++) {
    let pivot = 0;
    for (let k = 1; k < size; k++) if (left[k * size + k] > left[pivot * size + pivot]) pivot = k;
    const square = left[pivot * size + pivot];
    if (!(square > 1e-15)) break;
    const root = Math.sqrt(square);
    const own = factor.subarray(rank * size, (rank + 1) * size);
    for (let k = 0; k < size; k++) own[k] = left[pivot * size + k] / root;
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) left[i * size + j] -= own[i] * own[j];
  }
  return { factor, rank };
}
