import type { StoredRelease } from './latestRelease.ts';
import type { Database } from './schema.ts';

export interface ListedRelease extends StoredRelease {
  readonly question: string;
  /** JSON, the cells that were refused, and why. */
  readonly refused: string;
  /** People who waited for a newer release while this one stood, in steps of five; `null` where none was held back. */
  readonly waiting: number | null;
  /** The last day on which a newer one was held back. */
  readonly heldOn: string | null;
}

/** Every release of an inquiry by question and number, with what was held back while it was the latest. */
export async function listReleases(db: Database, inquiry: string): Promise<ListedRelease[]> {
  return db
    .selectFrom('release')
    .leftJoin('withheld', (join) =>
      join
        .onRef('withheld.inquiry', '=', 'release.inquiry')
        .onRef('withheld.question', '=', 'release.question')
        .onRef('withheld.after', '=', 'release.number'),
    )
    .select([
      'release.question',
      'release.number',
      'release.bytes',
      'release.hash',
      'release.day',
      'release.refused',
      'withheld.waiting',
      'withheld.day as heldOn',
    ])
    .where('release.inquiry', '=', inquiry)
    .orderBy('release.question')
    .orderBy('release.number')
    .execute();
}
