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
  const entering = (values: Int32Array): Int32Array => values.filter((_, vote) => kept[vote] >= 0);
  const arrays = {
    statements: accepted.map((index) => String(debate.statements[index].number)),
    statement: entering(kept),
    value: debate.votes.value.filter((_, vote) => kept[vote] >= 0),
  };
  const participant = entering(debate.votes.person);

  const asGiven = votesFromArrays({
    ...arrays,
    participants: debate.people.map((_, index) => String(index)),
    participant,
  });
  const order = orderByContent(debate, asGiven);
  const rank = new Int32Array(debate.people.length);
  for (const [index, original] of order.entries()) rank[original] = index;
  const votes = votesFromArrays({
    ...arrays,
    participants: Array.from(order, (_, index) => String(index)),
    participant: participant.map((original) => rank[original]),
  });
  return { votes, order };
}

/** People with a vote, ordered by their votes, then by their profile. */
function orderByContent(debate: Debate, { offsets, statement, value }: Votes): Int32Array {
  const profiles = debate.people.map(({ profile }) => JSON.stringify(Object.entries(profile).sort()));
  const compare = (a: number, b: number): number => {
    const lengths = [offsets[a + 1] - offsets[a], offsets[b + 1] - offsets[b]] as const;
    for (let k = 0; k < Math.min(...lengths); k++) {
      const [left, right] = [offsets[a] + k, offsets[b] + k];
      const difference = statement[left] - statement[right] || value[left] - value[right];
      if (difference !== 0) return difference;
    }
    if (lengths[0] !== lengths[1]) return lengths[0] - lengths[1];
    return profiles[a] < profiles[b] ? -1 : profiles[a] > profiles[b] ? 1 : 0;
  };
  return Int32Array.from(debate.people.keys())
    .filter((person) => offsets[person + 1] > offsets[person])
    .sort(compare);
}
