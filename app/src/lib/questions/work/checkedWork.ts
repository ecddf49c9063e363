import * as v from 'valibot';
import { builtInJobs, builtInTasks } from '#lib/references/builtInJobs.ts';
import { groupNames } from './groupNames.ts';
import { skillKeys, type WorkSaid, workSaid } from './schema.ts';

/** Why it is not what may be said of one's work. */
export type WorkFault = 'unknown-job' | 'unknown-task' | 'task-twice' | 'many-tasks' | 'malformed';

/**
 * What somebody says of her work, once it is sure that it is nothing else: a job and tasks that are known here, each
 * task once, and how AI is used only where it is used. The unit group is the job's own, whatever was sent; without a
 * job it is one of ISCO-08.
 *
 * @example checkedWork({ job: 'nurse', tasks: [] }) // { said: { job: 'nurse', isco: '2221', tasks: [] } }
 * @example checkedWork({ job: 'pope', tasks: [] }) // { fault: 'unknown-job' }
 */
export function checkedWork(
  given: unknown,
): { readonly said: WorkSaid; readonly fault?: undefined } | { readonly fault: WorkFault } {
  const sent = v.safeParse(workSaid, given);
  if (!sent.success) {
    const tasks = sent.issues.some(({ type, path }) => type === 'max_length' && path?.[0]?.key === 'tasks');
    return { fault: tasks ? 'many-tasks' : 'malformed' };
  }
  const { job, isco, tasks, skills } = sent.output;
  const known = job === undefined ? undefined : builtInJobs.get(job);
  if (job !== undefined && !known) return { fault: 'unknown-job' };
  if (!known && isco !== undefined && !groupNames.has(isco.slice(0, 3))) return { fault: 'unknown-job' };
  if (tasks.some(({ task }) => !builtInTasks.has(task))) return { fault: 'unknown-task' };
  if (new Set(tasks.map(({ task }) => task)).size < tasks.length) return { fault: 'task-twice' };
  return {
    said: {
      ...(known ? { job: known.id, isco: known.isco } : isco !== undefined && { isco }),
      tasks: tasks.map(({ mode, since, quality, time, ...task }) => ({
        ...task,
        ...(task.use === 'yes' && {
          ...(mode && { mode }),
          ...(since && { since }),
          ...(quality && { quality }),
          ...(time && { time }),
        }),
      })),
      ...(skills && {
        skills: {
          gain: inOrder(skills.gain),
          lose: inOrder(skills.lose),
          need: inOrder(skills.need),
          trained: inOrder(skills.trained),
        },
      }),
    },
  };
}

/** Each once, in the order of the list. */
function inOrder(ticked: readonly string[]) {
  return skillKeys.filter((key) => ticked.includes(key));
}
