import { earlierCells } from '#lib/store/earlierCells.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Jobs } from '../jobs.ts';
import { type Published, publish, type Ready } from '../publish.server.ts';
import { readGains } from './data.server.ts';
import { listTrials } from './trials/data.server.ts';
import { endTrial } from './trials/mutations.server.ts';
import { releaseTrial } from './trials/release.server.ts';

/**
 * Publishes what people said in answer to « À qui profite l’IA ? », as `releaseWork` does what they said of their work,
 * and the results of its trials where their rules let them be shown; once it is closed they have ended. Nothing where the inquiry does not ask it.
 *
 * Throws a RangeError where there is no such inquiry.
 */
export async function releaseGains(
  store: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'gains' | 'trial'>,
): Promise<Published | undefined> {
  const { db } = store;
  const row = await db
    .selectFrom('inquiry')
    .select(['questions', 'state'])
    .where('id', '=', inquiry)
    .executeTakeFirst();
  if (!row) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  if (!(JSON.parse(row.questions) as unknown[]).includes('gains')) return undefined;
  const today = new Date().toISOString().slice(0, 10);
  for (const { number } of await listTrials(db, inquiry)) {
    // Nobody enters tasks any more.
    if (row.state === 'closed') await endTrial(db, { inquiry, number }, today);
    await releaseTrial(store, { inquiry, number }, engine, today);
  }
  return publish(db, { inquiry, question: 'gains', whole: 'all', saidOnce: true }, () =>
    freeze(db, inquiry, engine),
  );
}

async function freeze(db: Database, inquiry: string, engine: Pick<Jobs, 'gains'>): Promise<Ready> {
  const box = await readGains(db, inquiry);
  if (!box) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  const { ballots, ...gains } = box;
  const earlier = await earlierCells(db, inquiry, 'gains', ballots);
  const { frozen, order } = await engine.gains({ ...gains, ...(earlier.cells.length > 0 && { earlier }) });
  return { frozen, ballots: Array.from(order, (person) => ballots[person]) };
}
