import { random } from '@abord/numbers';
import type { Votes } from '@abord/opinion';

/** Votes with some taken out, and those taken out. */
export interface Split {
  readonly kept: Votes;
  readonly hidden: readonly {
    readonly person: number;
    readonly statement: number;
    readonly agree: boolean;
  }[];
}

/** Hides a share of the agree and disagree votes at random; passes stay. */
export function hide(votes: Votes, share: number, seed: number): Split {
  const draw = random(seed);
  const hidden: { person: number; statement: number; agree: boolean }[] = [];
  const offsets = new Int32Array(votes.offsets.length);
  const statement = votes.statement.slice();
  const value = votes.value.slice();
  let kept = 0;
  for (let person = 0; person < votes.participants.length; person++) {
    for (let v = votes.offsets[person]; v < votes.offsets[person + 1]; v++) {
      if (votes.value[v] !== 0 && draw() < share) {
        hidden.push({ person, statement: votes.statement[v], agree: votes.value[v] === 1 });
        continue;
      }
      statement[kept] = votes.statement[v];
      value[kept++] = votes.value[v];
    }
    offsets[person + 1] = kept;
  }
  return {
    kept: { ...votes, offsets, statement: statement.slice(0, kept), value: value.slice(0, kept) },
    hidden,
  };
}
