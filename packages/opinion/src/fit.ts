import { hash32 } from '@abord/numbers';
import type { Model } from './model.ts';
import { momentCount, writeMoments } from './moments.ts';
import { orient } from './orient.ts';
import { type Prior, writePosterior } from './posterior.ts';
import { startFrom } from './startFrom.ts';
import { locateRows, type Side, sweep } from './sweep.ts';
import type { Votes } from './votes.ts';

/** How `fit` is to work; see SPEC.md, section F. */
export interface FitOptions {
  /** Axes beside the intercepts, 0 to 6. */
  readonly factors: number;
  /** Passes over the votes. */
  readonly sweeps: number;
  /** Imagined statements whose loadings have variance 1: the pull on the strength of every axis. */
  readonly hyperprior: number;
  /** For the choice of the sample. */
  readonly seed: number;
  /** At most so many people in the sweeps; everybody is located afterwards. */
  readonly sample?: number;
}

const START_SWEEPS = 4;

export function fit(votes: Votes, options: FitOptions): Model {
  const { factors, sweeps, hyperprior } = options;
  const who = sampleOf(votes, options.seed, options.sample ?? Infinity);
  const weights = Float64Array.from(who, (i) => votes.weight[i]);
  const m = votes.statements.length;
  const plain = run(votes, who, weights, emptyState(who.length, m, 0), START_SWEEPS, 0);
  let state = plain;
  if (factors > 0) {
    state = emptyState(who.length, m, factors);
    const loadings = startFrom(votes, who, plain.people.mean, plain.statements.mean, factors);
    widen(state, plain, loadings, factors);
    state = run(votes, who, weights, state, sweeps, hyperprior);
  } else if (sweeps > START_SWEEPS) {
    state = run(votes, who, weights, plain, sweeps - START_SWEEPS, 0);
  }
  fixSigns(state.statements, factors);
  const people = sideOf(votes.participants.length, factors + 1);
  locateRows(votes, people, state.personPrior, momentsOf(state.statements, factors + 1));
  return {
    factors,
    personMean: people.mean,
    personCov: people.cov,
    statementMean: state.statements.mean,
    statementCov: state.statements.cov,
    leniencyVariance: state.personPrior.variance[0],
    levelMean: state.statementPrior.mean,
    levelVariance: state.statementPrior.variance[0],
    strength: state.statementPrior.variance.slice(1),
  };
}

interface State {
  readonly people: Side;
  readonly statements: Side;
  readonly personPrior: Prior;
  readonly statementPrior: Prior;
}

function sideOf(count: number, size: number): Side {
  return {
    mean: new Float64Array(count * size),
    cov: new Float64Array((count * size * (size + 1)) / 2),
  };
}

function emptyState(people: number, statements: number, factors: number): State {
  const size = factors + 1;
  const state = {
    people: sideOf(people, size),
    statements: sideOf(statements, size),
    personPrior: { mean: 0, variance: new Float64Array(size).fill(1) },
    statementPrior: { mean: 0, variance: new Float64Array(size).fill(1) },
  };
  for (const side of [state.people, state.statements]) {
    const packed = (size * (size + 1)) / 2;
    for (let k = 0; k < side.cov.length; k += packed) {
      for (let r = 0; r < size; r++) side.cov[k + (r * (r + 3)) / 2] = 1;
    }
  }
  return state;
}

function widen(state: State, plain: State, loadings: Float64Array, factors: number): void {
  const size = factors + 1;
  const packed = (size * (size + 1)) / 2;
  for (const side of ['people', 'statements'] as const) {
    plain[side].mean.forEach((value, i) => {
      state[side].mean[i * size] = value;
      state[side].cov[i * packed] = plain[side].cov[i];
    });
  }
  const m = state.statements.mean.length / size;
  const scale = Math.sqrt(m);
  for (let j = 0; j < m; j++) {
    for (let f = 0; f < factors; f++) {
      state.statements.mean[j * size + f + 1] = scale * loadings[j * factors + f];
      state.statements.cov[j * packed + ((f + 1) * (f + 4)) / 2] = 0;
    }
  }
  state.personPrior.variance[0] = plain.personPrior.variance[0];
  state.statementPrior.variance[0] = plain.statementPrior.variance[0];
  (state.statementPrior as { mean: number }).mean = plain.statementPrior.mean;
}

