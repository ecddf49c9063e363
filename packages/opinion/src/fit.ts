import { centre } from './centre.ts';
import type { Model } from './model.ts';
import { orient } from './orient.ts';
import { type Prior, type Side, writePosterior } from './posterior.ts';
import { type RecordLayout, recordLayout, writeRecord } from './record.ts';
import { sampleOf } from './sampleOf.ts';
import { startFrom } from './startFrom.ts';
import { meet, settle, sweep } from './sweep.ts';
import type { Votes } from './votes.ts';

/** How `fit` is to work; SPEC.md, section F. What is absent takes the value of `FIT_DEFAULTS`. */
export interface FitOptions {
  /** For the choice of the sample. */
  readonly seed: number;
  /** Axes beside the intercepts, 0 to 8. */
  readonly factors?: number;
  /** Passes over the votes. */
  readonly sweeps?: number;
  /** Imagined statements whose loadings have variance 1: the pull on the strength of every axis. */
  readonly hyperprior?: number;
  /**
   * Share of the Gaussian expectation in the expansion of each vote; the rest is the logistic bound.
   * 0 is the strictest, ½ predicts best.
   */
  readonly blend?: number;
  /** At most so many people in the sweeps; everybody is located afterwards. */
  readonly sample?: number;
  /** Steps at most in which people are placed at the end; 0 where only the statements matter. */
  readonly rounds?: number;
  /** A model of the same statements and factors to begin from: a refit of nearly the same votes. */
  readonly start?: Model;
}

/** One setting for every debate: the one that predicts hidden votes best (SPEC F9). */
export const FIT_DEFAULTS = {
  factors: 5,
  sweeps: 6,
  hyperprior: 100,
  blend: 0.5,
  sample: 10_000,
  rounds: 2,
} as const;

const START_SWEEPS = 2;
const MOST_FACTORS = 8;

/**
 * Fits logit P(agree) = leniency + level + Σ position · loading to the agree and disagree votes by
 * variational Bayes, passes left out. Strengths of the axes, spread of leniency and of levels adapt to
 * the votes, so a small or sparse debate falls back to intercepts and then to its base rate.
 *
 * Each person counts with her weight. The result does not depend on the order in which votes came and
 * uses no chance; of a large debate a sample of people, by hash of id and seed, shapes the statements
 * and everybody is located. Throws a RangeError for options out of range.
 *
 * Sources: Jaakkola and Jordan 2000; Opper and Archambeau 2009; Bishop, Pattern Recognition and Machine
 * Learning, 10.6 and 12.2; SPEC.md, section F, for what was measured. O(votes × sweeps × factors²).
 *
 * @example
 * fit(votes, { seed: contentSeed(votes) }).strength // 5 numbers, the strongest axis first
 */
export function fit(votes: Votes, options: FitOptions): Model {
  const { seed, factors, sweeps, hyperprior, blend, sample, rounds, start } = { ...FIT_DEFAULTS, ...options };
  if (!Number.isInteger(factors) || factors < 0 || factors > MOST_FACTORS) {
    throw new RangeError(`fit: factors is ${factors}; it must be a whole number from 0 to ${MOST_FACTORS}`);
  }
  if (!Number.isInteger(sweeps) || sweeps < 1) {
    throw new RangeError(`fit: sweeps is ${sweeps}; it must be a whole number, 1 or more`);
  }
  if (!(hyperprior >= 0 && hyperprior < Infinity)) {
    throw new RangeError(`fit: hyperprior is ${hyperprior}; it must be 0 or more`);
  }
  if (!Number.isInteger(rounds) || rounds < 0) {
    throw new RangeError(`fit: rounds is ${rounds}; it must be a whole number, 0 or more`);
  }
  if (!(sample >= 1)) throw new RangeError(`fit: sample is ${sample}; it must be 1 or more`);
  if (
    start &&
    (start.factors !== factors || start.statementMean.length !== votes.statements.length * (factors + 1))
  ) {
    throw new RangeError('fit: start must be a model of the same statements and factors');
  }
  if (!(blend >= 0 && blend <= 1)) throw new RangeError(`fit: blend is ${blend}; it must be between 0 and 1`);

  const n = votes.participants.length;
  const who = sampleOf(votes, seed, sample);
  const swept = { votes, who, weights: Float64Array.from(who, (i) => votes.weight[i]), blend };
  const from = start === undefined ? fromVotes(swept, factors, hyperprior) : fromModel(start, who.length);
  const { people, statements, personPrior, statementPrior } = run(swept, from, sweeps, hyperprior);
  fixSigns(people, statements, factors);

  const layout = recordLayout(factors + 1);
  const records = recordsOf(statements, layout);
  const everybody = who.length === n ? people : emptySide(n, factors + 1);
  if (who.length < n) {
    const others = outsiders(who, n);
    meet(votes, others, everybody, personPrior, records, layout, blend);
    settle(votes, others, everybody, personPrior, records, layout, blend, rounds - 1);
    copyInto(everybody, people, who, factors + 1);
  }
  settle(votes, who, everybody, personPrior, records, layout, blend, rounds);
  return {
    factors,
    personMean: everybody.mean,
    personCov: everybody.cov,
    statementMean: statements.mean,
    statementCov: statements.cov,
    leniencyVariance: personPrior.variance[0],
    levelMean: statementPrior.mean,
    levelVariance: statementPrior.variance[0],
    strength: statementPrior.variance.slice(1),
    blend,
  };
}

