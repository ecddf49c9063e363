import { random } from '@abord/numbers';
import { type Combination, weightsOf } from './contrast.ts';
import type { Factor } from './factor.ts';
import type { Fit } from './leastSquares.ts';
import { meat } from './meat.ts';
import { moments } from './moments.ts';
import { dot, solveTransposed } from './orthogonalise.ts';
import { beyond, invert, type Observed, replicates } from './replicates.ts';

export interface WildOptions {
  readonly cluster: Factor;
  /** The effect that the p value is about; 0 unless given. */
  readonly hypothesis?: number;
  /** Webb's six points below 12 clusters, else signs. */
  readonly weights?: 'rademacher' | 'webb';
  /** Draws where the vectors of weights are too many to go through; 9,999 unless given. */
  readonly draws?: number;
  readonly seed?: number;
  readonly level?: number;
}

/** What a bootstrap or a permutation says of a figure. */
export interface WildTest {
  readonly estimate: number;
  /** Counting ties, as the observed data are one of the draws. */
  readonly p: number;
  /** Counting only what is strictly larger. */
  readonly strict: number;
  readonly draws: number;
  /** Whether the draws are all there are, so that no seed matters. */
  readonly enumerated: boolean;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly clusters: number;
  readonly method: { readonly weights: 'rademacher' | 'webb'; readonly covariance: 'CR0' };
}

const ALL = 65_536;
const WEBB = [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)];
const SIGNS = [-1, 1];

/**
 * Restricted wild cluster bootstrap of a coefficient: residuals under the hypothesis get one random weight a
 * cluster, and the CR0 t statistic of each draw is held against the observed one. All vectors of weights are
 * gone through where there are at most 65,536. The interval holds the effects that the same draws do not reject.
 *
 * Throws a RangeError as `contrast` does, and for fixed effects that cross clusters unless written out.
 * SPEC.md, section W. Sources: A. C. Cameron, J. B. Gelbach and D. L. Miller, Review of Economics and
 * Statistics 90 (2008); M. D. Webb, "Reworking wild bootstrap-based inference" (2014); D. Roodman et al., Stata
 * Journal 19 (2019). O(draws · clusters · terms).
 *
 * @example
 * wildBootstrap(fit, 'ai', { cluster: person }) // { p: 0.05197, draws: 65536, enumerated: true, … }
 */
export function wildBootstrap(fit: Fit, combination: Combination, options: WildOptions): WildTest {
  const { cluster, hypothesis = 0, draws: asked = 9_999, seed = 1, level = 0.95 } = options;
  if (!Number.isSafeInteger(asked) || asked < 99)
    throw new RangeError(`draws must be 99 or more, got ${asked}`);
  const c = weightsOf(fit, combination);
  const w = c.slice();
  solveTransposed(fit.triangle, w);
  // Refuses what CR2 refuses: a figure that one cluster carries alone.
  if (meat(fit, { type: 'CR2', cluster }).restsOnOne(w))
    throw new RangeError('a figure that rests on one cluster alone has no wild bootstrap');
  const { clusters, size, score, gram } = moments(fit, cluster);
  const weights = options.weights ?? (clusters < 12 ? 'webb' : 'rademacher');
  const points = weights === 'webb' ? WEBB : SIGNS;
  const enumerated = points.length ** clusters <= ALL;
  // A vector and its negative have one statistic: half of them are enough.
  const draws = enumerated ? points.length ** clusters / 2 : asked;

  const estimate = dot(c, fit.coefficients);
  const kappa = dot(w, w);
  /** Per cluster ZᵀZ w: what it holds of the coefficient's direction. */
  const held = new Float64Array(clusters * size);
  const own = new Float64Array(clusters);
  const slope = new Float64Array(clusters);
  let variance = 0;
  for (let g = 0; g < clusters; g++) {
    for (let i = 0; i < size; i++) {
      const row = (g * size + i) * size;
      held[g * size + i] = dot(gram.subarray(row, row + size), w);
    }
    own[g] = dot(score.subarray(g * size, (g + 1) * size), w);
    slope[g] = dot(held.subarray(g * size, (g + 1) * size), w) / kappa;
    variance += own[g] ** 2;
  }

  const result = replicates(draws);
  const source = random(seed);
  const v = new Float64Array(clusters);
  const plain = new Float64Array(size);
  const tilted = new Float64Array(size);
  for (let draw = 0; draw < draws; draw++) {
    if (enumerated) {
      let code = draw;
      for (let g = clusters - 1; g >= 0; g--) {
        v[g] = points[code % points.length];
        code = Math.floor(code / points.length);
      }
    } else {
      for (let g = 0; g < clusters; g++) v[g] = points[Math.floor(source() * points.length)];
    }
    // Residuals under effect r are e + (estimate − r) times the direction, so all is linear in r.
    plain.fill(0);
    tilted.fill(0);
    let [top, tilt] = [0, 0];
    for (let g = 0; g < clusters; g++) {
      top += v[g] * own[g];
      tilt += v[g] * slope[g];
      for (let i = 0; i < size; i++) {
        plain[i] += v[g] * score[g * size + i];
        tilted[i] += (v[g] * held[g * size + i]) / kappa;
      }
    }
    let [q0, q1, q2] = [0, 0, 0];
    for (let g = 0; g < clusters; g++) {
      let s0 = v[g] * own[g];
      let s1 = v[g] * slope[g];
      for (let i = 0; i < size; i++) {
        s0 -= held[g * size + i] * plain[i];
        s1 -= held[g * size + i] * tilted[i];
      }
      s0 += estimate * s1;
      q0 += s0 * s0;
      q1 += s0 * s1;
      q2 += s1 * s1;
    }
    result.n0[draw] = top + estimate * tilt;
    result.n1[draw] = tilt;
    result.q0[draw] = q0;
    result.q1[draw] = q1;
    result.q2[draw] = q2;
  }
  const observed: Observed = { estimate, variance };
  // Sampled draws count the observed data as one more; enumerated ones hold it.
  const extra = enumerated ? 0 : 1;
  const share = (count: number) => (count + extra) / (draws + extra);
  const pValue = (r: number) => share(beyond(result, observed, r).atLeast);
  const { above } = beyond(result, observed, hypothesis);
  return {
    estimate,
    p: pValue(hypothesis),
    strict: share(above),
    draws: enumerated ? 2 * draws : draws,
    enumerated,
    ...invert(pValue, observed, level),
    level,
    clusters,
    method: { weights, covariance: 'CR0' },
  };
}
