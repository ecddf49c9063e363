import { choleskySolve, logSumExp } from '@abord/numbers';
import { aspects, type Likeness } from './likenessOf.ts';
import { likenessTo } from './likenessTo.ts';
import type { LikenessWeights } from './rankByLikeness.ts';

/** One observation's worth of belief in weights near 0. */
const RIDGE = 1;
const ROUNDS = 20;

/** A known move from one occupation to another. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Weights of likeness under which known moves stand out: a conditional logit, in which an origin's destinations
 * are drawn from all that share a skill with it, each of its known ones with an equal part. An origin counts
 * once, however many moves it has; moves between occupations that share no skill are left out.
 *
 * Known moves teach four numbers and enter nothing else. To tell what the weights are worth, learn them on some
 * origins and rank the destinations of others.
 *
 * Throws a RangeError for an origin without a sheet, and where no move can teach. Source: D. McFadden,
 * "Conditional logit analysis of qualitative choice behavior" (1974), by Newton's method, steps halved while they lead down, with a ridge of 1.
 * O(rounds · origins · sheets). SPEC P5.
 *
 * @example learnLikeness(likeness, closeMoves); // { items: 0.4, words: 1.1, minor: 0.1, major: 0.2 } or so
 */
export function learnLikeness(likeness: Likeness, moves: readonly Move[]): LikenessWeights {
  const observed = [...Map.groupBy(moves, ({ from }) => from)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, own]) => {
      const { sheets, logs } = likenessTo(likeness, from);
      const known = new Set(own.map(({ to }) => to));
      const taken = [...sheets.keys()].filter((place) => known.has(likeness.codes[sheets[place]]));
      return { logs, taken };
    })
    .filter(({ taken }) => taken.length > 0);
  if (observed.length === 0) throw new RangeError('learnLikeness: no move is between two occupations alike');
  let now = fitAt(new Float64Array(aspects.length), observed);
  for (let round = 0; round < ROUNDS; round++) {
    const step = choleskySolve(now.curve, now.slope);
    // Far from its peak the curve says too much: the step is halved until it leads up.
    let [share, next] = [1, now];
    do {
      next = fitAt(
        now.weights.map((weight, k) => weight + share * step[k]),
        observed,
      );
      share /= 2;
    } while (next.value < now.value && share > 1e-6);
    if (!(next.value > now.value + 1e-12)) break;
    now = next;
  }
  const [items, words, minor, major] = now.weights;
  return { items, words, minor, major };
}

interface Observation {
  readonly logs: readonly Float64Array[];
  /** Places of the known destinations. */
  readonly taken: readonly number[];
}

/** The penalised log-likelihood at some weights, its slope, and the curve of its fall (row by row). */
function fitAt(weights: Float64Array, observed: readonly Observation[]) {
  const size = weights.length;
  const slope = weights.map((weight) => -RIDGE * weight);
  const curve = new Float64Array(size * size);
  for (let k = 0; k < size; k++) curve[k * size + k] = RIDGE;
  let value = weights.reduce((sum, weight) => sum - (RIDGE / 2) * weight ** 2, 0);
  const mean = new Float64Array(size);
  for (const { logs, taken } of observed) {
    const scores = new Float64Array(logs[0].length);
    for (let k = 0; k < size; k++) {
      for (let place = 0; place < scores.length; place++) scores[place] += weights[k] * logs[k][place];
    }
    const total = logSumExp(scores);
    const chance = scores.map((score) => Math.exp(score - total));
    for (const place of taken) value += (scores[place] - total) / taken.length;
    for (let k = 0; k < size; k++) {
      mean[k] = dot(chance, logs[k]);
      for (const place of taken) slope[k] += logs[k][place] / taken.length;
      slope[k] -= mean[k];
      const weighed = chance.map((p, place) => p * logs[k][place]);
      for (let l = 0; l <= k; l++) curve[k * size + l] += dot(weighed, logs[l]) - mean[k] * mean[l];
    }
  }
  return { weights, value, slope, curve };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
