import type { Door } from '#lib/entry/doorKeys.ts';
import type { Database } from './schema.ts';

/** People who came in, by door: at least so many, in steps of five. */
export async function readDoors(db: Database, inquiry: string): Promise<{ readonly [Way in Door]?: number }> {
  const rows = await db
    .selectFrom('door')
    .select(['door', 'people'])
    .where('inquiry', '=', inquiry)
    .orderBy('door')
    .execute();
  return Object.fromEntries(rows.map(({ door, people }) => [door, people]));
}
