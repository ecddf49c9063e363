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
  readonly axes: 0 | 1 | 2;
  /** 0 without an axis, 1 where no valley divides the people. */
  readonly groups: number;
  readonly grouping: Grouping | undefined;
  /** Log-likelihood of two humps over the best single one, in nats, where the people are first divided. */
  readonly gain: number;
  /** People × groups. */
  readonly belongs: Float64Array;
  readonly groupOf: Int8Array;
}

/** Least variance of the loadings on an axis that may carry groups. */
const GROUP_AXIS = 0.02;

/** The strict fit (three axes, no hyperprior: it prunes), then groups on at most its first two axes. */
export function structure(votes: Votes, needed: number, seed: number): Structure {
  const model = fit(votes, { factors: 3, sweeps: 12, hyperprior: 0, seed });
  const axes = model.strength[1] > GROUP_AXIS ? 2 : model.strength[0] > GROUP_AXIS ? 1 : 0;
  if (axes === 0) {
    return {
      model,
      axes,
      groups: 0,
      grouping: undefined,
      gain: 0,
      belongs: new Float64Array(0),
      groupOf: new Int8Array(votes.participants.length).fill(-1),
    };
  }
  const data = likelihoods(votes, model, axes, true);
  const grouping = groupings(data, needed, random(seed));
  const belongs = belonging(data, grouping);
  return {
    model,
    axes,
    groups: grouping.groups,
    grouping,
    gain: grouping.gain,
    belongs,
    groupOf: mostProbable(belongs, grouping.groups),
  };
}
