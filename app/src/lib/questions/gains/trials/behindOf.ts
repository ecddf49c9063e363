import type { BoxTrial } from './data.server.ts';
import { recordsOf } from './recordsOf.ts';
import type { Outcome } from './schema.ts';

/** How many of somebody's tasks stand behind the effect, behind what was believed after tasks, and behind marks. */
export type Behind = Readonly<Record<'all' | 'after' | 'quality', number>>;

/**
 * Of each person, so that a newer result is held against the one before: where these numbers are the same, what was
 * said of her is taken to be the same. Linear in the number of tasks.
 */
export function behindOf(tasks: BoxTrial['tasks'], outcome: Outcome): Behind[] {
  const guessed = tasks.map((own) => own.filter(({ guess }) => guess !== undefined));
  const [all, after, quality] = [
    recordsOf(tasks, outcome),
    recordsOf(guessed, outcome),
    recordsOf(tasks, 'quality'),
  ].map(({ person }) => {
    const counts = new Array<number>(tasks.length).fill(0);
    for (const one of person) counts[one]!++;
    return counts;
  });
  return tasks.map((_, person) => ({
    all: all![person]!,
    after: after![person]!,
    quality: quality![person]!,
  }));
}
