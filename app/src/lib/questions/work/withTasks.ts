import type { TaskSaid, WorkSaid } from './schema.ts';

/**
 * The same with these tasks and their shares; what was said of each before stays with it, and so does a task that was
 * not shown: it was ticked in another window.
 */
export function withTasks(
  before: WorkSaid | undefined,
  ticked: ReadonlyMap<string, TaskSaid['share']>,
  shown: ReadonlySet<string>,
): WorkSaid {
  const said = new Map(before?.tasks.map((task) => [task.task, task]));
  const elsewhere = before?.tasks.filter(({ task }) => !shown.has(task) && !ticked.has(task)) ?? [];
  return {
    ...before,
    tasks: [...[...ticked].map(([task, share]) => ({ ...said.get(task), task, share })), ...elsewhere],
  };
}
