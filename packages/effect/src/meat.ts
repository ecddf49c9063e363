import { clusterMeat } from './clusterMeat.ts';
import { crossed } from './crossed.ts';
import type { Factor } from './factor.ts';
import type { Fit } from './leastSquares.ts';
import { rowMeat } from './rowMeat.ts';

/** How the covariance of coefficients is estimated; the name is part of every result. */
export type CovarianceType = 'OLS' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1' | 'CR1S' | 'CR2' | 'CR3';

export interface CovarianceOptions {
  readonly type: CovarianceType;
  /** Needed by the CR types and read by them alone. Several factors: clustered by each (CR0, CR1, CR1S). */
  readonly cluster?: Factor | readonly Factor[];
  /** Whether the crossing of all ways to cluster is corrected for few clusters like each way (R's default) or not. */
  readonly crossing?: 'corrected' | 'plain';
}

/**
 * The variance of a combination is a sum of squares u² over clusters; under independent errors of one variance
 * the covariance of u and v of two combinations is Σ root · root inside a cluster, less b · b between any two.
 */
export interface Contributions {
  readonly root: Float64Array;
  readonly b: Float64Array;
}

/** The middle of a sandwich, in the coordinates of the fit's orthonormal columns. */
export interface Meat {
  readonly matrix: Float64Array;
  /** Clusters, the smallest number where there are several ways to cluster. */
  readonly clusters?: number;
  /** Satterthwaite degrees of freedom of the combination w of orthonormal coordinates. */
  readonly satterthwaite: (w: Float64Array) => number;
  /** What the clusters contribute to the variance of combinations; clustered in one way only. */
  readonly contributions?: (w: Float64Array) => Contributions;
  /** Whether one cluster alone holds part of that combination, so that its residuals say nothing about it. */
  readonly restsOnOne: (w: Float64Array) => boolean;
}

/** From here on a cluster (or row) holds all of a direction of the design. */
export const WHOLE = 1 - 1e-10;

/** Residuals are weighed by 1 less their leverage to this power. */
export const POWER: Readonly<Record<CovarianceType, number>> = {
  OLS: 0,
  HC0: 0,
  HC1: 0,
  HC2: -0.5,
  HC3: -1,
  CR0: 0,
  CR1: 0,
  CR1S: 0,
  CR2: -0.5,
  CR3: -1,
};

/** SPEC.md, section C. */
export function meat(fit: Fit, { type, cluster, crossing = 'corrected' }: CovarianceOptions): Meat {
  if (type === 'OLS') return spherical(fit);
  if (type.startsWith('HC')) return rowMeat(fit, type);
  if (cluster === undefined) throw new RangeError(`${type} needs clusters`);
  if (!('codes' in cluster) && cluster.length !== 1) return byEach(fit, type, cluster, crossing);
  return clusterMeat(fit, type, 'codes' in cluster ? cluster : cluster[0]);
}

function spherical({ n, rank, residuals, basis }: Fit): Meat {
  const size = basis.length;
  let squares = 0;
  for (let row = 0; row < residuals.length; row++) squares += residuals[row] ** 2;
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k++) matrix[k * size + k] = squares / (n - rank);
  return { matrix, satterthwaite: () => n - rank, restsOnOne: () => false };
}

/** Clustered in several ways: every combination of them, added and taken away by turns. */
function byEach(
  fit: Fit,
  type: CovarianceType,
  ways: readonly Factor[],
  crossing: 'corrected' | 'plain',
): Meat {
  if (type === 'CR2' || type === 'CR3')
    throw new RangeError(`${type} is defined for one way of clustering; use CR1S for ${ways.length}`);
  const size = fit.basis.length;
  const matrix = new Float64Array(size * size);
  let clusters = Infinity;
  for (let chosen = 1; chosen < 2 ** ways.length; chosen++) {
    const some = ways.filter((_, way) => (chosen >> way) & 1);
    const plain = crossing === 'plain' && some.length === ways.length;
    const part = clusterMeat(fit, plain ? 'CR0' : type, some.reduce(crossed));
    if (some.length === 1) clusters = Math.min(clusters, part.clusters!);
    const sign = some.length % 2 === 1 ? 1 : -1;
    for (let k = 0; k < matrix.length; k++) matrix[k] += sign * part.matrix[k];
  }
  return { matrix, clusters, satterthwaite: () => clusters - 1, restsOnOne: () => false };
}
