import { createHash } from 'node:crypto';
import { frozenPlan } from './frozenPlan.ts';
import type { TrialPlan } from './schema.ts';

/**
 * The hash under which a plan is frozen (`frozenPlan`), so that anybody who is shown plan, version and seed afterwards
 * can see that nothing was changed in between.
 */
export function planHash(plan: TrialPlan, seed: string, version: string): string {
  return createHash('sha256')
    .update(frozenPlan(plan, seed, version))
    .digest('hex');
}
