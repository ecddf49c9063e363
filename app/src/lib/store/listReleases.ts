import type { Database } from './schema.ts';

/** The register of an inquiry's releases, by question and number, without their bytes. */
export async function listReleases(
  db: Database,
  inquiry: string,
): Promise<{ question: string; number: number; hash: string; day: string }[]> {
  return db
    .selectFrom('release')
    .select(['question', 'number', 'hash', 'day'])
    .where('inquiry', '=', inquiry)
    .orderBy('question')
    .orderBy('number')
    .execute();
}
