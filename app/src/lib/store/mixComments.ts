import { sql } from 'kysely';
import { jsonRows } from './jsonRows.ts';
import type { Database } from './schema.ts';

/**
 * Writes all comments anew, in the order of their random ids, in a file of their own: PostgreSQL keeps rows where
 * they came in, under the transaction that they came with, and what was there before they changed. A name beside
 * a practice would lead to the votes that came just before it. SQLite keeps them in the order of their ids.
 */
export async function mixComments(db: Database): Promise<void> {
  await sql`set local lock_timeout = '250ms'`.execute(db);
  await sql`lock table comment in access exclusive mode`.execute(db);
  const comments = await db
    .selectFrom('comment')
    .select(['inquiry', 'id', 'author_hash', 'kind', 'texts', 'watch', 'sector', 'name', 'state'])
    .select(['edited', 'reason'])
    .orderBy('id')
    .execute();
  await sql`truncate comment`.execute(db);
  for (const part of jsonRows(comments.map(Object.values))) {
    await sql`
      insert into comment
        (inquiry, id, author_hash, kind, texts, watch, sector, name, state, edited, reason)
      select entry.value ->> 0, entry.value ->> 1, entry.value ->> 2, entry.value ->> 3, entry.value ->> 4,
        entry.value ->> 5, entry.value ->> 6, entry.value ->> 7, entry.value ->> 8,
        cast(entry.value ->> 9 as integer), entry.value ->> 10
      from json_each(${part}) as entry`.execute(db);
  }
}