interface Swept {
  readonly votes: Votes;
  readonly who: Int32Array;
  readonly weights: Float64Array;
  readonly blend: number;
}

interface State {
  readonly people: Side;
  readonly statements: Side;
  readonly personPrior: Prior;
  readonly statementPrior: Prior;
}

function emptySide(count: number, size: number): Side {
  return { mean: new Float64Array(count * size), cov: new Float64Array((count * size * (size + 1)) / 2) };
}

/** Posteriors that are still the prior. */
function priorSide(count: number, prior: Prior): Side {
  const size = prior.variance.length;
  const packed = (size * (size + 1)) / 2;
  const { mean, cov } = emptySide(count, size);
  for (let i = 0; i < count; i++) {
    mean[i * size] = prior.mean;
    for (let r = 0; r < size; r++) cov[i * packed + (r * (r + 3)) / 2] = prior.variance[r];
  }
  return { mean, cov };
}

function unfitted(people: number, statements: number): State {
  const prior = { mean: 0, variance: Float64Array.of(1) };
  return {
    people: priorSide(people, prior),
    statements: priorSide(statements, prior),
    personPrior: prior,
    statementPrior: prior,
  };
}

function fromVotes(swept: Swept, factors: number, hyperprior: number): State {
  const { votes, who } = swept;
  const plain = run(swept, unfitted(who.length, votes.statements.length), START_SWEEPS, hyperprior);
  if (factors === 0) return plain;
  const first = startFrom(votes, who, plain.people.mean, plain.statements.mean, factors);
  return widened(plain, first, factors);
}

function fromModel(model: Model, people: number): State {
  const personPrior = {
    mean: 0,
    variance: Float64Array.of(model.leniencyVariance, ...model.strength.map(() => 1)),
  };
  return {
    people: priorSide(people, personPrior),
    statements: { mean: model.statementMean.slice(), cov: model.statementCov.slice() },
    personPrior,
    statementPrior: {
      mean: model.levelMean,
      variance: Float64Array.of(model.levelVariance, ...model.strength),
    },
  };
}

/** The intercept-only state with factors put beside: unit loadings scaled to variance 1, positions at their prior. */
function widened(
  plain: State,
  { loadings, stride }: { readonly loadings: Float64Array; readonly stride: number },
  factors: number,
): State {
  const size = factors + 1;
  const packed = (size * (size + 1)) / 2;
  const withFactors = (prior: Prior): Prior => ({
    mean: prior.mean,
    variance: new Float64Array(size).fill(1).fill(prior.variance[0], 0, 1),
  });
  const personPrior = withFactors(plain.personPrior);
  const statementPrior = withFactors(plain.statementPrior);
  const m = plain.statements.mean.length;
  const people = priorSide(plain.people.mean.length, personPrior);
  const statements = emptySide(m, size);
  for (const [from, to] of [
    [plain.people, people],
    [plain.statements, statements],
  ]) {
    for (let i = 0; i < from.mean.length; i++) {
      to.mean[i * size] = from.mean[i];
      to.cov[i * packed] = from.cov[i];
    }
  }
  const scale = Math.sqrt(m);
  for (let j = 0; j < m; j++) {
    for (let f = 0; f < factors; f++) statements.mean[j * size + f + 1] = scale * loadings[j * stride + f];
  }
  return { people, statements, personPrior, statementPrior };
}

