import type { Withdrawn } from './progress.ts';
import type { Moment } from './script.ts';

/**
 * A moment without the statements that are no longer put to the vote. Pure.
 *
 * @example standing({ kind: 'vote', statements: ['a', 'b'] }, new Set(['a'])) // { kind: 'vote', statements: ['b'] }
 */
export function standing(moment: Moment, withdrawn: Withdrawn): Moment {
  if (!('statements' in moment)) return moment;
  return { ...moment, statements: moment.statements.filter((id) => !withdrawn.has(id)) };
}
