import { afterAll, beforeAll, expect, it } from 'vitest';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { readDossier } from '#lib/inquiry/dossier/data.server.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

let place: Place;
let store: Store;
let roster: Roster;
beforeAll(async () => {
  place = await kinds[0]!.start();
  const location = (await place.newLocation()) as { data: string };
  [store, roster] = [await openStore(location), await openRoster(location)];
});
afterAll(async () => {
  await roster?.close();
  await store?.close();
  await place?.stop();
});

const dossierOf = async (inquiry: string, house: { store: Store; roster: Roster | undefined }) =>
  readDossier(house, (await readInquiry(store.db, inquiry))!);

it('the file of an inquiry holds its facts: key, roles, who reads first, and a minimum that was raised', async () => {
  const { inquiry } = await openInquiry(store.db, { people: 0 });
  // The example of RFC 7638, section 3.1.
  const key = {
    kty: 'RSA',
    n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
    e: 'AQAB',
  };
  await store.db
    .updateTable('inquiry')
    .set({ entry: 'token', token_key: JSON.stringify(key), figure_minimum: 14 })
    .where('id', '=', inquiry)
    .execute();
  for (const [id, role, declared] of [
    ['one', 'host', null],
    ['two', 'moderator', '2026-11-24'],
    ['three', 'moderator', null],
  ] as const) {
    await roster.db
      .insertInto('host_account')
      .values({
        ...{ id, name: `Person ${id}`, email: `${id}@example.org`, duty: 'RH', email_verified: 1 },
        ...{ image: null, created_at: '2026-11-24', updated_at: '2026-11-24' },
      })
      .execute();
    await roster.db.insertInto('host_role').values({ account: id, inquiry, role, declared }).execute();
  }
  const dossier = await dossierOf(inquiry, { store, roster });
  expect(dossier.fingerprint).toMatch(/^VNVW KVHV CXK7 /);
  expect(dossier.least).toEqual({ figure: 15, comments: 15, floor: 5 });
  expect(dossier.roles).toEqual([
    { role: 'host', people: 1 },
    { role: 'moderator', people: 2 },
  ]);
  // Who has not declared does not read.
  expect(dossier.readers).toEqual({ people: [{ name: 'Person two', duty: 'RH' }], appointed: true });
});

it('without a roster nobody has a role by name, and the file says what it knows', async () => {
  const { inquiry } = await openInquiry(store.db, { people: 0 });
  const dossier = await dossierOf(inquiry, { store, roster: undefined });
  expect(dossier.roles).toEqual([]);
  expect(dossier.fingerprint).toBeUndefined();
  expect(dossier.least.figure).toBe(9);
});
