import type { Profile } from './profileEffects.ts';

/**
 * A profile of people by how they did before the trial: parts of about equal size by their mean outcome on
 * earlier tasks, lowest first. Grouped by the trial's own times instead, slow people are partly people who were
 * unlucky once; they come back to their own pace, and seem to gain most.
 *
 * `before` are rows of earlier tasks, person by code; `people` maps each row of the trial to its person. Everybody
 * in the trial needs an earlier task. Throws a RangeError where somebody has none, and for parts under two.
 * SPEC.md, M4. O(rows + people log people).
 *
 * @example
 * baselineProfile({ name: 'pace', person: [0, 0, 1, 2], outcome: [3, 4, 9, 6], people: [2, 1, 0, 0], parts: 3 })
 * // { codes: [1, 2, 0, 0], levels: 3, labels: ['1', '2', '3'], … }
 */
export function baselineProfile({
  name,
  person,
  outcome,
  people,
  parts = 2,
}: {
  readonly name: string;
  readonly person: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  readonly people: ArrayLike<number>;
  readonly parts?: number;
}): Profile {
  if (!(Number.isSafeInteger(parts) && parts >= 2))
    throw new RangeError(`a profile has two parts, not ${parts}`);
  if (person.length !== outcome.length)
    throw new RangeError(`${person.length} people for ${outcome.length} earlier outcomes`);
  const sums = new Map<number, { sum: number; count: number }>();
  for (let row = 0; row < person.length; row++) {
    const known = sums.get(person[row]) ?? { sum: 0, count: 0 };
    sums.set(person[row], { sum: known.sum + outcome[row], count: known.count + 1 });
  }
  const present = [...new Set(Array.from(people))];
  const without = present.find((one) => !sums.has(one));
  if (without !== undefined) throw new RangeError(`person ${without} has no task before the trial`);
  const mean = (one: number) => sums.get(one)!.sum / sums.get(one)!.count;
  present.sort((a, b) => mean(a) - mean(b) || a - b);
  const part = new Map(present.map((one, rank) => [one, Math.floor((rank * parts) / present.length)]));
  return {
    name,
    codes: Int32Array.from(people, (one) => part.get(one)!),
    levels: parts,
    labels: Array.from({ length: parts }, (_, k) => String(k + 1)),
  };
}
