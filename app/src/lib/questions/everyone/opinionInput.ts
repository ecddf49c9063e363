import { type Votes, votesFromArrays } from '@abord/opinion';
import type { Debate, Texts } from './debate.ts';
import type { PolisExport } from './import.ts';

/** A debate that the engine is asked about, outside any inquiry. Ids are the source's own. */
export interface OpinionInput {
  /** On accepted statements, by people who voted on at least one of them. */
  readonly votes: Votes;
  /** Statement id → its text, where there is one. */
  readonly texts: ReadonlyMap<string, Texts>;
  /** Statements that are not opinions of the debate, the votes on them, people with no other vote. */
  readonly leftOut: { readonly statements: number; readonly votes: number; readonly participants: number };
  /** All votes as Polis counts them, and its groups; absent where the input is not from Polis. */
  readonly polis?: {
    readonly votes: Votes;
    readonly moderated: readonly string[];
    readonly meta: readonly string[];
    readonly groups?: { readonly ids: readonly string[]; readonly groupOf: Int32Array };
  };
}

/** What of a Polis export enters the analysis: statements that moderation refused and meta questions do not. */
export function opinionInput({ debate, groups }: PolisExport): OpinionInput {
  const all = votesOf(debate, () => true);
  const votes = votesOf(debate, (state) => state === 'accepted');
  const idsOf = (wanted: string) =>
    debate.statements.flatMap(({ number, state }) => (state === wanted ? [String(number)] : []));
  return {
    votes,
    texts: new Map(debate.statements.map(({ number, texts }) => [String(number), texts])),
    leftOut: {
      statements: all.statements.length - votes.statements.length,
      votes: all.value.length - votes.value.length,
      participants: all.participants.length - votes.participants.length,
    },
    polis: {
      votes: all,
      moderated: idsOf('refused'),
      meta: idsOf('meta'),
      ...(groups && { groups: groupsOf(all.participants, debate.people, groups) }),
    },
  };
}

function votesOf(debate: Debate, enters: (state: string) => boolean): Votes {
  const statements = debate.statements.flatMap(({ state }, place) => (enters(state) ? [place] : []));
  const place = new Int32Array(debate.statements.length).fill(-1);
  for (const [index, statement] of statements.entries()) place[statement] = index;
  const kept = debate.votes.statement.map((statement) => place[statement]);
  const entering = <Values extends Int32Array | Int8Array>(values: Values) =>
    values.filter((_, vote) => kept[vote] !== -1);

  const person = entering(debate.votes.person);
  const people = [...new Set(person)];
  const rank = new Int32Array(debate.people.length);
  for (const [index, original] of people.entries()) rank[original] = index;
  return votesFromArrays({
    participants: people.map((original) => debate.people[original].source ?? String(original)),
    statements: statements.map((statement) => String(debate.statements[statement].number)),
    participant: person.map((original) => rank[original]),
    statement: entering(kept),
    value: entering(debate.votes.value),
  });
}

function groupsOf(
  participants: readonly string[],
  people: Debate['people'],
  groups: readonly (string | undefined)[],
): { ids: readonly string[]; groupOf: Int32Array } {
  const ids = [...new Set(groups.filter((group) => group !== undefined))].sort();
  const groupOfSource = new Map(people.map(({ source }, person) => [source, groups[person]]));
  const groupOf = Int32Array.from(participants, (participant) =>
    ids.indexOf(groupOfSource.get(participant) ?? ''),
  );
  return { ids, groupOf };
}
