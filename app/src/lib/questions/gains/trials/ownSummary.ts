import { type Arm, arms, type TrialTask } from './schema.ts';

/** Of one's own tasks of one way: how many, and simple means, in minutes. */
export interface OwnMeans {
  readonly tasks: number;
  /** What she had forecast for this way. */
  readonly forecast: number;
  /** What it took, mending included. */
  readonly took: number;
  /** What she thought it had taken, before she saw it. */
  readonly guessed: number;
}

/**
 * Her own forecasts against facts, for herself alone: of accepted tasks whose time she has guessed and seen. Nothing as
 * long as she has none of one way. Linear in the number of tasks.
 *
 * @example ownSummary([]) // undefined
 */
export function ownSummary(tasks: readonly TrialTask[]): Readonly<Record<Arm, OwnMeans>> | undefined {
  const [withAi, without] = arms.map((arm) => meansOf(tasks, arm));
  return withAi && without ? { with: withAi, without } : undefined;
}

function meansOf(tasks: readonly TrialTask[], of: Arm): OwnMeans | undefined {
  const seen = tasks.flatMap(({ arm, step, ended, forecast, minutes, rework = 0, guess }) =>
    arm === of && step === 'guessed' && ended === 'accepted' && forecast && minutes !== undefined && guess
      ? [{ forecast: forecast[of].median, took: minutes + rework, guessed: guess.took }]
      : [],
  );
  if (seen.length === 0) return undefined;
  const mean = (key: 'forecast' | 'took' | 'guessed') =>
    seen.reduce((sum, task) => sum + task[key], 0) / seen.length;
  return { tasks: seen.length, forecast: mean('forecast'), took: mean('took'), guessed: mean('guessed') };
}
