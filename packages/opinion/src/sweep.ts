import { plainSteps, type Steps, type Workspace } from './plainSteps.ts';
import { type Prior, type Side, writePosterior } from './posterior.ts';
import { type RecordLayout, writePairing, writeRecord } from './record.ts';
import type { Votes } from './votes.ts';
import { writtenSteps } from './writtenSteps.ts';

/**
 * One pass over the rows of the people `who`: each person's posterior from the statements' records, then
 * this person's share added to the statements' sums. `people` holds the posteriors of `who` in order.
 */
export function sweep(
  votes: Votes,
  who: Int32Array,
  people: Side,
  prior: Prior,
  records: Float64Array,
  sums: Float64Array,
  layout: RecordLayout,
  blend: number,
): void {
  const { offsets, weight } = votes;
  const steps = stepsFor(layout);
  const work = workspace(layout, longestRow(votes, who));
  sums.fill(0);
  for (let p = 0; p < who.length; p++) {
    const start = offsets[who[p]];
    const end = offsets[who[p] + 1];
    improve(votes, start, end, people, p, prior, records, blend, steps, work);
    writeRecord(work.record, 0, layout, people.mean, people.cov, p);
    steps.tell(votes, start, end, weight[who[p]], sums, work);
  }
}

/**
 * Posteriors of the people `who` from their own votes, the statements held: improved until no mean moves
 * by more than a hundredth of its standard deviation, at most `rounds` times. `people` holds everybody.
 */
export function settle(
  votes: Votes,
  who: ArrayLike<number>,
  people: Side,
  prior: Prior,
  records: Float64Array,
  layout: RecordLayout,
  blend: number,
  rounds: number,
): void {
  const { offsets } = votes;
  const { size } = layout;
  const steps = stepsFor(layout);
  const work = workspace(layout, longestRow(votes, who));
  const before = new Float64Array(size);
  for (let k = 0; k < who.length; k++) {
    const i = who[k];
    for (let round = 0; round < rounds; round++) {
      for (let r = 0; r < size; r++) before[r] = people.mean[i * size + r];
      improve(votes, offsets[i], offsets[i + 1], people, i, prior, records, blend, steps, work);
      let moved = 0;
      for (let r = 0, d = (i * size * (size + 1)) / 2; r < size; d += ++r + 1) {
        const step = people.mean[i * size + r] - before[r];
        moved = Math.max(moved, (step * step) / people.cov[d]);
      }
      if (moved < 1e-4) break;
    }
  }
}

function stepsFor({ size }: RecordLayout): Steps {
  return writtenSteps[size] ?? plainSteps;
}

function longestRow({ offsets }: Votes, who: ArrayLike<number>): number {
  let longest = 0;
  for (let k = 0; k < who.length; k++) longest = Math.max(longest, offsets[who[k] + 1] - offsets[who[k]]);
  return longest;
}

function workspace(layout: RecordLayout, longest: number): Workspace {
  return {
    layout,
    record: new Float64Array(layout.stride),
    pairing: new Float64Array(layout.stride),
    gathered: new Float64Array(layout.stride),
    curvatures: new Float64Array(longest),
    targets: new Float64Array(longest),
  };
}

/** One step for one person: the posterior that follows from her votes, expanded around the present ones. */
function improve(
  votes: Votes,
  start: number,
  end: number,
  people: Side,
  place: number,
  prior: Prior,
  records: Float64Array,
  blend: number,
  steps: Steps,
  work: Workspace,
): void {
  const { layout, record, pairing, gathered } = work;
  writeRecord(record, 0, layout, people.mean, people.cov, place);
  writePairing(pairing, record, layout);
  steps.hear(votes, start, end, records, blend, work);
  writePosterior(people, place, prior, gathered, 0, layout);
}
