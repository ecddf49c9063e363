import * as v from 'valibot';
import { isTaskId } from './schema.ts';

/**
 * Timers that run: they live in her browser alone, in one cookie. The box has no time of day; it is told minutes once
 * a run has ended.
 */

/** One run of a timer. */
export interface Timer {
  /** Number of the trial, and id of the task. */
  readonly trial: number;
  readonly task: string;
  /** Drawn at random: the same run sent twice counts once. */
  readonly run: string;
  /** When it was started, in seconds. */
  readonly at: number;
}

/** Timers that may run at once in one browser. */
export const MOST_TIMERS = 8;

/** Seconds that one run may count: what is left running over a day was forgotten. */
export const LONGEST_RUN = 86_400;

const timer = v.strictObject({
  trial: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999_999)),
  task: v.pipe(v.string(), v.check(isTaskId)),
  run: v.pipe(v.string(), v.regex(/^[a-z2-9]{10}$/)),
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/**
 * The timers of a cookie at this second. What is malformed, doubled, or starts in the future is no timer, and what is
 * beyond `MOST_TIMERS` neither.
 *
 * @example timersIn('[{"trial":1,"task":"k7vd2m9xqa","run":"hgcyzreunf","at":100}]', 160) // that timer
 */
export function timersIn(cookie: string | undefined, now: number): Timer[] {
  if (!cookie || cookie.length > 4_096) return [];
  let read: unknown;
  try {
    read = JSON.parse(cookie);
  } catch {
    return [];
  }
  const timers: Timer[] = [];
  for (const one of Array.isArray(read) ? read : []) {
    if (timers.length === MOST_TIMERS) break;
    if (v.is(timer, one) && one.at <= now && !runningOn(timers, one)) timers.push(one);
  }
  return timers;
}

/** The timer that runs on this task. */
export function runningOn(timers: readonly Timer[], which: Pick<Timer, 'trial' | 'task'>): Timer | undefined {
  return timers.find(({ trial, task }) => trial === which.trial && task === which.task);
}

/** The timers with this one started; the same where one runs on its task already, nothing where too many run. */
export function started(timers: readonly Timer[], timer: Timer): readonly Timer[] | undefined {
  if (runningOn(timers, timer)) return timers;
  return timers.length < MOST_TIMERS ? [...timers, timer] : undefined;
}

/** The timers without those of this task; of this whole trial where none is named. */
export function stopped(
  timers: readonly Timer[],
  which: { readonly trial: number; readonly task?: string },
): Timer[] {
  return timers.filter(
    ({ trial, task }) => trial !== which.trial || (which.task !== undefined && task !== which.task),
  );
}

/**
 * What a run has counted until this second, in minutes; `capped`: it ran longer than one run may count.
 *
 * @example minutesOf({ trial: 1, task: 'k7vd2m9xqa', run: 'hgcyzreunf', at: 100 }, 190) // { minutes: 1.5, capped: false }
 */
export function minutesOf(
  { at }: Timer,
  now: number,
): { readonly minutes: number; readonly capped: boolean } {
  const seconds = Math.max(now - at, 0);
  return { minutes: Math.min(seconds, LONGEST_RUN) / 60, capped: seconds > LONGEST_RUN };
}
