import type { Likelihoods } from './likelihoods.ts';

/** A mixture of normal densities for people's true places: one spread for all components. */
export interface Mixture {
  readonly count: number;
  /** count × 3: share, mean (2). */
  readonly components: Float64Array;
  /** (0,0) (1,0) (1,1) of the common covariance. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
}

/** Where expectation-maximisation starts. */
export type Start = Pick<Mixture, 'components' | 'covariance'>;

/** Imagined people, and their variance, that keep the components from collapsing on points. */
const SHRINK_PEOPLE = 20;
const SHRINK_VARIANCE = 0.2;

/** Sums over people: per component expected people and places, then squared places of all. */
interface Moments {
  readonly components: Float64Array;
  readonly squares: Float64Array;
}

/**
 * One pass of expectation: fills `share` (people × count) with each person's posterior over components,
 * adds up `moments` and returns the log-likelihood. O(people × count).
 */
function expect(
  data: Likelihoods,
  components: Float64Array,
  covariance: Float64Array,
  share: Float64Array,
  moments: Moments,
): number {
  const count = components.length / 3;
  const determinant = covariance[0] * covariance[2] - covariance[1] * covariance[1];
  const q00 = covariance[2] / determinant;
  const q10 = -covariance[1] / determinant;
  const q11 = covariance[0] / determinant;
  const g0 = new Float64Array(count);
  const g1 = new Float64Array(count);
  const offset = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const m0 = components[k * 3 + 1];
    const m1 = components[k * 3 + 2];
    g0[k] = q00 * m0 + q10 * m1;
    g1[k] = q10 * m0 + q11 * m1;
    offset[k] = Math.log(components[k * 3]) - 0.5 * (m0 * g0[k] + m1 * g1[k]);
  }
  moments.components.fill(0);
  let v00 = 0;
  let v10 = 0;
  let v11 = 0;
  const mean0 = new Float64Array(count);
  const mean1 = new Float64Array(count);
  const exponent = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < data.people; i++) {
    const a00 = data.precision[i * 3] + q00;
    const a10 = data.precision[i * 3 + 1] + q10;
    const a11 = data.precision[i * 3 + 2] + q11;
    const inverse = 1 / (a00 * a11 - a10 * a10);
    const s00 = a11 * inverse;
    const s10 = -a10 * inverse;
    const s11 = a00 * inverse;
    const h0 = data.information[i * 2];
    const h1 = data.information[i * 2 + 1];
    let highest = -Infinity;
    for (let k = 0; k < count; k++) {
      const b0 = h0 + g0[k];
      const b1 = h1 + g1[k];
      const u0 = s00 * b0 + s10 * b1;
      const u1 = s10 * b0 + s11 * b1;
      mean0[k] = u0;
      mean1[k] = u1;
      const e = 0.5 * (b0 * u0 + b1 * u1) + offset[k];
      exponent[k] = e;
      if (e > highest) highest = e;
    }
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const density = Math.exp(exponent[k] - highest);
      exponent[k] = density;
      sum += density;
    }
    const weight = data.weight[i];
    total += weight * (highest + Math.log(sum * Math.sqrt(inverse / determinant)));
    const over = 1 / sum;
    v00 += weight * s00;
    v10 += weight * s10;
    v11 += weight * s11;
    for (let k = 0; k < count; k++) {
      const r = exponent[k] * over;
      share[i * count + k] = r;
      const x = weight * r;
      const x0 = x * mean0[k];
      const x1 = x * mean1[k];
      moments.components[k * 3] += x;
      moments.components[k * 3 + 1] += x0;
      moments.components[k * 3 + 2] += x1;
      v00 += x0 * mean0[k];
      v10 += x0 * mean1[k];
      v11 += x1 * mean1[k];
    }
  }
  moments.squares.set([v00, v10, v11]);
  return total;
}

