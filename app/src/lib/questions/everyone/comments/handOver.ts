import type { Database } from '#lib/store/schema.ts';

/** Lets the moderators of an inquiry see the comments that have come in. */
export async function handOver(db: Database, inquiry: string): Promise<void> {
  await db
    .updateTable('comment')
    .set({ state: 'waiting' })
    .where('inquiry', '=', inquiry)
    .where('state', '=', 'arrived')
    .execute();
}
