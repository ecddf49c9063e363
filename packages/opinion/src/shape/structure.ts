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
const AXIS = 0.02;

/**
 * The strict fit (three axes, no hyperprior, twelve sweeps: it prunes), then groups on its first two axes
 * where the first is borne by the data.
 */
export function structure(votes: Votes, needed: number, seed: number): Structure {
  const model = fit(votes, { factors: 3, sweeps: 12, hyperprior: 0, blend: 0, seed });
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
  const data = likelihoods(votes, model, true);
  const grouping = groupings(data, needed, random(seed));
  const belongs = belonging(data, grouping);
  return { model, axes, grouping, belongs, groupOf: mostProbable(belongs, grouping.groups) };
}
