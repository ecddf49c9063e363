import type { TaskSaid, WorkSaid } from './schema.ts';

/** The same with these tasks and their shares; what was said of each before stays with it. */
export function withTasks(
  before: WorkSaid | undefined,
  ticked: ReadonlyMap<string, TaskSaid['share']>,
): WorkSaid {
  const said = new Map(before?.tasks.map((task) => [task.task, task]));
  return { ...before, tasks: [...ticked].map(([task, share]) => ({ ...said.get(task), task, share })) };
}
