import { choleskySolve } from '@abord/numbers';

/** One choice: a row of figures for each candidate, and which of them are right. */
export interface Choice {
  readonly rows: Float64Array;
  readonly right: Uint8Array;
}

const RIDGE = 10;
const ROUNDS = 25;
const CLOSE = 1e-6;

/**
 * Weights of a conditional logit (McFadden 1974) by Newton's method, under which the right candidates are most
 * probable; where several are right, it is the probability of all of them (SPEC C2).
 *
 * @param around what few choices leave the weights near to, and where to begin
 * @param ridge how many choices it takes to move them
 */
export function logit(choices: readonly Choice[], around: Float64Array, ridge: number = RIDGE): Float64Array {
  const n = around.length;
  let weights: Float64Array = around;
  let step: Float64Array = new Float64Array(n);
  let before = -Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const { likelihood, gradient, curvature } = slopes(choices, weights, around, ridge);
    if (likelihood < before) {
      // Too far: half of the way back.
      step = step.map((s) => s / 2);
      weights = weights.map((w, j) => w - step[j]);
      continue;
    }
    if (likelihood - before < CLOSE * Math.abs(likelihood)) break;
    before = likelihood;
    step = choleskySolve(curvature, gradient);
    weights = weights.map((w, j) => w + step[j]);
  }
  return weights;
}

function slopes(choices: readonly Choice[], weights: Float64Array, around: Float64Array, ridge: number) {
  const n = weights.length;
  let likelihood = 0;
  const gradient = new Float64Array(n);
  const curvature = new Float64Array(n * n);
  const mean = new Float64Array(n);
  for (const { rows, right } of choices) {
    const p = probabilities(rows, weights);
    let sure = 0;
    mean.fill(0);
    for (let i = 0; i < p.length; i++) {
      if (right[i]) sure += p[i];
      for (let j = 0; j < n; j++) mean[j] += p[i] * rows[i * n + j];
    }
    likelihood += Math.log(sure);
    for (let i = 0; i < p.length; i++) {
      const pull = (right[i] ? p[i] / sure : 0) - p[i];
      for (let j = 0; j < n; j++) {
        gradient[j] += pull * rows[i * n + j];
        const apart = p[i] * (rows[i * n + j] - mean[j]);
        for (let k = 0; k <= j; k++) curvature[j * n + k] += apart * (rows[i * n + k] - mean[k]);
      }
    }
  }
  for (let j = 0; j < n; j++) {
    const apart = weights[j] - around[j];
    likelihood -= (ridge / 2) * apart ** 2;
    gradient[j] -= ridge * apart;
    curvature[j * n + j] += ridge;
  }
  return { likelihood, gradient, curvature };
}

/** The probability of each candidate. */
export function probabilities(rows: Float64Array, weights: Float64Array): Float64Array {
  const n = weights.length;
  const p = new Float64Array(rows.length / n);
  let largest = -Infinity;
  for (let i = 0; i < p.length; i++) {
    for (let j = 0; j < n; j++) p[i] += weights[j] * rows[i * n + j];
    if (p[i] > largest) largest = p[i];
  }
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    p[i] = Math.exp(p[i] - largest);
    total += p[i];
  }
  for (let i = 0; i < p.length; i++) p[i] /= total;
  return p;
}
