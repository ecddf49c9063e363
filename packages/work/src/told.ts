import { type Interval, wilson } from '@abord/numbers';

/** How some people answered one question. */
export interface Told<Answer extends string> {
  /** Indices of those who gave an answer, strictly rising. */
  readonly people: Int32Array;
  /** How many of them gave each. */
  readonly counts: Readonly<Record<Answer, number>>;
  /** The share that gave each, with Wilson's 95 % interval; ½, 0 to 1, where nobody answered. */
  readonly shares: Readonly<Record<Answer, Interval>>;
}

/**
 * Counts the answers of some people to one question; whoever gave none is not among them. `answerOf` is asked once
 * a person, in the order given. Pure; linear in the people. SPEC R6.
 *
 * @example
 * told(['yes', 'no'], [0, 1, 2], (person) => [undefined, 'yes', 'no'][person]).people; // Int32Array [1, 2]
 */
export function told<Answer extends string>(
  answers: readonly Answer[],
  people: ArrayLike<number>,
  answerOf: (person: number) => Answer | undefined,
): Told<Answer> {
  const counts = Object.fromEntries(answers.map((answer) => [answer, 0])) as Record<Answer, number>;
  const speaking: number[] = [];
  for (let i = 0; i < people.length; i++) {
    const answer = answerOf(people[i]);
    if (answer === undefined) continue;
    counts[answer]++;
    speaking.push(people[i]);
  }
  return {
    people: Int32Array.from(speaking),
    counts,
    shares: Object.fromEntries(
      answers.map((answer) => [answer, wilson(counts[answer], speaking.length)]),
    ) as Record<Answer, Interval>,
  };
}
