/** A task of an occupation, and whether AI has been seen in use on it. */
export interface ObservedTask {
  readonly occupation: string;
  readonly used: boolean;
}

export interface OccupationUse {
  readonly occupation: string;
  readonly tasks: number;
  readonly used: number;
  readonly share: number;
}

/**
 * How far AI is in use, counted in tasks: the share of each occupation's tasks on which it has been seen, and
 * how many occupations reach each threshold. A task is seen in use or not; how often is another question.
 *
 * Every task of the list counts alike, also one that two occupations share. This counts a whole list, so no
 * share of it has an interval; what doubt there is lies in how the uses were seen, and goes with their source.
 * Occupations come by code. Throws a RangeError where there is no task. O(n log n). SPEC E6.
 *
 * @example
 * observedUse([{ occupation: 'a', used: true }, { occupation: 'a', used: false }], [0.25, 0.75]);
 * // { occupations: [{ occupation: 'a', tasks: 2, used: 1, share: 0.5 }],
 * //   reached: [{ threshold: 0.25, occupations: 1, share: 1 }, { threshold: 0.75, occupations: 0, share: 0 }] }
 */
export function observedUse(tasks: Iterable<ObservedTask>, thresholds: readonly number[] = [0.25, 0.75]) {
  const counts = new Map<string, { tasks: number; used: number }>();
  for (const { occupation, used } of tasks) {
    const { tasks, used: before } = counts.get(occupation) ?? { tasks: 0, used: 0 };
    counts.set(occupation, { tasks: tasks + 1, used: before + (used ? 1 : 0) });
  }
  if (counts.size === 0) throw new RangeError('observedUse: there is no task');
  const occupations: OccupationUse[] = [...counts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([occupation, { tasks, used }]) => ({ occupation, tasks, used, share: used / tasks }));
  const reached = thresholds.map((threshold) => {
    const reaching = occupations.filter(({ share }) => share >= threshold).length;
    return { threshold, occupations: reaching, share: reaching / occupations.length };
  });
  return { occupations, reached };
}
