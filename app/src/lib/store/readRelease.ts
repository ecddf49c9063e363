import type { StoredRelease } from './latestRelease.ts';
import type { Database } from './schema.ts';

/** One release of a question by its number, also where a newer one has followed; nothing where there is none. */
export async function readRelease(
  db: Database,
  inquiry: string,
  question: string,
  number: number,
): Promise<StoredRelease | undefined> {
  return db
    .selectFrom('release')
    .select(['number', 'bytes', 'hash', 'day'])
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('number', '=', number)
    .executeTakeFirst();
}
