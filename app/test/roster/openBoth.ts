import { openRoster, type RosterLocation } from '#lib/store/openRoster.ts';
import type { Dialect } from '#lib/store/openStore.ts';
import { openStore } from '#lib/store/openStore.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database, InquiryTable } from '#lib/store/schema.ts';
import { openInquiry } from '../store/openInquiry.ts';
import type { Place } from '../store/stores.ts';

/** A box and a roster of the same kind, for a test. */
export interface BothPlaces {
  readonly box: Database;
  readonly roster: RosterDatabase;
  readonly dialect: Dialect;
  readonly rosterLocation: RosterLocation;
  /** An inquiry into which people are invited, open unless it is said otherwise. */
  newInquiry(row?: Partial<Pick<InquiryTable, 'state' | 'entry'>>): Promise<string>;
  /** Every row of the roster, as text. */
  wholeRoster(): Promise<string>;
  stop(): Promise<void>;
}

export async function openBoth(start: () => Promise<Place>): Promise<BothPlaces> {
  const place = await start();
  const location = await place.newLocation();
  const second = await place.newLocation();
  const store = await openStore(location);
  const rosterLocation = 'databaseUrl' in second ? { rosterUrl: second.databaseUrl } : second;
  const roster = await openRoster(rosterLocation);
  return {
    box: store.db,
    roster: roster.db,
    dialect: store.dialect,
    rosterLocation,
    async newInquiry(row = {}) {
      const { inquiry } = await openInquiry(store.db, { people: 0 });
      await store.db
        .updateTable('inquiry')
        .set({ entry: 'token', state: 'open', ...row })
        .where('id', '=', inquiry)
        .execute();
      return inquiry;
    },
    async wholeRoster() {
      const tables = ['person', 'letter', 'tally', 'post'] as const;
      const rows = await Promise.all(
        tables.map((table) => roster.db.selectFrom(table).selectAll().execute()),
      );
      return JSON.stringify(rows);
    },
    async stop() {
      await store.close();
      await roster.close();
      await place.stop();
    },
  };
}
