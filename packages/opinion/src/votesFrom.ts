import type { VoteRow, Votes } from './votes.ts';
import { votesFromArrays } from './votesFromArrays.ts';

/**
 * Brings votes that come as rows, in any order, into the canonical order that every other function
 * expects: integer ids first, by number, then the other ids by code unit.
 *
 * `statements` and `participants` name those who should be listed although nobody voted on them, or
 * they on nothing; ids found in the rows are added. `weights` gives a positive weight to some people
 * (the others weigh 1); weights are divided by their mean. Throws a RangeError for a value that is not
 * a vote or for two votes by one person on one statement: which of them counts is the caller's to say.
 * Linear in the rows after sorting the ids.
 *
 * @example
 * votesFrom([
 *   { participant: 'b', statement: '2', vote: 1 },
 *   { participant: 'a', statement: '10', vote: -1 },
 * ])
 * // participants ['a', 'b'], statements ['2', '10'], offsets [0, 1, 2], statement [1, 0], value [-1, 1]
 */
export function votesFrom(
  rows: Iterable<VoteRow>,
  options: {
    readonly statements?: readonly string[];
    readonly participants?: readonly string[];
    readonly weights?: ReadonlyMap<string, number>;
  } = {},
): Votes {
  const people = new Map<string, number>();
  const claims = new Map<string, number>();
  for (const id of options.participants ?? []) place(people, id);
  for (const id of options.statements ?? []) place(claims, id);
  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  for (const row of rows) {
    participant.push(place(people, row.participant));
    statement.push(place(claims, row.statement));
    value.push(row.vote);
  }
  const participants = [...people.keys()];
  const { weights } = options;
  return votesFromArrays({
    participants,
    statements: [...claims.keys()],
    participant,
    statement,
    value,
    ...(weights && { weight: participants.map((id) => weights.get(id) ?? 1) }),
  });
}

function place(places: Map<string, number>, id: string): number {
  const known = places.get(id);
  if (known !== undefined) return known;
  places.set(id, places.size);
  return places.size - 1;
}
