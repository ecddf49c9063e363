import { curvature } from './curvature.ts';
import { type Prior, type Side, writePosterior } from './posterior.ts';
import { addScaled, pairUp, type RecordLayout, writePairing, writeRecord } from './record.ts';
import type { Votes } from './votes.ts';

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
  const { offsets, statement, value, weight } = votes;
  const { means, stride } = layout;
  let longest = 0;
  for (const i of who) longest = Math.max(longest, offsets[i + 1] - offsets[i]);
  const work = workspace(layout, longest);
  const { record, curvatures, targets } = work;
  sums.fill(0);
  for (let p = 0; p < who.length; p++) {
    const start = offsets[who[p]];
    const end = offsets[who[p] + 1];
    const c = weight[who[p]];
    improve(votes, start, end, people, p, prior, records, layout, blend, work);
    writeRecord(record, 0, layout, people.mean, people.cov, p);
    for (let v = start; v < end; v++) {
      if (value[v] === 0) continue;
      const at = statement[v] * stride;
      addScaled(sums, at, c * curvatures[v - start], record, 0, means);
      addScaled(sums, at + means, c * targets[v - start], record, means, stride - means);
    }
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
  let longest = 0;
  for (let k = 0; k < who.length; k++) longest = Math.max(longest, offsets[who[k] + 1] - offsets[who[k]]);
  const work = workspace(layout, longest);
  const before = new Float64Array(size);
  for (let k = 0; k < who.length; k++) {
    const i = who[k];
    for (let round = 0; round < rounds; round++) {
      for (let r = 0; r < size; r++) before[r] = people.mean[i * size + r];
      improve(votes, offsets[i], offsets[i + 1], people, i, prior, records, layout, blend, work);
      let moved = 0;
      for (let r = 0, d = (i * size * (size + 1)) / 2; r < size; d += ++r + 1) {
        const step = people.mean[i * size + r] - before[r];
        moved = Math.max(moved, (step * step) / people.cov[d]);
      }
      if (moved < 1e-4) break;
    }
  }
}

interface Workspace {
  readonly record: Float64Array;
  readonly pairing: Float64Array;
  readonly gathered: Float64Array;
  readonly curvatures: Float64Array;
  readonly targets: Float64Array;
}

function workspace({ stride }: RecordLayout, longest: number): Workspace {
  return {
    record: new Float64Array(stride),
    pairing: new Float64Array(stride),
    gathered: new Float64Array(stride),
    curvatures: new Float64Array(longest),
    targets: new Float64Array(longest),
  };
}

/**
 * One step for one person: expands the log-likelihood of each vote around the present posteriors,
 * −½ ω z² + η z, and takes the posterior that follows. Leaves ω and η of the votes in the workspace.
 *
 * Two expansions are blended. Jaakkola and Jordan's bound (blend 0) has ω = tanh(ξ/2)/(2ξ), ξ² = E z²,
 * η = y/2. The Gaussian expectation (blend 1; Opper and Archambeau 2009) has, with m and v the mean and
 * variance of z and κ = (1 + πv/8)^-½, h = tanh(κm/2)/2, ω = κ(¼ − h²), η = y/2 − h + ω m.
 */
function improve(
  votes: Votes,
  start: number,
  end: number,
  people: Side,
  place: number,
  prior: Prior,
  records: Float64Array,
  layout: RecordLayout,
  blend: number,
  work: Workspace,
): void {
  const { statement, value } = votes;
  const { means, stride } = layout;
  const { record, pairing, gathered, curvatures, targets } = work;
  writeRecord(record, 0, layout, people.mean, people.cov, place);
  writePairing(pairing, record, layout);
  gathered.fill(0);
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * stride;
    const square = pairUp(pairing, 0, records, at, means);
    let omega = curvature(square);
    let eta = 0.5 * value[v];
    if (blend > 0) {
      const mean = records[at + 1] + pairUp(pairing, means, records, at + means, stride - means);
      const shrink = 1 / (1 + (Math.PI / 8) * Math.max(square - mean * mean, 0));
      const kappa = Math.sqrt(shrink);
      const half = kappa * mean * curvature(shrink * mean * mean);
      const slope = kappa * (0.25 - half * half);
      omega += blend * (slope - omega);
      eta += blend * (slope * mean - half);
    }
    curvatures[v - start] = omega;
    targets[v - start] = eta;
    addScaled(gathered, 0, omega, records, at, means);
    addScaled(gathered, means, eta, records, at + means, stride - means);
  }
  writePosterior(people, place, prior, gathered, 0, layout);
}
