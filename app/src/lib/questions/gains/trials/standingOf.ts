import type { TrialPlan } from './schema.ts';

/** Whether a trial's result may be shown now, by the rule that was frozen with its plan. */
export type Standing =
  /** Finished tasks are still too few; `at`: so many are needed for the next result. */
  | { readonly show: false; readonly at: number }
  /** `look` of `looks`, both counted from 1, at this share of what was planned; the last one ends the trial. */
  | { readonly show: true; readonly look: number; readonly looks: number; readonly share: number }
  /** By an interval that may be watched at any time. */
  | { readonly show: true; readonly always: true };

/**
 * When a result may be shown: `once` with all planned tasks, `looks` at each of as many equal shares of them,
 * `always` from twenty tasks on. A trial that has ended shows what there is, whatever its rule: no more will come.
 */
export function standingOf(
  { rule, tasks, looks }: Pick<TrialPlan, 'rule' | 'tasks' | 'looks'>,
  finished: number,
  ended: boolean,
): Standing {
  if (rule === 'always') {
    return finished >= FIRST || ended ? { show: true, always: true } : { show: false, at: FIRST };
  }
  const all = rule === 'once' ? 1 : looks;
  const reached = Math.floor((Math.min(finished, tasks) * all) / tasks);
  if (ended || reached === all) {
    return { show: true, look: all, looks: all, share: ended ? Math.max(finished / tasks, 0) : 1 };
  }
  if (reached === 0 || rule === 'once') return { show: false, at: Math.ceil(tasks / all) };
  return { show: true, look: reached, looks: all, share: reached / all };
}

/** Finished tasks before which nothing is told of a trial that may be watched. */
const FIRST = 20;
