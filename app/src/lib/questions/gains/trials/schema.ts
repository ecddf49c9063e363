import * as v from 'valibot';
import { oneLine } from '#lib/inquiry/oneLine.ts';
import type { Texts } from '../../everyone/debate.ts';

/** A trial: what its hosts plan, and what somebody who takes part says of each of her tasks. */

/** With AI allowed, or without. */
export const arms = ['with', 'without'] as const;
export type Arm = (typeof arms)[number];

/** What is compared: active minutes until a task is accepted, rework included, or a second rater's mark. */
export const outcomes = ['minutes', 'quality'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * When a result may be shown: once, when all planned tasks are done; at some looks announced beforehand, each with its
 * own bound; or at any time, by an interval that may be watched.
 */
export const rules = ['once', 'looks', 'always'] as const;
export type Rule = (typeof rules)[number];

/** Profiles of which the plan says beforehand that they will be compared. */
export const MOST_PROFILES = 3;
/** Kinds of tasks that one trial may have. */
export const MOST_TYPES = 6;

const texts = (longest: number) =>
  v.pipe(
    v.strictObject({ fr: v.exactOptional(oneLine(longest)), en: v.exactOptional(oneLine(longest)) }),
    v.check(({ fr, en }) => Boolean(fr || en), 'missing'),
    v.transform(({ fr, en }): Texts => ({ ...(fr && { fr }), ...(en && { en }) })),
  );

const whole = (least: number, most: number) =>
  v.pipe(
    v.number('not-a-count'),
    v.integer('not-a-count'),
    v.minValue(least, 'too-few'),
    v.maxValue(most, 'too-many'),
  );

/** What is frozen when a trial starts. */
export const trialPlan = v.strictObject({
  /** What its hosts want to know. */
  question: texts(200),
  /** Tasks that may be entered, by kind: each is dealt out by itself. */
  types: v.pipe(
    v.array(
      v.strictObject({ key: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)), label: texts(100) }),
    ),
    v.minLength(1, 'missing'),
    v.maxLength(MOST_TYPES, 'too-many'),
  ),
  outcome: v.picklist(outcomes, 'unknown'),
  /** Keys of the inquiry's lists: chosen before the data, and no other is ever shown. */
  profiles: v.pipe(v.array(v.string()), v.maxLength(MOST_PROFILES, 'too-many')),
  /** Finished tasks that are wanted, and from how many people. */
  tasks: whole(20, 5000),
  people: whole(2, 2000),
  rule: v.picklist(rules, 'unknown'),
  /** Looks where the rule has some, the last one included. */
  looks: whole(2, 5),
  /** The day after which no task is begun, whatever is done by then. */
  lastDay: v.pipe(v.string('missing'), v.regex(/^\d{4}-\d\d-\d\d$/, 'not-a-day')),
});

export type TrialPlan = v.InferOutput<typeof trialPlan>;

/** Where a task stands: each is reached from the one before it, and none is left backwards. */
export const steps = [
  'described',
  'forecast',
  'committed',
  'done',
  'guessed',
  'refused',
  'withdrawn',
] as const;
export type Step = (typeof steps)[number];

/** Why a task was not entered, or was taken out again. */
export const reasons = ['need-ai', 'need-none', 'urgent', 'private', 'other'] as const;
export type Reason = (typeof reasons)[number];

/** Minutes, by tenths: what is less is nothing, a month is not one task. */
export const LEAST_MINUTES = 0.1;
export const MOST_MINUTES = 20_000;
export const minutes = v.pipe(v.number(), v.minValue(LEAST_MINUTES), v.maxValue(MOST_MINUTES));
/** What a timer has counted so far, or was mended: it may be nothing. */
const counted = v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_MINUTES));

/** A forecast of minutes: as likely more as less; four times in five between the other two, where they are given. */
const guess = v.pipe(
  v.strictObject({ median: minutes, low: v.optional(minutes), high: v.optional(minutes) }),
  v.check(({ median, low, high }) => (low ?? median) <= median && median <= (high ?? median), 'order'),
);

export type Guess = v.InferOutput<typeof guess>;

const TASK = /^[a-z2-9]{10}$/;
const id = v.pipe(v.string(), v.regex(TASK));

/** Can this be a task's id? */
export function isTaskId(text: string): boolean {
  return TASK.test(text);
}

/** Runs of the timer that one task may have: each time it is started is one. */
export const MOST_RUNS = 500;

/** One task, as its owner tells it. */
export const trialTask = v.strictObject({
  id,
  type: v.string(),
  /** Her own words for it, sealed with her secret: whoever reads the database reads nothing. */
  label: v.string(),
  /** How well she knows this kind of task, 1 to 5. */
  known: v.picklist([1, 2, 3, 4, 5]),
  step: v.picklist(steps),
  forecast: v.optional(v.strictObject({ with: guess, without: guess })),
  /** Revealed once she has committed. */
  arm: v.optional(v.picklist(arms)),
  /** Which of the ways dealt to her for this kind it was, counted from 0: what is drawn again later is what was dealt. */
  place: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Active time, as her timer has it. */
  minutes: v.optional(counted),
  /** Runs of the timer that were counted, until the task is done: sent again, none counts twice. */
  runs: v.optional(v.pipe(v.array(v.string()), v.maxLength(MOST_RUNS))),
  /** Whether it was brought to an end, and AI used. */
  ended: v.optional(v.picklist(['accepted', 'unfinished'])),
  used: v.optional(v.boolean()),
  /** Minutes of mending after it was accepted. */
  rework: v.optional(counted),
  /** Before she saw the time: what she thinks it took, and what it would have taken the other way. */
  guess: v.optional(v.strictObject({ took: minutes, other: minutes })),
  /** The time is hers: she put it right by hand after having seen it. */
  corrected: v.optional(v.literal(true)),
  reason: v.optional(v.picklist(reasons)),
  /** Hash of the code that she gave to a second rater. */
  rating: v.optional(v.string()),
});

export type TrialTask = v.InferOutput<typeof trialTask>;

/** Tasks that one person may enter in one trial. */
export const MOST_TASKS = 200;

/** Signs of her own words for a task. */
export const TASK_WORDS = 120;

/** All that one person says of one trial. */
export interface TrialSaid {
  readonly tasks: readonly TrialTask[];
  /** Kinds → ways that were dealt to her for tasks that she has erased since: none is dealt a second time. */
  readonly dealt?: Readonly<Record<string, number>>;
}
