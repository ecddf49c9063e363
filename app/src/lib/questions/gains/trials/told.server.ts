import { inTurn } from '#lib/store/inTurn.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Behind } from './behindOf.ts';
import type { Which } from './mutations.server.ts';

/**
 * Results of a trial, by their hashes, with what of each person stood behind them. The one that stands is among them,
 * and those that somebody was about to publish: who stopped in between leaves no result without its own.
 */
export type Told = Readonly<Record<string, Readonly<Record<string, Behind>>>>;

/** Results that are remembered beside the one that stands. */
const PENDING = 3;

export async function readTold(db: Database, { inquiry, number }: Which): Promise<Told> {
  const row = await db
    .selectFrom('trial')
    .select('told')
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
  return JSON.parse(row?.told ?? '{}');
}

/** Remembers what stands behind a result before it is published, beside the one that stands. */
export async function keepTold(
  db: Database,
  which: Which,
  result: {
    readonly stands: string | undefined;
    readonly next: string;
    readonly behind: Readonly<Record<string, Behind>>;
  },
): Promise<void> {
  const { stands, next, behind } = result;
  await inTurn(db, which.inquiry, async (db) => {
    const others = Object.entries(await readTold(db, which)).filter(([hash]) => hash !== next);
    const standing = others.filter(([hash]) => hash === stands);
    const pending = others.filter(([hash]) => hash !== stands).slice(-PENDING);
    await writeTold(db, which, Object.fromEntries([...standing, ...pending, [next, behind]]));
  });
}

/** Within the transaction of whoever erases: how many tasks of hers stood behind results. */
export async function forgetTold(db: Database, which: Which, author: string): Promise<void> {
  const told = await readTold(db, which);
  if (!Object.values(told).some((behind) => Object.hasOwn(behind, author))) return;
  const without = Object.entries(told).map(([hash, { [author]: _, ...others }]) => [hash, others]);
  await writeTold(db, which, Object.fromEntries(without));
}

async function writeTold(db: Database, { inquiry, number }: Which, told: Told): Promise<void> {
  await db
    .updateTable('trial')
    .set({ told: JSON.stringify(told) })
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .execute();
}
