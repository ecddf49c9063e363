import * as v from 'valibot';
import { type NotSaid, say, unsay } from '#lib/entry/said/mutations.server.ts';
import type { Database } from '#lib/store/schema.ts';
import { type GainsSaid, gainsSaid, savedHours } from './schema.ts';

/**
 * Keeps what the holder of this secret says of what AI gives or costs her, in the place of what she had said. What
 * became of the time is kept only where time was saved. `refused`: it is nothing that may be said.
 */
export function sayGains(
  db: Database,
  whose: { readonly inquiry: string; readonly secret: string },
  given: unknown,
): Promise<NotSaid | undefined> {
  return say<GainsSaid>(db, { ...whose, question: 'gains' }, () => {
    const sent = v.safeParse(gainsSaid, given);
    if (!sent.success) return undefined;
    const { became, ...said } = sent.output;
    return { ...said, ...(became && savedHours.includes(said.hours) && { became }) };
  });
}

/** Takes it back. Says whether there was anything. */
export function eraseGains(db: Database, inquiry: string, secret: string): Promise<boolean> {
  return unsay(db, { inquiry, secret, question: 'gains' });
}
