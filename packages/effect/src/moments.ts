import { symmetricEigen } from '@abord/numbers';
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
  if (cluster.codes.length !== rows)
    throw new RangeError(`clusters have ${cluster.codes.length} codes for ${rows} rows`);
  const place = new Int32Array(cluster.levels).fill(-1);
  for (let row = 0; row < rows; row++) {
    const code = cluster.codes[row];
    if (!(Number.isInteger(code) && code >= 0 && code < cluster.levels))
      throw new RangeError(`row ${row} is in cluster ${code}, of ${cluster.levels}`);
    if (alone[row] === 0) place[code] = 0;
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

/**
 * The spectrum of each cluster's ZᵀZ: how much of each direction of the design the cluster holds, 0 to 1.
 * Where a cluster holds all of a direction (1), its residuals know nothing of it.
 */
export function spectra({ clusters, size, gram }: Moments): { values: Float64Array; vectors: Float64Array } {
  const values = new Float64Array(clusters * size);
  const vectors = new Float64Array(clusters * size * size);
  for (let g = 0; g < clusters; g++) {
    const eigen = symmetricEigen(gram.subarray(g * size * size, (g + 1) * size * size));
    values.set(eigen.values, g * size);
    vectors.set(eigen.vectors, g * size * size);
  }
  return { values, vectors };
}
