/**
 * The standard error that a trial of equal arms will have: √(4 sd² / tasks + tau² / people). `sd` is the spread
 * of the outcome that forecasts and persons leave, `tau` that of effects between people (0 unless given): past
 * some number more tasks of the same people stop helping.
 *
 * Throws a RangeError for sizes that are none. SPEC.md, T3. O(1).
 *
 * @example
 * trialError({ sd: 0.637, tasks: 246, tau: 0.17, people: 16 }) // 0.0917
 */
export function trialError({
  sd,
  tasks,
  tau = 0,
  people = 1,
}: {
  readonly sd: number;
  readonly tasks: number;
  readonly tau?: number;
  readonly people?: number;
}): number {
  if (!(sd > 0 && tau >= 0)) throw new RangeError(`spreads are above 0, not ${sd} and ${tau}`);
  if (!(tasks >= 2 && people >= 1)) throw new RangeError(`${tasks} tasks of ${people} people are no trial`);
  return Math.sqrt((4 * sd * sd) / tasks + (tau * tau) / people);
}
