import type { Database } from '#lib/store/schema.ts';
import type { CommentKind } from './schema.ts';

/** Lets the moderators of an inquiry see what has come in: all of it, or all of one kind. */
export async function handOver(db: Database, inquiry: string, kind?: CommentKind): Promise<void> {
  await db
    .updateTable('comment')
    .set({ state: 'waiting' })
    .where('inquiry', '=', inquiry)
    .where('state', '=', 'arrived')
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .execute();
}
