import type { Likelihoods } from './likelihoods.ts';

/** Numbers a component: weight, mean (2), covariance (0,0) (1,0) (1,1). */
export const COMPONENT = 6;

/** A mixture of normal densities for people's true places, seen through their votes. */
export interface Mixture {
  readonly count: number;
  /** count × COMPONENT. */
  readonly components: Float64Array;
  readonly logLikelihood: number;
}

/** Imagined people, and their variance, that keep a component from collapsing on a point. */
const SHRINK_PEOPLE = 20;
const SHRINK_VARIANCE = 0.2;

/**
 * One pass of expectation: fills `share` (people × count) with each person's posterior over components
 * and returns the log-likelihood. With `moments` (count × COMPONENT) it also sums, per component,
 * the expected people, places and squared places. O(people × count).
 */
export function expect(
  data: Likelihoods,
  count: number,
  components: Float64Array,
  share: Float64Array,
  moments?: Float64Array,
): number {
  const q00 = new Float64Array(count);
  const q10 = new Float64Array(count);
  const q11 = new Float64Array(count);
  const g0 = new Float64Array(count);
  const g1 = new Float64Array(count);
  const scale = new Float64Array(count);
  const offset = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const c = k * COMPONENT;
    const m0 = components[c + 1];
    const m1 = components[c + 2];
    const determinant = components[c + 3] * components[c + 5] - components[c + 4] * components[c + 4];
    q00[k] = components[c + 5] / determinant;
    q10[k] = -components[c + 4] / determinant;
    q11[k] = components[c + 3] / determinant;
    g0[k] = q00[k] * m0 + q10[k] * m1;
    g1[k] = q10[k] * m0 + q11[k] * m1;
    scale[k] = components[c] / Math.sqrt(determinant);
    offset[k] = -0.5 * (m0 * g0[k] + m1 * g1[k]);
  }
  moments?.fill(0);
  const exponent = new Float64Array(count);
  const mean0 = new Float64Array(count);
  const mean1 = new Float64Array(count);
  const inverse = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < data.people; i++) {
    const p00 = data.precision[i * 3];
    const p10 = data.precision[i * 3 + 1];
    const p11 = data.precision[i * 3 + 2];
    const h0 = data.information[i * 2];
    const h1 = data.information[i * 2 + 1];
    let highest = -Infinity;
    for (let k = 0; k < count; k++) {
      const a00 = p00 + q00[k];
      const a10 = p10 + q10[k];
      const a11 = p11 + q11[k];
      const b0 = h0 + g0[k];
      const b1 = h1 + g1[k];
      const over = 1 / (a00 * a11 - a10 * a10);
      const u0 = (a11 * b0 - a10 * b1) * over;
      const u1 = (a00 * b1 - a10 * b0) * over;
      inverse[k] = over;
      mean0[k] = u0;
      mean1[k] = u1;
      const e = 0.5 * (b0 * u0 + b1 * u1) + offset[k];
      exponent[k] = e;
      if (e > highest) highest = e;
    }
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const density = scale[k] * Math.sqrt(inverse[k]) * Math.exp(exponent[k] - highest);
      share[i * count + k] = density;
      sum += density;
    }
    const weight = data.weight[i];
    total += weight * (highest + Math.log(sum));
    const over = 1 / sum;
    for (let k = 0; k < count; k++) {
      const r = share[i * count + k] * over;
      share[i * count + k] = r;
      if (moments === undefined) continue;
      const wr = weight * r;
      const c = k * COMPONENT;
      moments[c] += wr;
      moments[c + 1] += wr * mean0[k];
      moments[c + 2] += wr * mean1[k];
      moments[c + 3] += wr * ((p11 + q11[k]) * inverse[k] + mean0[k] * mean0[k]);
      moments[c + 4] += wr * (-(p10 + q10[k]) * inverse[k] + mean0[k] * mean1[k]);
      moments[c + 5] += wr * ((p00 + q00[k]) * inverse[k] + mean1[k] * mean1[k]);
    }
  }
  return total;
}

function maximise(count: number, moments: Float64Array, components: Float64Array, people: number): void {
  let v00 = SHRINK_PEOPLE * SHRINK_VARIANCE;
  let v10 = 0;
  let v11 = SHRINK_PEOPLE * SHRINK_VARIANCE;
  for (let k = 0; k < count; k++) {
    const c = k * COMPONENT;
    const n = Math.max(moments[c], 1e-9);
    const m0 = moments[c + 1] / n;
    const m1 = moments[c + 2] / n;
    components[c] = n / people;
    components[c + 1] = m0;
    components[c + 2] = m1;
    v00 += moments[c + 3] - n * m0 * m0;
    v10 += moments[c + 4] - n * m0 * m1;
    v11 += moments[c + 5] - n * m1 * m1;
  }
  const over = 1 / (people + SHRINK_PEOPLE);
  for (let c = 0; c < components.length; c += COMPONENT) {
    components[c + 3] = v00 * over;
    components[c + 4] = v10 * over;
    components[c + 5] = v11 * over;
  }
}

/**
 * Expectation-maximisation from given components (left unchanged), until a round gains less than
 * `tolerance` or `rounds` are spent. Covariances are shrunk by 20 imagined people of variance 0.2.
 * O(rounds × people × components).
 */
export function refine(data: Likelihoods, start: Float64Array, rounds: number, tolerance: number): Mixture {
  const components = start.slice();
  const count = components.length / COMPONENT;
  const share = new Float64Array(data.people * count);
  const moments = new Float64Array(components.length);
  let weight = 0;
  for (let i = 0; i < data.people; i++) weight += data.weight[i];
  let before = -Infinity;
  for (let round = 0; round < rounds; round++) {
    const logLikelihood = expect(data, count, components, share, moments);
    if (round > 2 && logLikelihood - before < tolerance) return { count, components, logLikelihood };
    before = logLikelihood;
    maximise(count, moments, components, weight);
  }
  return { count, components, logLikelihood: expect(data, count, components, share) };
}
