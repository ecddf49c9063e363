import { type NewRelease, saveNextRelease } from './saveNextRelease.ts';
import type { Database } from './schema.ts';

/**
 * Keeps a release for ever, with the sets of ballots behind its cells, in one transaction. The sets stay
 * in the box, for the check of later releases against this one.
 *
 * Returns the number of the release. Where the latest one has the same bytes nothing is written, and its
 * number comes back.
 */
export async function saveRelease(db: Database, release: NewRelease): Promise<number> {
  for (;;) {
    const latest = await db
      .selectFrom('release')
      .select(['number', 'hash'])
      .where('inquiry', '=', release.inquiry)
      .where('question', '=', release.question)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (latest?.hash === release.frozen.hash) return latest.number;
    // Where another node has just taken this number: look again.
    const number = await saveNextRelease(db, release, latest?.number ?? 0);
    if (number !== undefined) return number;
  }
}
