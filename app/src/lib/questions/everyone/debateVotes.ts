import type { Votes } from '@abord/opinion';
import { byPerson } from './byPerson.ts';
import type { Debate } from './debate.ts';

export interface DebateVotes {
  readonly votes: Votes;
  /** Person of `votes` → index in `debate.people`. */
  readonly order: Int32Array;
}

/**
 * The votes of a debate that enter the analysis: those on accepted statements, by people who voted on at
 * least one. Statements keep their number as id.
 *
 * People are put in an order that depends on how they voted and on their profile and on nothing else, so
 * that the same votes give the same release whatever the ballots are called. Throws a RangeError for two
 * votes by one person on one statement. Time: linear in the votes, which are quickest where each person's
 * come together and by rising number, and people × log people comparisons, mostly of two numbers.
 */
export function debateVotes(debate: Debate): DebateVotes {
  const accepted = debate.statements
    .flatMap(({ state }, index) => (state === 'accepted' ? [index] : []))
    .sort((a, b) => debate.statements[a].number - debate.statements[b].number);
  const rows = rowsOf(debate, accepted);
  const order = orderByContent(debate, rows);
  const statements = accepted.map((index) => String(debate.statements[index].number));
  return { votes: inOrder(rows, order, statements), order };
}

/** Row by row, one a person: 3 × statement + value + 1, rising. */
interface Rows {
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
}

function rowsOf({ statements, people, votes }: Debate, accepted: readonly number[]): Rows {
  const rankOf = new Int32Array(statements.length).fill(-1);
  for (const [rank, index] of accepted.entries()) rankOf[index] = rank;
  const offsets = new Int32Array(people.length + 1);
  const codes = new Int32Array(votes.value.length);
  const grouped = byPerson(votes.person, people.length);
  let end = 0;
  for (let k = 0, person = 0; person < people.length; person++) {
    let rising = true;
    for (; k < grouped.length && votes.person[grouped[k]] === person; k++) {
      const rank = rankOf[votes.statement[grouped[k]]];
      if (rank < 0) continue;
      const code = 3 * rank + votes.value[grouped[k]] + 1;
      rising &&= end === offsets[person] || code > codes[end - 1];
      codes[end++] = code;
    }
    offsets[person + 1] = end;
    if (!rising) codes.subarray(offsets[person], end).sort();
    refuseSecondVote(codes, offsets[person], end);
  }
  return { offsets, codes };
}

function refuseSecondVote(codes: Int32Array, start: number, end: number): void {
  for (let k = start + 1; k < end; k++) {
    if (Math.trunc(codes[k] / 3) === Math.trunc(codes[k - 1] / 3)) {
      throw new RangeError('debateVotes: one person has two votes on one statement');
    }
  }
}

/** People with a vote, ordered by their votes, then by their profile. */
function orderByContent({ people }: Debate, { offsets, codes }: Rows): Int32Array {
  const rowOf = (person: number) => codes.subarray(offsets[person], offsets[person + 1]);
  // Told apart by their first votes almost always: a number a person lies closer together than her row.
  const first = Float64Array.from(people, (_, person) => {
    const [one = -1, two = -1] = rowOf(person);
    return one * 2 ** 32 + two;
  });
  const profiles: string[] = [];
  const profileOf = (person: number) => {
    profiles[person] ??= JSON.stringify(Object.entries(people[person].profile).sort());
    return profiles[person];
  };
  const compare = (a: number, b: number): number => {
    if (first[a] !== first[b]) return first[a] - first[b];
    const [rowA, rowB] = [rowOf(a), rowOf(b)];
    const shared = Math.min(rowA.length, rowB.length);
    for (let k = 2; k < shared; k++) if (rowA[k] !== rowB[k]) return rowA[k] - rowB[k];
    if (rowA.length !== rowB.length) return rowA.length - rowB.length;
    const [profileA, profileB] = [profileOf(a), profileOf(b)];
    return profileA < profileB ? -1 : profileA > profileB ? 1 : 0;
  };
  return Int32Array.from(people.keys())
    .filter((person) => offsets[person + 1] > offsets[person])
    .sort(compare);
}

/** The rows of `order` alone, in that order, under their new numbers. */
function inOrder({ offsets, codes }: Rows, order: Int32Array, statements: readonly string[]): Votes {
  const count = offsets[offsets.length - 1];
  const starts = new Int32Array(order.length + 1);
  const statement = statements.length <= 65_536 ? new Uint16Array(count) : new Int32Array(count);
  const value = new Int8Array(count);
  let end = 0;
  for (let row = 0; row < order.length; row++) {
    for (let k = offsets[order[row]]; k < offsets[order[row] + 1]; k++, end++) {
      statement[end] = Math.trunc(codes[k] / 3);
      value[end] = (codes[k] % 3) - 1;
    }
    starts[row + 1] = end;
  }
  return {
    participants: Array.from(order, (_, row) => String(row)),
    statements,
    offsets: starts,
    statement,
    value,
    weight: new Float64Array(order.length).fill(1),
  };
}
