import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@abord/release';
import type { TrialPlan } from './schema.ts';

/**
 * The very text that is hashed when a trial starts: the plan, the version of the engine that will read it, and the
 * hash of the seed that the ways will follow from. Anybody may read it; the seed itself is shown once all is over.
 */
export function frozenPlan(plan: TrialPlan, seed: string, version: string): string {
  const seedHash = createHash('sha256').update(`trial seed ${seed}`).digest('hex');
  return canonicalJson({ plan, engine: { name: 'effect', version }, seedHash } as unknown as Json);
}
