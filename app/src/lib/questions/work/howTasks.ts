import { shares, type TaskSaid, type WorkSaid } from './schema.ts';

/** Screens on how AI is used: what three minutes hold. */
const MOST = 6;

/** The tasks in which AI is used of which more is asked: those that take most of her time first. */
export function howTasks({ tasks }: Pick<WorkSaid, 'tasks'>): readonly TaskSaid[] {
  const used = tasks.filter(({ use }) => use === 'yes');
  return shares.flatMap((share) => used.filter((task) => task.share === share)).slice(0, MOST);
}