/** The mixture that the sums make most likely: components, then the common covariance. */
function maximised(moments: Moments, people: number): Float64Array {
  const count = moments.components.length / 3;
  const mixture = new Float64Array(count * 3 + 3);
  let v00 = moments.squares[0] + SHRINK_PEOPLE * SHRINK_VARIANCE;
  let v10 = moments.squares[1];
  let v11 = moments.squares[2] + SHRINK_PEOPLE * SHRINK_VARIANCE;
  for (let c = 0; c < count * 3; c += 3) {
    const n = Math.max(moments.components[c], 1e-9);
    const m0 = moments.components[c + 1] / n;
    const m1 = moments.components[c + 2] / n;
    mixture.set([n / people, m0, m1], c);
    v00 -= n * m0 * m0;
    v10 -= n * m0 * m1;
    v11 -= n * m1 * m1;
  }
  const over = 1 / (people + SHRINK_PEOPLE);
  mixture.set([v00 * over, v10 * over, v11 * over], count * 3);
  return mixture;
}

/** Two steps of expectation-maximisation drawn out along their own bend; nothing where that is no mixture. */
function drawnOut(zero: Float64Array, one: Float64Array, two: Float64Array): Float64Array | undefined {
  let step = 0;
  let bend = 0;
  for (let k = 0; k < zero.length; k++) {
    step += (one[k] - zero[k]) ** 2;
    bend += (two[k] - 2 * one[k] + zero[k]) ** 2;
  }
  const length = Math.sqrt(step / bend);
  if (!(length > 1)) return undefined;
  const far = zero.map((z, k) => z + 2 * length * (one[k] - z) + length * length * (two[k] - 2 * one[k] + z));
  const v = far.subarray(-3);
  for (let c = 0; c < far.length - 3; c += 3) if (!(far[c] > 1e-4)) return undefined;
  return v[0] > 0.01 && v[2] > 0.01 && v[0] * v[2] - v[1] * v[1] > 1e-4 ? far : undefined;
}

/**
 * Expectation-maximisation from a given mixture (left unchanged), until a cycle of two steps gains less
 * than `tolerance` or `rounds` passes are spent. The covariance is shrunk by 20 imagined people of
 * variance 0.2. Where people's doubts are as wide as the gaps between components, plain steps creep; they
 * are drawn out by squared extrapolation, and taken plain where that would not raise the likelihood.
 *
 * Sources: Dempster, Laird and Rubin 1977; Bovy, Hogg and Roweis 2011 (each person's own precision);
 * Varadhan and Roland 2008 (squared extrapolation). O(rounds × people × components).
 */
export function refine(data: Likelihoods, start: Start, rounds: number, tolerance: number): Mixture {
  const size = start.components.length;
  const count = size / 3;
  const share = new Float64Array(data.people * count);
  const moments = { components: new Float64Array(size), squares: new Float64Array(3) };
  let people = 0;
  for (let i = 0; i < data.people; i++) people += data.weight[i];
  const pass = (mixture: Float64Array) =>
    expect(data, mixture.subarray(0, size), mixture.subarray(size), share, moments);

  let here: Float64Array = Float64Array.of(...start.components, ...start.covariance);
  let logLikelihood = pass(here);
  for (let round = 0; round < rounds; round += 2) {
    const one = maximised(moments, people);
    const atOne = pass(one);
    const two = maximised(moments, people);
    const far = drawnOut(here, one, two);
    const before = logLikelihood;
    here = far ?? two;
    logLikelihood = pass(here);
    if (far !== undefined && !(logLikelihood >= atOne)) {
      here = two;
      logLikelihood = pass(two);
    }
    if (logLikelihood - before < tolerance) break;
  }
  return { count, components: here.slice(0, size), covariance: here.slice(size), logLikelihood };
}

/** Each person's posterior over the components, people × count. O(people × count). */
export function shares(data: Likelihoods, mixture: Mixture): Float64Array {
  const share = new Float64Array(data.people * mixture.count);
  const moments = { components: new Float64Array(mixture.count * 3), squares: new Float64Array(3) };
  expect(data, mixture.components, mixture.covariance, share, moments);
  return share;
}
