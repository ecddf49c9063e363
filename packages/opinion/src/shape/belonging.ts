import type { Grouping } from './groupings.ts';
import type { Likelihoods } from './likelihoods.ts';
import { shares } from './mixture.ts';

/** Each person's probability of each group, people × groups; rows sum to 1. O(people × components). */
export function belonging(data: Likelihoods, grouping: Grouping): Float64Array {
  const { count } = grouping.mixture;
  const share = shares(data, grouping.mixture);
  const belongs = new Float64Array(data.people * grouping.groups);
  for (let i = 0; i < data.people; i++) {
    for (let k = 0; k < count; k++)
      belongs[i * grouping.groups + grouping.groupOf[k]] += share[i * count + k];
  }
  return belongs;
}

/** The most probable of `groups` for each row of `belongs`; the first of equals. */
export function mostProbable(belongs: Float64Array, groups: number): Int8Array {
  const best = new Int8Array(belongs.length / groups);
  for (let i = 0; i < best.length; i++) {
    for (let g = 1; g < groups; g++) {
      if (belongs[i * groups + g] > belongs[i * groups + best[i]]) best[i] = g;
    }
  }
  return best;
}
