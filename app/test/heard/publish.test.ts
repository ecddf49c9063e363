import { reopen } from '@abord/release';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { readHeard } from '#lib/inquiry/heard/data.server.ts';
import { keepHeadcounts } from '#lib/inquiry/mutations.server.ts';
import { importDebate } from '#lib/questions/everyone/mutations.server.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { readDoors } from '#lib/store/readDoors.ts';
import { kinds, type Place } from '../store/stores.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`publishing who was heard on ${name}`, () => {
    let place: Place;
    let location: StoreLocation;
    let store: Store;
    beforeAll(async () => {
      place = await start();
      location = await place.newLocation();
      store = await openStore(location);
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });

    it('goes out with the answer, of the same people, and once for the same votes', async () => {
      const { inquiry } = await importDebate(store, makeDemonstration());
      await releaseEveryone(store, inquiry, jobs);
      await releaseEveryone(store, inquiry, jobs);
      const heard = (await readHeard(store.db, inquiry, 'en'))!;
      const { bytes, hash } = (await latestRelease(store.db, inquiry, 'everyone'))!;
      expect(heard.number).toBe(1);
      expect(heard.release.tables.all.cells[0].people).toBe(
        reopen<EveryoneRelease>(bytes, hash).tables.debate.cells[0].people,
      );
      // From the table of `makeDemonstration`: 11 of 32 at night, the least of their share.
      expect(heard.answer.sentences.finding[0].text).toBe(
        'Night: 11 of 32 heard, clearly less than elsewhere.',
      );
    });

    it('neither is kept where another answer has followed meanwhile', async () => {
      const { inquiry } = await importDebate(store, makeDemonstration());
      const both = await Promise.all([1, 2].map(() => releaseEveryone(store, inquiry, jobs)));
      expect(both.map(({ number }) => number)).toEqual([1, 1]);
      expect((await readHeard(store.db, inquiry, 'en'))!.number).toBe(1);
    });

    it('an imported debate has none', async () => {
      const { inquiry } = await importDebate(store, { ...makeDemonstration(), entry: 'imported' });
      await releaseEveryone(store, inquiry, jobs);
      expect(await readHeard(store.db, inquiry, 'en')).toBeUndefined();
    });

    it('headcounts that come after the answer are published without a new one', async () => {
      const debate = makeDemonstration();
      const { inquiry } = await importDebate(store, {
        ...debate,
        attributes: debate.attributes.map((list) => ({
          ...list,
          values: list.values.map(({ key, label }) => ({ key, label })),
        })),
      });
      await releaseEveryone(store, inquiry, jobs);
      expect((await readHeard(store.db, inquiry, 'en'))!.release.tables.all.cells[0].weighing.reason).toBe(
        'no-headcounts',
      );
      const trade = { workshop: 86, design: 58, care: 44, office: 52 };
      await expect(keepHeadcounts(store.db, inquiry, { trade, site: { north: 1 } })).rejects.toThrow(
        'no value north in the list site',
      );
      await keepHeadcounts(store.db, inquiry, { trade });
      await releaseEveryone(store, inquiry, jobs);
      const { release, number } = (await readHeard(store.db, inquiry, 'en'))!;
      expect([number, release.tables.all.cells[0].weighing.weighed]).toEqual([2, true]);
    });

    it('the box learns of a door five people at a time, and never of the sixth', async () => {
      const { inquiry } = await importDebate(store, makeDemonstration());
      const come = (people: number) => {
        for (let n = 0; n < people; n++) store.doors.came(inquiry, 'shared');
      };
      come(4);
      await store.doors.rest();
      expect(await readDoors(store.db, inquiry)).toEqual({});
      come(2);
      await store.doors.rest();
      expect(await readDoors(store.db, inquiry)).toEqual({ shared: 5 });
      come(9);
      await store.close();
      store = await openStore(location);
      expect(await readDoors(store.db, inquiry)).toEqual({ shared: 15 });
    });
  });
}
