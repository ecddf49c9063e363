import * as v from 'valibot';

/** What somebody says of her work; never her own words for it, which serve to find the job and are then forgotten. */

/** How much of her time a task takes. */
export const shares = ['much', 'some', 'little'] as const;
/** Whether an AI tool is used in it; `tried`: once or twice, and no more. */
export const uses = ['none', 'tried', 'yes'] as const;
/** Who does the task when one is used: the tool, with somebody who reads over it, or both by turns. */
export const modes = ['alone', 'together'] as const;
export const sinces = ['weeks', 'months', 'years'] as const;
export const qualities = ['better', 'same', 'worse'] as const;
export const times = ['less', 'same', 'more'] as const;

/** Skills in a closed list: words of one's own could tell who wrote them. */
export const skillKeys = [
  'write',
  'read',
  'search',
  'check',
  'calculate',
  'code',
  'gesture',
  'judge',
  'listen',
  'explain',
  'languages',
  'organise',
  'imagine',
  'ask-ai',
] as const;
export type SkillKey = (typeof skillKeys)[number];

/** The lists in which skills are ticked. */
export const skillLists = ['gain', 'lose', 'need', 'trained'] as const;

const key = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9:.-]{0,63}$/i));

const taskSaid = v.strictObject({
  /** `job/task` of a built-in job, or an imported task's own id. */
  task: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9:./-]{0,95}$/i)),
  share: v.picklist(shares),
  use: v.optional(v.picklist(uses)),
  mode: v.optional(v.picklist(modes)),
  since: v.optional(v.picklist(sinces)),
  quality: v.optional(v.picklist(qualities)),
  time: v.optional(v.picklist(times)),
});

/** Tasks that one person may name. */
export const MOST_TASKS = 24;

const skills = v.pipe(v.array(v.picklist(skillKeys)), v.maxLength(skillKeys.length));

export const workSaid = v.strictObject({
  /** Id of a built-in job; absent: another, or none that she said. */
  job: v.optional(key),
  /** ISCO-08 unit group: the job's own, or alone one that she chose from a published list. */
  isco: v.optional(v.pipe(v.string(), v.regex(/^\d{4}$/))),
  tasks: v.pipe(v.array(taskSaid), v.maxLength(MOST_TASKS)),
  skills: v.optional(v.strictObject({ gain: skills, lose: skills, need: skills, trained: skills })),
});

export type WorkSaid = v.InferOutput<typeof workSaid>;
export type TaskSaid = v.InferOutput<typeof taskSaid>;
