/** Positions of votes, those of person 0 first, then of person 1…, each person's in their given order. */
export function byPerson(person: ArrayLike<number>, people: number): Int32Array {
  const next = new Int32Array(people + 1);
  for (let vote = 0; vote < person.length; vote++) next[person[vote] + 1]++;
  for (let i = 0; i < people; i++) next[i + 1] += next[i];
  const order = new Int32Array(person.length);
  for (let vote = 0; vote < person.length; vote++) order[next[person[vote]]++] = vote;
  return order;
}
