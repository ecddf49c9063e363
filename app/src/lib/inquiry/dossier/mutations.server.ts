import type { Database } from '#lib/store/schema.ts';
import type { Notice } from './schema.ts';

/** Keeps what the organisation says of itself in an inquiry's file, in the place of what it said before. */
export async function saveNotice(db: Database, inquiry: string, notice: Notice): Promise<void> {
  await db
    .updateTable('inquiry')
    .set({ notice: JSON.stringify(notice) })
    .where('id', '=', inquiry)
    .execute();
}
