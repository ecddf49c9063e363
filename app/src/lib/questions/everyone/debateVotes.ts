import { type Votes, votesFromArrays } from '@abord/opinion';
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
 * that the same votes give the same release whatever the ballots are called. Time: linear in the votes,
 * and people × log people comparisons of vote rows.
 */
export function debateVotes(debate: Debate): DebateVotes {
  const accepted = debate.statements.flatMap(({ state }, index) => (state === 'accepted' ? [index] : []));
  const rankOf = new Int32Array(debate.statements.length).fill(-1);
  for (const [rank, index] of accepted.entries()) rankOf[index] = rank;
  const kept = debate.votes.statement.map((index) => rankOf[index]);
  const entering = <Column extends Int32Array | Int8Array>(column: Column): Column =>
    column.filter((_, vote) => kept[vote] >= 0) as Column;
  const asGiven = votesFromArrays({
    participants: debate.people.map((_, index) => String(index)),
    statements: accepted.map((index) => String(debate.statements[index].number)),
    participant: entering(debate.votes.person),
    statement: entering(kept),
    value: entering(debate.votes.value),
  });
  const order = orderByContent(debate, asGiven);
  return { votes: inOrder(asGiven, order), order };
}

/** The rows of `order` alone, in that order, under their new numbers. */
function inOrder(votes: Votes, order: Int32Array): Votes {
  const offsets = new Int32Array(order.length + 1);
  const statement = votes.statement.slice();
  const value = votes.value.slice();
  for (const [row, person] of order.entries()) {
    const [start, end] = [votes.offsets[person], votes.offsets[person + 1]];
    offsets[row + 1] = offsets[row] + end - start;
    statement.set(votes.statement.subarray(start, end), offsets[row]);
    value.set(votes.value.subarray(start, end), offsets[row]);
  }
  return {
    participants: Array.from(order, (_, row) => String(row)),
    statements: votes.statements,
    offsets,
    statement,
    value,
    weight: new Float64Array(order.length).fill(1),
  };
}

/** People with a vote, ordered by their votes, then by their profile. */
function orderByContent(debate: Debate, { offsets, statement, value }: Votes): Int32Array {
  const profiles = debate.people.map(({ profile }) => JSON.stringify(Object.entries(profile).sort()));
  const compare = (a: number, b: number): number => {
    const [startA, startB] = [offsets[a], offsets[b]];
    const lengthA = offsets[a + 1] - startA;
    const lengthB = offsets[b + 1] - startB;
    const shared = Math.min(lengthA, lengthB);
    for (let k = 0; k < shared; k++) {
      const difference =
        statement[startA + k] - statement[startB + k] || value[startA + k] - value[startB + k];
      if (difference !== 0) return difference;
    }
    if (lengthA !== lengthB) return lengthA - lengthB;
    return profiles[a] < profiles[b] ? -1 : profiles[a] > profiles[b] ? 1 : 0;
  };
  return Int32Array.from(debate.people.keys())
    .filter((person) => offsets[person + 1] > offsets[person])
    .sort(compare);
}
