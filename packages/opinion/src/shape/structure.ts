import { random } from '@abord/numbers';
import { fit } from '../fit.ts';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';
import { belonging, mostProbable } from './belonging.ts';
import { type Grouping, groupings } from './groupings.ts';
import { likelihoods } from './likelihoods.ts';
import { type Mixture, refine, type Start } from './mixture.ts';
import { reliability } from './reliability.ts';
import { sharpen } from './sharpen.ts';

/** What one set of votes says of axes and groups. */
export interface Structure {
  readonly model: Model;
  /** Axes that the data bear, 0 to 3. */
  readonly axes: number;
  readonly grouping: Grouping | undefined;
  /** People × groups. */
  readonly belongs: Float64Array;
  readonly groupOf: Int8Array;
}

/** Least variance of the loadings on an axis that may carry groups. */
const AXIS = 0.012;
/** Least share of their variance by which the loadings on it must be known. */
const RELIABLE = 0.6;
const SHARPENINGS = 2;

/**
 * The strict fit (no hyperprior: it prunes), first on all axes of `start`, which hold what is there but not
 * in order, then on the first three; and groups on those of its first two axes that the data bear. A pruned
 * axis holds noise shaped by the fit, with valleys of its own.
 */
export function structure(votes: Votes, start: Model, needed: number, seed: number): Structure {
  const wide = fit(votes, { ...STRICT, factors: start.factors, sweeps: 3, rounds: 0, seed, start });
  const model = fit(votes, { ...STRICT, sweeps: 6, seed, start: firstAxes(wide) });
  return structureOn(model, axesBorne(votes, model), votes, needed, seed);
}

/** The same groups, people placed in them by loadings that know of the groups; nothing else changes. */
export function sharpened(found: Structure, votes: Votes): Structure {
  if (found.grouping === undefined) return found;
  const axes = found.axes === 1 ? 1 : 2;
  let { model } = found;
  let { mixture } = found.grouping;
  let data = likelihoods(votes, model, axes, true);
  for (let round = 0; round < SHARPENINGS; round++) {
    model = sharpen(votes, model, data, mixture);
    data = likelihoods(votes, model, axes, true);
    mixture = refine(data, mixture, 30, 0.01);
  }
  const grouping = { ...found.grouping, mixture };
  const belongs = belonging(data, grouping);
  return { ...found, model, grouping, belongs, groupOf: mostProbable(belongs, grouping.groups) };
}

/**
 * The structure of some of the people of a debate whose structure is known: two sweeps from the
 * statements as they were, the same axes, and groups from where they were.
 */
export function structureAgain(whole: Structure, votes: Votes, needed: number): Structure {
  // Nothing is drawn: so few people are all swept, and the groups have a start.
  const model = fit(votes, { ...STRICT, sweeps: 2, rounds: 1, seed: 0, start: whole.model });
  const start = whole.grouping && carried(whole.grouping.mixture, whole.model, model, whole.axes);
  return structureOn(model, whole.axes, votes, needed, 0, start);
}

/**
 * A mixture moved from the axes of one model to those of another of the same statements: u′ = A u, where
 * A is fitted so that the loadings of one are the other's, w = Aᵀ w′. The second axis stays out where the
 * votes bear only one: pruned loadings are zero.
 */
function carried(mixture: Mixture, from: Model, to: Model, axes: number): Start {
  const size = from.factors + 1;
  const cross = new Float64Array(4);
  const square = new Float64Array(4);
  for (let j = 0; j < from.statementMean.length; j += size) {
    for (let r = 0; r < 2; r++) {
      for (let c = 0; c < 2; c++) {
        cross[r * 2 + c] += from.statementMean[j + 1 + r] * to.statementMean[j + 1 + c];
        square[r * 2 + c] += to.statementMean[j + 1 + r] * to.statementMean[j + 1 + c];
      }
    }
  }
  if (axes === 1) {
    cross.fill(0, 1);
    square.set([0, 0, 1], 1);
  }
  const determinant = square[0] * square[3] - square[1] * square[2];
  const a00 = (cross[0] * square[3] - cross[1] * square[1]) / determinant;
  const a10 = (cross[1] * square[0] - cross[0] * square[1]) / determinant;
  const a01 = (cross[2] * square[3] - cross[3] * square[1]) / determinant;
  const a11 = (cross[3] * square[0] - cross[2] * square[1]) / determinant;
  const components = mixture.components.slice();
  for (let c = 0; c < components.length; c += 3) {
    const x = components[c + 1];
    const y = components[c + 2];
    components[c + 1] = a00 * x + a01 * y;
    components[c + 2] = a10 * x + a11 * y;
  }
  return { components, covariance: mixture.covariance };
}

const STRICT = { factors: 3, hyperprior: 0, blend: 0 } as const;

/** What a model of three axes or more says of the statements on its first three. */
function firstAxes(model: Model): Model {
  const before = model.factors + 1;
  const size = STRICT.factors + 1;
  const packed = (size * (size + 1)) / 2;
  const statements = model.statementMean.length / before;
  const statementMean = new Float64Array(statements * size);
  const statementCov = new Float64Array(statements * packed);
  for (let j = 0; j < statements; j++) {
    statementMean.set(model.statementMean.subarray(j * before, j * before + size), j * size);
    const from = (j * before * (before + 1)) / 2;
    statementCov.set(model.statementCov.subarray(from, from + packed), j * packed);
  }
  const strength = model.strength.slice(0, STRICT.factors);
  return { ...model, factors: STRICT.factors, statementMean, statementCov, strength };
}

/** Leading axes that the votes bear (SPEC S3). */
function axesBorne(votes: Votes, model: Model): number {
  const known = reliability(votes, model);
  const doubtful = model.strength.findIndex((s, f) => s <= AXIS || known[f] <= RELIABLE);
  return doubtful < 0 ? model.factors : doubtful;
}

function structureOn(
  model: Model,
  axes: number,
  votes: Votes,
  needed: number,
  seed: number,
  start?: Start,
): Structure {
  if (axes === 0) {
    return {
      model,
      axes,
      grouping: undefined,
      belongs: new Float64Array(0),
      groupOf: new Int8Array(votes.participants.length).fill(-1),
    };
  }
  const data = likelihoods(votes, model, axes === 1 ? 1 : 2, true);
  const grouping = groupings(data, needed, random(seed), start);
  const belongs = belonging(data, grouping);
  return { model, axes, grouping, belongs, groupOf: mostProbable(belongs, grouping.groups) };
}
