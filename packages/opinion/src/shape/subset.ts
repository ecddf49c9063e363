import type { Votes } from '../votes.ts';

/** The debate as if only these people (rising indices) had voted; statements keep their indices. */
export function subset(votes: Votes, people: Int32Array): Votes {
  const offsets = new Int32Array(people.length + 1);
  for (let k = 0; k < people.length; k++) {
    offsets[k + 1] = offsets[k] + votes.offsets[people[k] + 1] - votes.offsets[people[k]];
  }
  const total = offsets[people.length];
  const statement = votes.statement instanceof Uint16Array ? new Uint16Array(total) : new Int32Array(total);
  const value = new Int8Array(total);
  for (let k = 0; k < people.length; k++) {
    const from = votes.offsets[people[k]];
    const to = votes.offsets[people[k] + 1];
    statement.set(votes.statement.subarray(from, to), offsets[k]);
    value.set(votes.value.subarray(from, to), offsets[k]);
  }
  const weight = Float64Array.from(people, (i) => votes.weight[i]);
  let sum = 0;
  for (const w of weight) sum += w;
  for (let k = 0; k < weight.length; k++) weight[k] *= weight.length / sum;
  return {
    participants: Array.from(people, (i) => votes.participants[i]),
    statements: votes.statements,
    offsets,
    statement,
    value,
    weight,
  };
}
