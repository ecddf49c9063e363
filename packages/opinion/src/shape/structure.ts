import { random } from '@abord/numbers';
import { fit } from '../fit.ts';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';
import { belonging, mostProbable } from './belonging.ts';
import { type Grouping, groupings } from './groupings.ts';
import { likelihoods } from './likelihoods.ts';

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
const AXIS = 0.015;

/**
 * The strict fit (three axes, no hyperprior, twelve sweeps: it prunes), then groups on those of its first
 * two axes that the data bear. A pruned axis holds noise shaped by the fit, with valleys of its own.
 */
export function structure(votes: Votes, needed: number, seed: number): Structure {
  return structureOn(fit(votes, { ...STRICT, sweeps: 12, seed }), votes, needed, seed);
}

/** The structure of some of the people of a fitted debate: four sweeps from the statements as they were. */
export function structureAgain(whole: Model, votes: Votes, needed: number, seed: number): Structure {
  return structureOn(fit(votes, { ...STRICT, sweeps: 4, seed, start: whole }), votes, needed, seed);
}

const STRICT = { factors: 3, hyperprior: 0, blend: 0 } as const;

function structureOn(model: Model, votes: Votes, needed: number, seed: number): Structure {
  const axes = model.strength.filter((s) => s > AXIS).length;
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
  const grouping = groupings(data, needed, random(seed));
  const belongs = belonging(data, grouping);
  return { model, axes, grouping, belongs, groupOf: mostProbable(belongs, grouping.groups) };
}
