import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readActs } from '#lib/host/log/data.server.ts';
import { noteAct } from '#lib/host/log/mutations.server.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { kinds, type Place } from '../store/stores.ts';

const ines = { account: { id: 'a', name: 'Inès Roy' }, role: 'host' } as const;
const karim = { account: { id: 'b', name: 'Karim Sy' }, role: 'moderator' } as const;
const today = '2026-11-23';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`the log of who did what, on ${name}`, () => {
    let place: Place;
    let roster: Roster;
    beforeAll(async () => {
      place = await start();
      const location = await place.newLocation();
      roster = await openRoster('data' in location ? location : { rosterUrl: location.databaseUrl });
    });
    afterAll(async () => {
      await roster?.close();
      await place?.stop();
    });

    it('reads the newest line first, with who, in which role and how many', async () => {
      const { db } = roster;
      await noteAct(db, { role: 'host' }, { act: 'created', inquiry: 'one', today });
      await noteAct(db, ines, { act: 'cards', inquiry: 'one', count: 40, today });
      await noteAct(db, ines, { act: 'gave_moderator', inquiry: 'one', whom: 'Karim Sy', today });
      expect(await readActs(db, { inquiry: 'one', most: 9 })).toMatchObject([
        { day: today, name: 'Inès Roy', role: 'host', act: 'gave_moderator', whom: 'Karim Sy' },
        { day: today, name: 'Inès Roy', role: 'host', act: 'cards', count: 40 },
        { day: today, role: 'host', act: 'created', inquiry: 'one' },
      ]);
      const [, second] = await readActs(db, { most: 9 });
      expect(await readActs(db, { most: 9, before: second!.number })).toHaveLength(1);
    });

    it('has one line a day for what somebody goes on doing, and a line for each count', async () => {
      const { db } = roster;
      const act = 'moderated';
      for (let i = 0; i < 3; i++) await noteAct(db, karim, { act, inquiry: 'two', today });
      await noteAct(db, { ...ines, role: 'moderator' }, { act, inquiry: 'two', today });
      await noteAct(db, karim, { act, inquiry: 'three', today });
      await noteAct(db, karim, { act, inquiry: 'two', today: '2026-11-24' });
      for (let i = 0; i < 2; i++) await noteAct(db, ines, { act: 'cards', inquiry: 'two', count: 5, today });
      const lines = await readActs(db, { inquiry: 'two', most: 9 });
      expect(lines.map(({ name, day, act }) => `${day} ${name} ${act}`)).toEqual([
        `${today} Inès Roy cards`,
        `${today} Inès Roy cards`,
        '2026-11-24 Karim Sy moderated',
        `${today} Inès Roy moderated`,
        `${today} Karim Sy moderated`,
      ]);
    });

    it('is refused by the database itself to whoever would change a line or take one away', async () => {
      const { db } = roster;
      const before = await readActs(db, { most: 99 });
      await expect(db.updateTable('act').set({ name: 'Nobody' }).execute()).rejects.toThrow(/only added to/);
      await expect(db.deleteFrom('act').execute()).rejects.toThrow(/only added to/);
      if (roster.dialect === 'postgres') {
        await expect(sql`truncate act`.execute(db)).rejects.toThrow(/only added to/);
      }
      expect(await readActs(db, { most: 99 })).toEqual(before);
    });

    it('knows no hour', async () => {
      const { db } = roster;
      const rows = await db.selectFrom('act').selectAll().execute();
      expect(JSON.stringify(rows)).not.toMatch(/\d\d:\d\d|T\d\d/);
      for (const { day } of rows) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
    });
  });
}

it('without a roster there is nothing to write in, and nothing fails', async () => {
  await expect(noteAct(undefined, ines, { act: 'opened', inquiry: 'one', today })).resolves.toBeUndefined();
});
