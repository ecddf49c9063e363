import { METR, type SizeWish } from './sizesOf.ts';

/** What is asked of the size page: each field as it was typed. */
export const sizeFields = ['tasks', 'people', 'spread', 'differ', 'supposed'] as const;
export type SizeField = (typeof sizeFields)[number];

/**
 * The size that was asked for, or the fields that hold none. What is left empty is what the plan says, and of spreads
 * what METR found; without a supposed effect nothing is said of it.
 *
 * @example wishOf({ tasks: '100', supposed: '10' }, { tasks: 40, people: 12 }) // { wish: { tasks: 100, people: 12, … } }
 */
export function wishOf(
  typed: Readonly<Partial<Record<SizeField, string>>>,
  plan: { readonly tasks: number; readonly people: number },
): { readonly wish: SizeWish } | { readonly faults: readonly SizeField[] } {
  const faults: SizeField[] = [];
  function numberOf(field: SizeField, least: number, most: number, otherwise: number, whole = false): number {
    const text = (typed[field] ?? '').replace(/\s/g, '').replace(',', '.');
    if (text === '') return otherwise;
    const value = (whole ? /^\d{1,6}$/ : /^\d{1,6}(\.\d{1,6})?$/).test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    faults.push(field);
    return otherwise;
  }
  const people = numberOf('people', 2, 2000, plan.people, true);
  const tasks = numberOf('tasks', 20, 5000, plan.tasks, true);
  const sd = numberOf('spread', 0.05, 5, METR.sd);
  const tau = numberOf('differ', 0, 2, METR.tau);
  const supposed = numberOf('supposed', 1, 95, 0);
  if (faults.length === 0 && tasks < 2 * people) faults.push('people');
  if (faults.length > 0) return { faults };
  return { wish: { tasks, people, sd, tau, ...(supposed > 0 && { supposed: supposed / 100 }) } };
}
