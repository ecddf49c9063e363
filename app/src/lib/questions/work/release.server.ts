import { earlierCells } from '#lib/store/earlierCells.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Jobs } from '../jobs.ts';
import { type Published, publish, type Ready } from '../publish.server.ts';
import { readWork } from './data.server.ts';

/**
 * Publishes what people said of their work, as `releaseEveryone` does what they voted: the same people give the same
 * release, and where the difference to an earlier one would tell too few of them, that one stays.
 *
 * Nothing comes back, and nothing is published, where the inquiry does not ask this question. Throws a RangeError
 * where there is no such inquiry.
 */
export async function releaseWork(
  { db }: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'work'>,
): Promise<Published | undefined> {
  if (!(await asksWork(db, inquiry))) return undefined;
  return publish(db, { inquiry, question: 'work', whole: 'all', saidOnce: true }, () =>
    freeze(db, inquiry, engine),
  );
}

async function asksWork(db: Database, inquiry: string): Promise<boolean> {
  const row = await db.selectFrom('inquiry').select('questions').where('id', '=', inquiry).executeTakeFirst();
  if (!row) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  return (JSON.parse(row.questions) as unknown[]).includes('work');
}

async function freeze(db: Database, inquiry: string, engine: Pick<Jobs, 'work'>): Promise<Ready> {
  const box = await readWork(db, inquiry);
  if (!box) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  const { ballots, ...work } = box;
  const earlier = await earlierCells(db, inquiry, 'work', ballots);
  const { frozen, order } = await engine.work({ ...work, ...(earlier.cells.length > 0 && { earlier }) });
  return { frozen, ballots: Array.from(order, (person) => ballots[person]) };
}
