import type { OwnTask } from './data.server.ts';

/** One of her tasks as she may see it. */
export type ShownTask = Omit<OwnTask, 'label' | 'runs' | 'rating'> & { readonly asked: boolean };

/**
 * Her task without what she may not see yet, or never needs: the measured time stays hidden until she has guessed it,
 * on every page and in every file.
 */
export function shownTask({ label: _, runs: __, rating, minutes, ...task }: OwnTask): ShownTask {
  return {
    ...task,
    asked: rating !== undefined,
    ...(task.step === 'guessed' && minutes !== undefined && { minutes }),
  };
}
