import { sql } from 'kysely';
import { jsonRows } from './jsonRows.ts';
import type { Database } from './schema.ts';

/**
 * Writes the comments of these inquiries anew, in the order of their random ids: PostgreSQL keeps rows where
 * they came in, under the transaction that they came with. SQLite keeps them in the order of their ids.
 */
export async function mixComments(db: Database, inquiries: readonly string[]): Promise<void> {
  const comments = await db
    .deleteFrom('comment')
    .where('inquiry', 'in', inquiries)
    .returning(['id', 'inquiry', 'author_hash', 'texts', 'state', 'edited', 'reason'])
    .execute();
  const rows = comments.map(({ id, inquiry, author_hash, texts, state, edited, reason }) => [
    ...[id, inquiry, author_hash, texts, state, edited, reason],
  ]);
  rows.sort(([a], [b]) => (a! < b! ? -1 : 1));
  for (const part of jsonRows(rows)) {
    await sql`
      insert into comment (id, inquiry, author_hash, texts, state, edited, reason)
      select entry.value ->> 0, entry.value ->> 1, entry.value ->> 2, entry.value ->> 3, entry.value ->> 4,
        cast(entry.value ->> 5 as integer), entry.value ->> 6
      from json_each(${part}) as entry`.execute(db);
  }
}
