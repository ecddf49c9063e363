import { plainSteps, type Steps, type Workspace } from './plainSteps.ts';
import { type Prior, type Side, writePosterior } from './posterior.ts';
import { addScaled, type RecordLayout, writePairing, writeRecord } from './record.ts';
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

/**
 * The first step of people of whom nothing is known: from the prior alone, what a vote says of them depends
 * on statement and answer only, and is worked out once for all of them.
 */
export function meet(
  votes: Votes,
  who: ArrayLike<number>,
  people: Side,
  prior: Prior,
  records: Float64Array,
  layout: RecordLayout,
  blend: number,
): void {
  const { offsets, statement, value } = votes;
  const { size, stride } = layout;
  const count = records.length / stride;
  const steps = stepsFor(layout);
  const work = workspace(layout, 1);
  const nobody = { mean: new Float64Array(size), cov: new Float64Array((size * (size + 1)) / 2) };
  nobody.mean[0] = prior.mean;
  for (let r = 0; r < size; r++) nobody.cov[(r * (r + 3)) / 2] = prior.variance[r];
  writeRecord(work.record, 0, layout, nobody.mean, nobody.cov, 0);
  writePairing(work.pairing, work.record, layout);
  // Two rows a statement: what disagreement and agreement say.
  const told = new Float64Array(count * 2 * stride);
  const one = { ...votes, statement: statement.slice(0, 1), value: value.slice(0, 1) };
  for (let j = 0; j < count; j++) {
    for (const agrees of [0, 1]) {
      one.statement[0] = j;
      one.value[0] = 2 * agrees - 1;
      steps.hear(one, 0, 1, records, blend, work);
      told.set(work.gathered, (2 * j + agrees) * stride);
    }
  }
  const { gathered } = work;
  for (let k = 0; k < who.length; k++) {
    const i = who[k];
    gathered.fill(0);
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      if (value[v] === 0) continue;
      addScaled(gathered, 0, 1, told, (2 * statement[v] + (value[v] > 0 ? 1 : 0)) * stride, stride);
    }
    writePosterior(people, i, prior, gathered, 0, layout);
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