function run({ votes, who, weights, blend }: Swept, start: State, sweeps: number, hyperprior: number): State {
  const { people, statements } = start;
  let { personPrior, statementPrior } = start;
  const size = personPrior.variance.length;
  const layout = recordLayout(size);
  const m = votes.statements.length;
  const sums = new Float64Array(m * layout.stride);
  for (let s = 0; s < sweeps; s++) {
    sweep(votes, who, people, personPrior, recordsOf(statements, layout), sums, layout, blend);
    for (let j = 0; j < m; j++) {
      writePosterior(statements, j, statementPrior, sums, j * layout.stride, layout);
    }
    centre(people, weights, statements, size);
    orient(people, weights, statements, size - 1);
    personPrior = personPriorFrom(people, weights, size);
    statementPrior = statementPriorFrom(statements, statementPrior, size, hyperprior);
  }
  return { people, statements, personPrior, statementPrior };
}

function recordsOf(side: Side, layout: RecordLayout): Float64Array {
  const count = side.mean.length / layout.size;
  const records = new Float64Array(count * layout.stride);
  for (let j = 0; j < count; j++) writeRecord(records, j * layout.stride, layout, side.mean, side.cov, j);
  return records;
}

function copyInto(everybody: Side, some: Side, who: Int32Array, size: number): void {
  const packed = (size * (size + 1)) / 2;
  for (let p = 0; p < who.length; p++) {
    everybody.mean.set(some.mean.subarray(p * size, (p + 1) * size), who[p] * size);
    everybody.cov.set(some.cov.subarray(p * packed, (p + 1) * packed), who[p] * packed);
  }
}

function outsiders(who: Int32Array, n: number): Int32Array {
  const others = new Int32Array(n - who.length);
  for (let i = 0, p = 0, k = 0; i < n; i++) {
    if (p < who.length && who[p] === i) p++;
    else others[k++] = i;
  }
  return others;
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

/**
 * The prior under which these posteriors are most likely, loadings by MacKay's step: an axis that the
 * votes do not bear vanishes in a few sweeps, where the step of expectation-maximisation only creeps.
 */
function statementPriorFrom(statements: Side, before: Prior, size: number, hyperprior: number): Prior {
  const packed = (size * (size + 1)) / 2;
  const m = statements.mean.length / size;
  let mean = 0;
  for (let j = 0; j < m; j++) mean += statements.mean[j * size];
  mean /= m + 1;
  const variance = new Float64Array(size);
  let levels = 1;
  for (let j = 0; j < m; j++) levels += (statements.mean[j * size] - mean) ** 2 + statements.cov[j * packed];
  variance[0] = Math.max(levels / (m + 1), 1e-6);
  for (let f = 1; f < size; f++) {
    let squares = hyperprior;
    let known = hyperprior;
    for (let j = 0; j < m; j++) {
      squares += statements.mean[j * size + f] ** 2;
      known += 1 - statements.cov[j * packed + (f * (f + 3)) / 2] / before.variance[f];
    }
    variance[f] = Math.max(squares / Math.max(known, 1e-3), 1e-6);
  }
  return { mean, variance };
}

/** Turns each axis so that the cubes of the loadings add up to 0 or more: the sharper end is the high one. */
function fixSigns(people: Side, statements: Side, factors: number): void {
  const size = factors + 1;
  for (let f = 1; f < size; f++) {
    let cubes = 0;
    for (let at = f; at < statements.mean.length; at += size) cubes += statements.mean[at] ** 3;
    if (cubes < 0) {
      flip(people, f, size);
      flip(statements, f, size);
    }
  }
}

function flip(side: Side, f: number, size: number): void {
  const packed = (size * (size + 1)) / 2;
  for (let i = 0; i * size < side.mean.length; i++) {
    side.mean[i * size + f] *= -1;
    for (let c = 0; c < size; c++) {
      if (c !== f) side.cov[i * packed + (c < f ? (f * (f + 1)) / 2 + c : (c * (c + 1)) / 2 + f)] *= -1;
    }
  }
}
