import type { Job, Task } from '#lib/references/builtInJobs.ts';

/** Tasks that tell a job from those beside it. */
const MOST = 2;

/** The first tasks of a job that none of the others has, so that somebody sees which one is hers. */
export function ownTasks(job: Job, beside: readonly Job[]): readonly Task[] {
  const others = new Set(beside.flatMap(({ id, tasks }) => (id === job.id ? [] : tasks.map(({ fr }) => fr))));
  return job.tasks.filter(({ fr }) => !others.has(fr)).slice(0, MOST);
}
