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
  /** people × ends: probability of standing there; 0 under one in a hundred. */
  readonly standing: Float64Array;
  /** ends: the row of `standing` of the person read last. */
  readonly membership: Float64Array;
  /** ends × D: means and variances of leniency and position. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Fills the buffers for person i. */
  readonly read: (person: number) => void;
}

/** Everybody as one: no ends. */
export function stancesOfAll(model: Model): Stances {
  const { size, packed } = sizes(model);
  const stances = empty(1, model);
  return {
    ...stances,
    standing: new Float64Array(model.personMean.length / size).fill(1),
    read(person) {
      stances.membership[0] = 1;
      for (let d = 0; d < size; d++) stances.mean[d] = model.personMean[person * size + d];
      for (let d = 0; d < size; d++)
        stances.variance[d] = model.personCov[person * packed + (d * (d + 3)) / 2];
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
  const people = model.personMean.length / size;
  const standing = new Float64Array(2 * people);
  for (let i = 0; i < people; i++) {
    const above = normalCdf(model.personMean[i * size + 1] / Math.sqrt(model.personCov[i * packed + 2]));
    standing[2 * i + 1] = above < NOBODY ? 0 : above > 1 - NOBODY ? 1 : above;
    standing[2 * i] = 1 - standing[2 * i + 1];
  }
  return {
    ...stances,
    standing,
    read(person) {
      const at = person * packed;
      const from = person * size;
      along[0] = model.personCov[at + 1];
      for (let d = 1; d < size; d++) along[d] = model.personCov[at + (d * (d + 1)) / 2 + 1];
      const sd = Math.sqrt(along[1]);
      const alpha = model.personMean[from + 1] / sd;
      const density = Math.exp(-0.5 * alpha * alpha) * 0.3989422804014327;
      for (let end = 0; end < 2; end++) {
        const share = standing[2 * person + end];
        stances.membership[end] = share;
        if (share === 0) continue;
        // Whoever surely stands here stays where she is.
        const mills = share === 1 ? 0 : density / share;
        const sign = end === 0 ? -1 : 1;
        const shift = (sign * mills) / sd;
        const cut = (mills * (mills + sign * alpha)) / along[1];
        for (let d = 0; d < size; d++) {
          stances.mean[end * size + d] = model.personMean[from + d] + along[d] * shift;
          stances.variance[end * size + d] =
            model.personCov[at + (d * (d + 3)) / 2] - cut * along[d] * along[d];
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
  const cov = new Float64Array(packed);
  return {
    ...stances,
    standing: Float64Array.from(membership, (given) => (given < NOBODY ? 0 : given)),
    read(person) {
      const at = person * packed;
      for (let camp = 0; camp < camps; camp++) {
        const given = membership[person * camps + camp];
        stances.membership[camp] = given < NOBODY ? 0 : given;
        if (given < NOBODY) continue;
        const mean = stances.mean.subarray(camp * size, (camp + 1) * size);
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
          stances.variance[camp * size + r] = cov[(r * (r + 3)) / 2];
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
  const { size } = sizes(model);
  return {
    ends,
    membership: new Float64Array(ends),
    mean: new Float64Array(ends * size),
    variance: new Float64Array(ends * size),
  };
}
