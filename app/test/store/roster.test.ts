import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoster, type RosterLocation } from '#lib/store/openRoster.ts';
import { openStore } from '#lib/store/openStore.ts';
import { dumpSchema } from './dumpSchema.ts';
import { kinds, type Place } from './stores.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`the roster on ${name}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());

    const newLocation = async (): Promise<RosterLocation> => {
      const location = await place.newLocation();
      return 'data' in location ? location : { rosterUrl: location.databaseUrl };
    };

    it('has the schema that is written down', async () => {
      const roster = await openRoster(await newLocation());
      await expect(await dumpSchema(roster)).toMatchFileSnapshot(
        `../../migrations/roster/schema.${roster.dialect}.sql`,
      );
      await roster.close();
    });

    it('is found again, and has one person for an address', async () => {
      const location = await newLocation();
      const nobody = {
        name: null,
        invitation_hash: null,
        drawn: 0,
        blinded_hash: null,
        signature: null,
      } as const;
      const first = await openRoster(location);
      const add = (db: typeof first.db, inquiry: string, id: string) =>
        db
          .insertInto('person')
          .values({ ...nobody, inquiry, id, email: 'ines@example.org' })
          .execute();
      await add(first.db, 'one', 'a');
      await add(first.db, 'other', 'a');
      await first.close();
      const second = await openRoster(location);
      await expect(add(second.db, 'one', 'b')).rejects.toThrow(/unique/i);
      expect(await second.db.selectFrom('person').select('inquiry').orderBy('inquiry').execute()).toEqual([
        { inquiry: 'one' },
        { inquiry: 'other' },
      ]);
      await second.close();
    });
  });
}

describe('a data folder', () => {
  it('keeps names and ballots in two files, both for the owner alone', async () => {
    const place = await kinds[0]!.start();
    const location = (await place.newLocation()) as { data: string };
    const store = await openStore(location);
    const roster = await openRoster(location);
    for (const file of ['box.sqlite', 'roster.sqlite']) {
      const path = join(location.data, file);
      expect(existsSync(path)).toBe(true);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    await roster.close();
    await store.close();
    await place.stop();
  });
});
