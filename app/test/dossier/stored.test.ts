import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedInBox, storedInRoster } from '#lib/inquiry/dossier/stored.ts';
import { storedText } from '#lib/inquiry/dossier/storedText.ts';
import { openRoster } from '#lib/store/openRoster.ts';
import { openStore } from '#lib/store/openStore.ts';
import { kinds, type Place } from '../store/stores.ts';

/** Tables and columns as the database itself lists them. */
async function columnsOf<Tables>(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)).sort();
}

const told = (stored: Readonly<Record<string, { readonly columns: object }>>) =>
  Object.entries(stored)
    .flatMap(([table, { columns }]) => Object.keys(columns).map((column) => `${table}.${column}`))
    .sort();

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what is kept, on ${name}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());

    it('in the box is told, column by column, and nothing is told that is not there', async () => {
      const store = await openStore(await place.newLocation());
      expect(await columnsOf(store.db)).toEqual(told(storedInBox));
      await store.close();
    });

    it('in the roster is told, column by column, and nothing is told that is not there', async () => {
      const location = await place.newLocation();
      const roster = await openRoster('data' in location ? location : { rosterUrl: location.databaseUrl });
      expect(await columnsOf(roster.db)).toEqual(told(storedInRoster));
      await roster.close();
    });
  });
}

describe.each(['fr', 'en'] as const)('what is kept, in %s', (lang) => {
  it('has a sentence for every table and every column, and none is told twice', () => {
    const groups = storedText(lang);
    const things = groups.flatMap(({ things }) => things);
    for (const { what, who, kept, person, columns } of things) {
      for (const said of [what, who, kept, person, ...columns.map((column) => column.what)]) {
        expect(said).toMatch(/\p{L}{2}/u);
      }
    }
    const tables = things.flatMap(({ base, tables }) => tables.map((table) => `${base}.${table}`));
    expect(new Set(tables).size).toBe(tables.length);
    expect(tables).toHaveLength(Object.keys(storedInBox).length + Object.keys(storedInRoster).length);
  });
});
