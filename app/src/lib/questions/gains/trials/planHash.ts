import { createHash } from 'node:crypto';
import { VERSION } from '@abord/effect';
import { canonicalJson, type Json } from '@abord/release';
import type { TrialPlan } from './schema.ts';

/**
 * The hash under which a plan is frozen: of the plan, of the engine's version and of the hash of the seed that the
 * ways will follow from, so that anybody who is shown them afterwards can see that nothing was changed in between.
 */
export function planHash(plan: TrialPlan, seed: string): string {
  const seedHash = createHash('sha256').update(`trial seed ${seed}`).digest('hex');
  return createHash('sha256')
    .update(
      canonicalJson({ plan, engine: { name: 'effect', version: VERSION }, seedHash } as unknown as Json),
    )
    .digest('hex');
}
