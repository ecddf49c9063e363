import { random } from '@abord/numbers';
import { type Votes, votesFromArrays } from '@abord/opinion';
import { CONVERSATIONS, conversation } from './conversations.ts';

/** People, statements, share of the votes kept, and how far the busiest are preferred (0 not, 1 only they). */
const CUTS: readonly (readonly [string, number, number, number, number])[] = [
  ['brexit-consensus', 60, 30, 0.7, 0.2],
  ['brexit-consensus', 204, 50, 0.3, 0.2],
  ['vtaiwan.uberx', 30, 40, 1, 0.9],
  ['vtaiwan.uberx', 339, 54, 1, 0.3],
  ['vtaiwan.uberx', 381, 165, 0.8, 0.8],
  ['vtaiwan.uberx', 1000, 100, 0.3, 0],
  ['scoop-hivemind.biodiversity', 117, 80, 0.7, 0.9],
  ['scoop-hivemind.biodiversity', 126, 300, 0.8, 0.9],
  ['scoop-hivemind.biodiversity', 448, 174, 1, 0.1],
  ['american-assembly.bowling-green', 234, 70, 0.7, 0.9],
  ['american-assembly.bowling-green', 1487, 298, 0.25, 0],
];

/** Cuts of the open conversations, of the sizes and densities of small and sparse debates. */
export function sparser(): (readonly [string, Votes])[] {
  const whole = new Map(CONVERSATIONS.map((name) => [name as string, conversation(name)]));
  return CUTS.map(([name, people, statements, kept, busiest], k) => {
    const label = `${name.split(/[-.]/)[0]} ${people} × ${statements}, ${kept}`;
    return [label, cut(whole.get(name)!, people, statements, kept, busiest, k + 1)] as const;
  });
}

function cut(
  votes: Votes,
  people: number,
  statements: number,
  kept: number,
  busiest: number,
  seed: number,
): Votes {
  const draw = random(seed);
  const byPerson = new Float64Array(votes.participants.length);
  const byStatement = new Float64Array(votes.statements.length);
  const person = new Int32Array(votes.value.length);
  for (let i = 0; i < byPerson.length; i++) {
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      person[v] = i;
      byPerson[i]++;
      byStatement[votes.statement[v]]++;
    }
  }
  const choose = (counts: Float64Array, size: number) => {
    const most = Math.max(...counts);
    const score = counts.map((count) => (busiest * count) / most + (1 - busiest) * draw());
    return new Set([...counts.keys()].sort((a, b) => score[b] - score[a]).slice(0, size));
  };
  const inside = choose(byPerson, people);
  const about = choose(byStatement, statements);
  const left = [...votes.value.keys()].filter(
    (v) => inside.has(person[v]) && about.has(votes.statement[v]) && draw() < kept,
  );
  const chosen = [...inside];
  const claims = [...about];
  const rowOf = new Map(chosen.map((i, row) => [i, row]));
  const columnOf = new Map(claims.map((j, column) => [j, column]));
  return votesFromArrays({
    participants: chosen.map((i) => votes.participants[i]),
    statements: claims.map((j) => votes.statements[j]),
    participant: left.map((v) => rowOf.get(person[v])!),
    statement: left.map((v) => columnOf.get(votes.statement[v])!),
    value: left.map((v) => votes.value[v]),
  });
}
