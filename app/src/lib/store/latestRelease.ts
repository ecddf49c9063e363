import type { Database } from './schema.ts';

export interface StoredRelease {
  readonly number: number;
  /** To be opened with `reopen(bytes, hash)` and by nothing else. */
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly day: string;
}

/** The release of this question that stands now; nothing where none has been made. */
export async function latestRelease(
  db: Database,
  inquiry: string,
  question: string,
): Promise<StoredRelease | undefined> {
  return db
    .selectFrom('release')
    .select(['number', 'bytes', 'hash', 'day'])
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}
