import type { Factor } from './factor.ts';
import { isNested } from './isNested.ts';
import type { Fit } from './leastSquares.ts';
import { type Contributions, type CovarianceType, type Meat, POWER, WHOLE } from './meat.ts';
import { moments, type Spectrum, spectrumOf } from './moments.ts';
import { dot } from './orthogonalise.ts';
import { refuse } from './refusal.ts';

/**
 * Clustered in one way: CR0 to CR3. (I − H)^power of a cluster acts on its scores alone, through the spectrum
 * of its ZᵀZ; fixed effects inside clusters drop out (Pustejovsky and Tipton 2018, theorem 2). SPEC.md, C2 to C4.
 */
export function clusterMeat(fit: Fit, type: CovarianceType, cluster: Factor): Meat {
  const { n, rank, fixed, alone } = fit;
  const found = moments(fit, cluster);
  const { clusters, size, score, gram } = found;
  if (clusters < 2)
    throw refuse('one cluster says nothing about the differences between clusters', { code: 'one-cluster' });
  const power = POWER[type];
  const crossing = fixed.some((factor) => !isNested(factor, cluster, alone));
  if (crossing && power !== 0) throw new RangeError(`${type} ${WRITE_OUT}`);
  let scale = 1;
  if (type === 'CR1' || type === 'CR1S') scale = clusters / (clusters - 1);
  if (type === 'CR1S') scale *= (n - 1) / (n - rank);
  let spectra: readonly Spectrum[] | undefined;
  /** Per cluster and direction: its share, its weight under the power, the part of a vector along it. */
  const along = (vector: (g: number) => Float64Array, visit: Visit) => {
    spectra ??= Array.from({ length: clusters }, (_, g) => spectrumOf(found, g));
    spectra.forEach(({ shares, axes }, g) => {
      const own = vector(g);
      for (let k = 0; k < shares.length; k++) {
        const axis = axes.subarray(k * size, (k + 1) * size);
        const share = shares[k];
        visit({ g, k, axis, share, weight: share < WHOLE ? (1 - share) ** power : 0, part: dot(axis, own) });
      }
    });
  };

  const scores = score.slice();
  if (power !== 0) {
    // Directions that a cluster holds nothing of stay as they are.
    along(
      (g) => score.subarray(g * size, (g + 1) * size),
      ({ g, axis, weight, part }) => {
        for (let i = 0; i < size; i++) scores[g * size + i] += (weight - 1) * part * axis[i];
      },
    );
  }
  const matrix = new Float64Array(size * size);
  for (let g = 0; g < clusters; g++) {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        matrix[i * size + j] += scale * scores[g * size + i] * scores[g * size + j];
  }

  const contributions = (w: Float64Array): Contributions => {
    if (crossing) throw new RangeError(`Satterthwaite degrees of freedom ${WRITE_OUT}`);
    const root = new Float64Array(clusters * size);
    const b = new Float64Array(clusters * size);
    along(
      () => w,
      ({ g, k, axis, share, weight, part }) => {
        root[g * size + k] = Math.sqrt(share) * weight * part;
        for (let i = 0; i < size; i++) b[g * size + i] += share * weight * part * axis[i];
      },
    );
    return { root, b };
  };
  return {
    matrix,
    clusters,
    contributions,
    satterthwaite(w) {
      const { root, b } = contributions(w);
      let trace = 0;
      let squares = 0;
      for (let g = 0; g < clusters; g++) {
        const own = root.subarray(g * size, (g + 1) * size);
        const shared = b.subarray(g * size, (g + 1) * size);
        const a = dot(own, own);
        trace += a - dot(shared, shared);
        squares += a * a - 2 * a * dot(shared, shared);
      }
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          let sum = 0;
          for (let g = 0; g < clusters; g++) sum += b[g * size + i] * b[g * size + j];
          squares += sum * sum;
        }
      }
      return trace ** 2 / squares;
    },
    restsOnOne(w) {
      const least = 1e-12 * dot(w, w);
      for (let g = 0; g < clusters; g++) {
        // A cluster whose shares are less than 1 together holds all of nothing: hardly one has to be looked at.
        if (trace(gram, size, g) < WHOLE) continue;
        const { shares, axes } = spectrumOf(found, g);
        for (let k = 0; k < shares.length; k++) {
          if (shares[k] >= WHOLE && dot(axes.subarray(k * size, (k + 1) * size), w) ** 2 > least) return true;
        }
      }
      return false;
    },
  };
}

/** Sum of the shares that a cluster holds of all directions. */
function trace(gram: Float64Array, size: number, g: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += gram[(g * size + i) * size + i];
  return sum;
}

const WRITE_OUT = 'needs fixed effects that cross clusters written out as dummies';

type Visit = (at: {
  readonly g: number;
  readonly k: number;
  readonly axis: Float64Array;
  readonly share: number;
  readonly weight: number;
  readonly part: number;
}) => void;
