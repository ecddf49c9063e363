import { howTasks } from './howTasks.ts';
import type { WorkSaid } from './schema.ts';

/**
 * The screen at which somebody goes on who has stopped: the first of which nothing is said yet, as the end of its
 * address below that of the question.
 *
 * @example nextStep({ job: 'nurse', tasks: [] }) // 'tasks'
 */
export function nextStep(said: WorkSaid): string {
  if (said.tasks.length === 0) return 'tasks';
  if (said.tasks.some(({ use }) => use === undefined)) return 'ai';
  const how = howTasks(said).findIndex(
    ({ mode, since, quality, time }) => mode === undefined && !since && !quality && !time,
  );
  if (how >= 0) return `how/${how + 1}`;
  return said.skills ? 'done' : 'skills';
}
