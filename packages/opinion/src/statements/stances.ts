import { normalCdf } from '@abord/numbers';
import { invertPacked } from '../invertPacked.ts';
import type { Model } from '../model.ts';

/** Below this probability of standing at an end a person says nothing about it. */
const NOBODY = 0.01;

/**
 * Where people would be if they stood at each end: given person and end, the posterior of leniency and
 * position, and the probability of standing there. One person at a time, into buffers that are reused.
 */
export interface Stances {
  readonly ends: number;
  /** ends: probability of standing there; 0 under one in a hundred. */
  readonly membership: Float64Array;
  /** ends × D, and ends × D(D + 1)/2 packed lower triangles. */
  readonly mean: Float64Array;
  readonly cov: Float64Array;
  /** Fills the buffers for person i. */
  readonly read: (person: number) => void;
}

/** Everybody as one: no ends. */
export function stancesOfAll(model: Model): Stances {
  const { size, packed } = sizes(model);
  const stances = empty(1, model);
  return {
    ...stances,
    read(person) {
      stances.membership[0] = 1;
      for (let d = 0; d < size; d++) stances.mean[d] = model.personMean[person * size + d];
      for (let k = 0; k < packed; k++) stances.cov[k] = model.personCov[person * packed + k];
    },
  };
}

/**
 * The two ends of the first axis: a normal posterior cut at its middle. With α = mean/sd of the position,
 * the part above has mean + sd · φ(α)/Φ(α), the part below mean - sd · φ(α)/Φ(-α); the other coordinates
 * follow by their covariance with it.
 */
export function stancesOnLine(model: Model): Stances {
  const { size, packed } = sizes(model);
  const stances = empty(2, model);
  const along = new Float64Array(size);
  return {
    ...stances,
    read(person) {
      const at = person * packed;
      const mean = model.personMean.subarray(person * size, (person + 1) * size);
      for (let d = 0; d < size; d++) along[d] = model.personCov[at + (d > 1 ? (d * (d + 1)) / 2 + 1 : 1 + d)];
      const sd = Math.sqrt(along[1]);
      const alpha = mean[1] / sd;
      const density = Math.exp(-0.5 * alpha * alpha) * 0.3989422804014327;
      for (let end = 0; end < 2; end++) {
        const sign = end === 0 ? -1 : 1;
        const share = normalCdf(sign * alpha);
        stances.membership[end] = share < NOBODY ? 0 : share > 1 - NOBODY ? 1 : share;
        // Mills' ratio by its limit where the part is all but empty.
        const mills = share > 1e-12 ? density / share : Math.max(0, -sign * alpha);
        const left = 1 - mills * (mills + sign * alpha);
        const shift = (sign * mills) / sd;
        const cut = (1 - Math.min(1, Math.max(0, left))) / along[1];
        for (let r = 0, k = 0; r < size; r++) {
          stances.mean[end * size + r] = mean[r] + along[r] * shift;
          for (let c = 0; c <= r; c++, k++)
            stances.cov[end * packed + k] = model.personCov[at + k] - cut * along[r] * along[c];
        }
      }
    },
  };
}

/**
 * Camps: each a normal cloud of positions, its centre and spread taken from people weighted by membership.
 * A person's posterior, were she of a camp, swaps the standard normal prior of her position for that cloud.
 */
export function stancesInCamps(
  model: Model,
  camps: number,
  membership: ArrayLike<number>,
  weight: ArrayLike<number>,
): Stances {
  const { size, packed } = sizes(model);
  const stances = empty(camps, model);
  const clouds = cloudsOf(model, camps, membership, weight);
  const precision = new Float64Array(packed);
  const right = new Float64Array(size);
  return {
    ...stances,
    read(person) {
      const at = person * packed;
      for (let camp = 0; camp < camps; camp++) {
        const given = membership[person * camps + camp];
        stances.membership[camp] = given < NOBODY ? 0 : given;
        if (given < NOBODY) continue;
        const mean = stances.mean.subarray(camp * size, (camp + 1) * size);
        const cov = stances.cov.subarray(camp * packed, (camp + 1) * packed);
        for (let k = 0; k < packed; k++) precision[k] = model.personCov[at + k];
        invertPacked(precision, size);
        for (let r = 0; r < size; r++) {
          right[r] = 0;
          for (let c = 0; c < size; c++)
            right[r] +=
              precision[r > c ? (r * (r + 1)) / 2 + c : (c * (c + 1)) / 2 + r] *
              model.personMean[person * size + c];
        }
        for (let r = 1; r < size; r++) {
          right[r] += clouds.pull[camp * size + r];
          for (let c = 1; c <= r; c++) {
            const k = (r * (r + 1)) / 2 + c;
            precision[k] += clouds.precision[camp * packed + k] - (r === c ? 1 : 0);
          }
        }
        cov.set(precision);
        invertPacked(cov, size);
        for (let r = 0; r < size; r++) {
          mean[r] = 0;
          for (let c = 0; c < size; c++)
            mean[r] += cov[r > c ? (r * (r + 1)) / 2 + c : (c * (c + 1)) / 2 + r] * right[c];
        }
      }
    },
  };
}

/** Precision of each camp's cloud, and precision times centre; entries of the intercept are 0. */
function cloudsOf(model: Model, camps: number, membership: ArrayLike<number>, weight: ArrayLike<number>) {
  const { size, packed } = sizes(model);
  const people = weight.length;
  const pull = new Float64Array(camps * size);
  const precision = new Float64Array(camps * packed);
  for (let camp = 0; camp < camps; camp++) {
    const centre = new Float64Array(size);
    let total = 0;
    for (let i = 0; i < people; i++) {
      const c = weight[i] * membership[i * camps + camp];
      total += c;
      for (let r = 1; r < size; r++) centre[r] += c * model.personMean[i * size + r];
    }
    for (let r = 1; r < size; r++) centre[r] /= total;
    const spread = new Float64Array(packed);
    spread[0] = 1;
    for (let i = 0; i < people; i++) {
      const c = (weight[i] * membership[i * camps + camp]) / total;
      if (c === 0) continue;
      for (let r = 1; r < size; r++)
        for (let q = 1; q <= r; q++)
          spread[(r * (r + 1)) / 2 + q] +=
            c *
            (model.personCov[i * packed + (r * (r + 1)) / 2 + q] +
              (model.personMean[i * size + r] - centre[r]) * (model.personMean[i * size + q] - centre[q]));
    }
    // A quarter of the prior keeps a camp of few people, or of one mind, from a cloud without width.
    for (let r = 1; r < size; r++) spread[(r * (r + 3)) / 2] += 0.02;
    invertPacked(spread, size);
    for (let r = 1; r < size; r++)
      for (let q = 1; q < size; q++) {
        const k = r > q ? (r * (r + 1)) / 2 + q : (q * (q + 1)) / 2 + r;
        pull[camp * size + r] += spread[k] * centre[q];
        if (q <= r) precision[camp * packed + k] = spread[k];
      }
  }
  return { pull, precision };
}

function sizes(model: Model): { size: number; packed: number } {
  const size = model.factors + 1;
  return { size, packed: (size * (size + 1)) / 2 };
}

function empty(ends: number, model: Model) {
  const { size, packed } = sizes(model);
  return {
    ends,
    membership: new Float64Array(ends),
    mean: new Float64Array(ends * size),
    cov: new Float64Array(ends * packed),
  };
}