function run(
  votes: Votes,
  who: Int32Array,
  weights: Float64Array,
  start: State,
  sweeps: number,
  hyperprior: number,
): State {
  const { people, statements } = start;
  let { personPrior, statementPrior } = start;
  const size = personPrior.variance.length;
  const m = statements.mean.length / size;
  const stride = momentCount(size) + size;
  const sums = new Float64Array(m * stride);
  for (let s = 0; s < sweeps; s++) {
    sweep(votes, who, people, personPrior, momentsOf(statements, size), sums);
    for (let j = 0; j < m; j++) {
      writePosterior(statements.mean, statements.cov, j, statementPrior, sums, j * stride);
    }
    orient(people, weights, statements, size - 1);
    personPrior = personPriorFrom(people, weights, size);
    statementPrior = statementPriorFrom(statements, size, hyperprior);
  }
  return { people, statements, personPrior, statementPrior };
}

function momentsOf(side: Side, size: number): Float64Array {
  const count = momentCount(size);
  const n = side.mean.length / size;
  const moments = new Float64Array(n * count);
  for (let j = 0; j < n; j++) writeMoments(moments, j * count, side.mean, side.cov, j, size);
  return moments;
}

function personPriorFrom(people: Side, weights: Float64Array, size: number): Prior {
  const packed = (size * (size + 1)) / 2;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] * (people.mean[i * size] ** 2 + people.cov[i * packed]);
    total += weights[i];
  }
  const variance = new Float64Array(size).fill(1);
  variance[0] = total > 0 ? Math.max(sum / total, 1e-6) : 1;
  return { mean: 0, variance };
}

function statementPriorFrom(statements: Side, size: number, hyperprior: number): Prior {
  const packed = (size * (size + 1)) / 2;
  const m = statements.mean.length / size;
  let mean = 0;
  for (let j = 0; j < m; j++) mean += statements.mean[j * size];
  mean /= m + 1;
  const variance = new Float64Array(size);
  for (let f = 0; f < size; f++) {
    let sum = f === 0 ? 1 : hyperprior;
    for (let j = 0; j < m; j++) {
      const centred = statements.mean[j * size + f] - (f === 0 ? mean : 0);
      sum += centred ** 2 + statements.cov[j * packed + (f * (f + 3)) / 2];
    }
    variance[f] = Math.max(sum / (m + (f === 0 ? 1 : hyperprior)), 1e-6);
  }
  return { mean, variance };
}

function fixSigns(statements: Side, factors: number): void {
  const size = factors + 1;
  const packed = (size * (size + 1)) / 2;
  const m = statements.mean.length / size;
  for (let f = 1; f < size; f++) {
    let cubes = 0;
    for (let j = 0; j < m; j++) cubes += statements.mean[j * size + f] ** 3;
    if (cubes >= 0) continue;
    for (let j = 0; j < m; j++) {
      statements.mean[j * size + f] *= -1;
      for (let c = 0; c < size; c++) {
        if (c === f) continue;
        const at = c < f ? (f * (f + 1)) / 2 + c : (c * (c + 1)) / 2 + f;
        statements.cov[j * packed + at] *= -1;
      }
    }
  }
}

function sampleOf(votes: Votes, seed: number, limit: number): Int32Array {
  const n = votes.participants.length;
  if (n <= limit) return Int32Array.from({ length: n }, (_, i) => i);
  const keys = Uint32Array.from(votes.participants, (id) => hash32(id, seed));
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => keys[a] - keys[b] || a - b);
  return Int32Array.from(order.slice(0, limit)).sort();
}
