import { random, shuffle } from '@abord/numbers';
import type { Votes } from '../votes.ts';
import { type Structure, structureAgain } from './structure.ts';
import { subset } from './subset.ts';

export interface Standing {
  /** Share of the subsamples in which groups were found again. */
  readonly foundAgain: number;
  /** Per group, mean Jaccard similarity with its nearest group where groups were found; 0 where never. */
  readonly stability: Float64Array;
}

const KEPT = 0.8;
/** Of more people than this, 80 % of so many are drawn. */
const LARGEST = 2000;
/** Gain, in nats, with which a subsample does not speak against the groups. */
const NEEDED_AGAIN = -1;

/**
 * Do groups stand when one person in five is missing? The whole way from votes to groups is gone again
 * on `subsamples` seeded subsamples of 80 % of the people, drawn without replacement.
 *
 * Source: Hennig 2007, Cluster-wise assessment of cluster stability. O(subsamples × one shape).
 */
export function standing(
  votes: Votes,
  whole: Structure,
  groups: number,
  subsamples: number,
  seed: number,
): Standing {
  const everybody = votes.participants.map((_, i) => i);
  const source = random(seed);
  const kept = Math.round(KEPT * Math.min(everybody.length, LARGEST));
  const stability = new Float64Array(groups);
  let found = 0;
  for (let s = 0; s < subsamples; s++) {
    const drawn = shuffle(source, everybody).slice(0, kept);
    const people = Int32Array.from(drawn).sort();
    const again = structureAgain(whole, subset(votes, people), NEEDED_AGAIN);
    const others = again.grouping?.groups ?? 0;
    if (others < 2) continue;
    found++;
    const both = new Float64Array(groups * others);
    const first = new Float64Array(groups);
    const second = new Float64Array(others);
    for (let k = 0; k < people.length; k++) {
      const a = whole.groupOf[people[k]];
      const b = again.groupOf[k];
      first[a]++;
      second[b]++;
      both[a * others + b]++;
    }
    for (let a = 0; a < groups; a++) {
      let nearest = 0;
      for (let b = 0; b < others; b++) {
        const shared = both[a * others + b];
        nearest = Math.max(nearest, shared / (first[a] + second[b] - shared));
      }
      stability[a] += nearest;
    }
  }
  if (found > 0) for (let a = 0; a < groups; a++) stability[a] /= found;
  return { foundAgain: subsamples > 0 ? found / subsamples : 0, stability };
}
