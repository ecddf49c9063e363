import { normalCdf } from '@abord/numbers';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';
import {
  flattening,
  type Loadings,
  logistic,
  logitMean,
  logitVariance,
  writeVariances,
} from './prediction.ts';
import type { Stances } from './stances.ts';

/** Fewest people on both sides of a statement, in effect, for a test to be made. */
const FEWEST = 8;
const SUMS = 9;

/**
 * Do people of one end answer a statement otherwise than the rest? Two-sided p-values, ends × statements, and
 * the direction of the difference as the sign of z.
 *
 * The votes that say where a person stands must not also say that her end is distinguished by them. So each
 * vote is set against where she would stand, and how lenient she would be, without that vote: her posterior with
 * this vote's share of gradient and curvature taken out. Then yes (1) or not (0) is regressed on leniency and on
 * standing at the end, by least squares, one statement at a time; p is that of the slope on standing. SPEC T7.
 */
export function apart(
  votes: Votes,
  model: Model,
  stances: Stances,
  loadings: Loadings,
  order: Uint32Array,
  line: boolean,
): { readonly p: Float64Array; readonly z: Float64Array } {
  if (stances.ends < 2) return { p: new Float64Array(0), z: new Float64Array(0) };
  const { offsets, statement, value, weight } = votes;
  const { size, packed } = loadings;
  const m = votes.statements.length;
  const E = stances.ends;
  const { membership } = stances;
  const sums = new Float64Array(E * m * SUMS);
  const variance = new Float64Array(size);
  const without = new Float64Array(E);
  for (const i of order) {
    if (offsets[i] === offsets[i + 1]) continue;
    if (!line) stances.read(i);
    const cov = model.personCov.subarray(i * packed, (i + 1) * packed);
    writeVariances(variance, cov, 0);
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      const j = statement[v];
      const yes = value[v] === 1 ? 1 : 0;
      let lenient = model.personMean[i * size];
      if (value[v] === 0) {
        if (line) without[1] = standsAbove(model, i, size, packed, 0, 0);
        else without.set(membership);
      } else {
        // Covariance of this logit with leniency and with the place on the first axis.
        let withLeniency = cov[0];
        let withPlace = size > 1 ? cov[1] : 0;
        for (let c = 1; c < size; c++) {
          const k = (c * (c + 1)) / 2;
          withLeniency += loadings.line[j * size + c] * cov[k];
          withPlace += loadings.line[j * size + c] * cov[k + 1];
        }
        const doubt = logitVariance(loadings, j, variance, 0);
        const flat = flattening(doubt);
        const p = logistic(flat * logitMean(loadings, j, model.personMean, i * size));
        const curvature = flat * p * (1 - p);
        const left = Math.max(0.2, 1 - curvature * doubt);
        const step = (yes - p) / left;
        lenient -= withLeniency * step;
        if (line) {
          const wider = (curvature * withPlace * withPlace) / left;
          without[1] = standsAbove(model, i, size, packed, -withPlace * step, wider);
        } else {
          let total = 0;
          for (let s = 0; s < E; s++) {
            without[s] = 0;
            if (membership[s] === 0) continue;
            const own = logitVariance(loadings, j, stances.variance, s * size);
            const bend = flattening(own);
            const mean = logitMean(loadings, j, stances.mean, s * size);
            const ps = logistic(bend * mean);
            const room = Math.max(0.2, 1 - bend * ps * (1 - ps) * own);
            const before = logistic(flattening(own / room) * (mean - (own * (yes - ps)) / room));
            without[s] = membership[s] / (yes === 1 ? before : 1 - before);
            total += without[s];
          }
          for (let s = 0; s < E; s++) without[s] /= total;
        }
      }
      const w = weight[i];
      // The test of the lower end is that of the upper one with its sign turned.
      for (let s = line ? 1 : 0; s < E; s++) {
        const x = without[s];
        const at = (s * m + j) * SUMS;
        sums[at] += w;
        sums[at + 1] += w * x;
        sums[at + 2] += w * lenient;
        sums[at + 3] += w * yes;
        sums[at + 4] += w * x * x;
        sums[at + 5] += w * x * lenient;
        sums[at + 6] += w * x * yes;
        sums[at + 7] += w * lenient * lenient;
        sums[at + 8] += w * lenient * yes;
      }
    }
  }
  const p = new Float64Array(E * m);
  const z = new Float64Array(E * m);
  for (let at = E * m - 1; at >= 0; at--) {
    z[at] = line && at < m ? -z[at + m] : slopeOverError(sums.subarray(at * SUMS, (at + 1) * SUMS));
    p[at] = 2 * normalCdf(-Math.abs(z[at]));
  }
  return { p, z };
}

function standsAbove(
  model: Model,
  person: number,
  size: number,
  packed: number,
  shift: number,
  wider: number,
): number {
  const mean = model.personMean[person * size + 1] + shift;
  const sd = Math.sqrt(model.personCov[person * packed + 2] + wider);
  // Close to the normal distribution function, to 0.01.
  return logistic((1.702 * mean) / sd);
}

/** Slope of yes on standing, leniency held, over its standard error; 0 where there is too little to say. */
function slopeOverError(sums: Float64Array): number {
  const [n, x, b, y, xx, xb, xy, bb, by] = sums;
  if (n < FEWEST) return 0;
  const cxx = xx - (x * x) / n;
  const cxb = xb - (x * b) / n;
  const cbb = bb - (b * b) / n;
  const cxy = xy - (x * y) / n;
  const cby = by - (b * y) / n;
  const cyy = y - (y * y) / n;
  const determinant = cxx * cbb - cxb * cxb;
  if (!(determinant > 1e-9 * n * n) || cxx < FEWEST * 0.01) return 0;
  const slope = (cxy * cbb - cby * cxb) / determinant;
  const lean = (cby * cxx - cxy * cxb) / determinant;
  const left = Math.max(1e-9, cyy - slope * cxy - lean * cby) / Math.max(1, n - 3);
  // The t statistic of n - 3 degrees of freedom, on the scale of a normal one (Wallace, 1959).
  const t = slope / Math.sqrt((left * cbb) / determinant);
  const df = Math.max(1, n - 3);
  return (Math.sign(t) * Math.sqrt(df * Math.log1p((t * t) / df)) * (8 * df + 1)) / (8 * df + 3);
}
