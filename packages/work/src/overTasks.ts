import type { Duration, Mode, Quality, Reported, ReportedTask, Since, Use } from './reported.ts';
import { timeWeights } from './timeWeights.ts';

/** How much of somebody's time is in tasks that she does with AI: nothing, under a quarter, under half, more. */
export type TimeBand = 'none' | 'quarter' | 'half' | 'most';

/** One person's answers over all of her tasks; what she said of none of them is absent. */
export interface OverTasks {
  readonly use: Use;
  /** Share of her time in tasks with AI, 0 to 1. */
  readonly share: number;
  readonly band: TimeBand;
  readonly mode?: Mode | 'both';
  readonly since?: Since;
  readonly quality?: Quality | 'mixed';
  readonly duration?: Duration | 'mixed';
}

/**
 * What one person says over all of her tasks: one answer to each question, so that people are counted and never
 * answers. Nothing where she said of no task whether AI is used in it.
 *
 * Use is the most of her tasks. Her time with AI is what its tasks weigh among those whose use she said, by
 * `timeWeights`. Of tasks with AI: `both` where some are left to it and others done together; `since` the longest;
 * quality and duration by the direction in which they changed, `mixed` where some went one way and some the other.
 * Pure; linear in the tasks. SPEC R1 to R4.
 *
 * @example
 * overTasks({ tasks: [
 *   { task: 'notes', share: 'much', use: 'yes', quality: 'better' },
 *   { task: 'rounds', share: 'some', use: 'none' },
 * ] }); // { use: 'yes', share: 2 / 3, band: 'most', quality: 'better' }
 */
export function overTasks({ tasks }: Reported): OverTasks | undefined {
  const said = tasks.filter(({ use }) => use !== undefined);
  if (said.length === 0) return undefined;
  const withAi = said.filter(({ use }) => use === 'yes');
  const share = weightOf(withAi) / weightOf(said);
  const mode = severalOf(withAi, ({ mode }) => mode, ['alone', 'together'], 'both');
  const since = (['years', 'months', 'weeks'] as const).find((one) =>
    withAi.some((task) => task.since === one),
  );
  const quality = changeOf(withAi, ({ quality }) => quality, ['better', 'worse']);
  const duration = changeOf(withAi, ({ time }) => time, ['less', 'more']);
  return {
    use: withAi.length > 0 ? 'yes' : said.some(({ use }) => use === 'tried') ? 'tried' : 'none',
    share,
    band: bandOf(share),
    ...(mode && { mode }),
    ...(since && { since }),
    ...(quality && { quality }),
    ...(duration && { duration }),
  };
}

function weightOf(tasks: readonly ReportedTask[]): number {
  return tasks.reduce((sum, { share }) => sum + timeWeights[share], 0);
}

function bandOf(share: number): TimeBand {
  if (share === 0) return 'none';
  if (share < 0.25) return 'quarter';
  return share < 0.5 ? 'half' : 'most';
}

/** The one of two that all who said anything said, `several` where both were said. */
function severalOf<One extends string, Several>(
  tasks: readonly ReportedTask[],
  read: (task: ReportedTask) => string | undefined,
  [first, second]: readonly [One, One],
  several: Several,
): One | Several | undefined {
  const has = (one: One) => tasks.some((task) => read(task) === one);
  if (has(first)) return has(second) ? several : first;
  return has(second) ? second : undefined;
}

/** The direction in which tasks changed, `same` where none did. */
function changeOf<Way extends string>(
  tasks: readonly ReportedTask[],
  read: (task: ReportedTask) => Way | 'same' | undefined,
  ways: readonly [Way, Way],
): Way | 'same' | 'mixed' | undefined {
  const way = severalOf(tasks, read, ways, 'mixed' as const);
  return way ?? (tasks.some((task) => read(task) === 'same') ? 'same' : undefined);
}
