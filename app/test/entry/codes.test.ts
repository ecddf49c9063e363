import { execFile } from 'node:child_process';
import { join as joinPath } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { isBallotSecret } from '#lib/entry/ballotCookie.ts';
import { cardCodeOf, cardGroups } from '#lib/entry/codes/cardCode.ts';
import { cardHash } from '#lib/entry/codes/cardHash.ts';
import { countCards } from '#lib/entry/codes/data.server.ts';
import { joinByCard, MOST_CARDS, makeCards } from '#lib/entry/codes/mutations.server.ts';
import { newCardCode } from '#lib/entry/codes/newCardCode.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { join } from '#lib/entry/mutations.server.ts';
import { secretAtDoor } from '#lib/entry/secretAtDoor.ts';
import { countSheet } from '#lib/room/paper.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { settle } from '#lib/store/settle.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

const day = '2026-11-24';

/** The number that a program prints when it runs in a process of its own. */
async function inAnotherProcess(program: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: joinPath(import.meta.dirname, '../..'),
  });
  return Number(stdout);
}

describe('the code of a card', () => {
  test('is read as it is printed, in small letters, with hyphens, and with what stands around it', () => {
    fc.assert(
      fc.property(fc.constantFrom(' ', '-', '', '–', '\u00A0', '. '), (between) => {
        const code = newCardCode();
        expect(cardCodeOf(` ${cardGroups(code).replaceAll(' ', between).toLowerCase()}\n`)).toBe(code);
      }),
    );
  });

  it.each(['', 'KFC473', 'KFC473RXTW9M4HK', 'KFC473RXTW9M4HKPP', 'KFC473RXTW9M4HKO'])(
    'is not %o',
    (typed) => {
      expect(cardCodeOf(typed)).toBeUndefined();
    },
  );

  // log2(17 ** 16) = 65.4.
  test('has at least 50 bits', () => {
    const codes = Array.from({ length: 2_000 }, newCardCode);
    const signs = new Set(codes.join(''));
    expect(codes[0]!.length * Math.log2(signs.size)).toBeGreaterThan(65);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('makes with the key of a browser the secret of a ballot, always the same one', () => {
    const key = randomId('secret');
    const code = cardHash(newCardCode());
    const secret = secretAtDoor(key, code);
    expect(isBallotSecret(secret)).toBe(true);
    expect(secretAtDoor(key, code)).toBe(secret);
    expect(secretAtDoor(randomId('secret'), code)).not.toBe(secret);
    expect(secretAtDoor(key, cardHash(newCardCode()))).not.toBe(secret);
  });
});

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`cards on ${name}`, () => {
    let place: Place;
    let store: Store;
    /** A second node on PostgreSQL; one process has a SQLite box to itself. */
    let other: Store;
    let location: StoreLocation;
    beforeAll(async () => {
      place = await start();
      location = await place.newLocation();
      store = await openStore(location);
      other = store.dialect === 'postgres' ? await openStore(location) : store;
    });
    afterAll(async () => {
      await store?.close();
      if (other !== store) await other?.close();
      await place?.stop();
    });

    async function room(count: number) {
      const opened = await openInquiry(store.db, { people: 0 });
      const { inquiry } = opened;
      await store.db.updateTable('inquiry').set({ entry: 'codes' }).where('id', '=', inquiry).execute();
      const made = await makeCards(store.db, { inquiry, count, made: 0 });
      if (typeof made === 'string') throw new Error(made);
      return { ...opened, codes: made.codes };
    }

    const enter = (inquiry: string, code: string, key = randomId('secret'), through = store) =>
      joinByCard(through.db, { inquiry, code, key, profile: { site: 'works' }, day });

    const ballotsOf = async (inquiry: string) => {
      const all = await Promise.all(
        (['ballot', 'ballot_intake'] as const).map((table) =>
          store.db.selectFrom(table).selectAll().where('inquiry', '=', inquiry).execute(),
        ),
      );
      return all.flat();
    };

    it('are kept as hashes alone, and never come back', async () => {
      const { inquiry, codes } = await room(40);
      const rows = await store.db.selectFrom('code').selectAll().where('inquiry', '=', inquiry).execute();
      expect(rows.map(({ hash }) => hash).sort()).toEqual(codes.map(cardHash).sort());
      expect(JSON.stringify(rows)).not.toMatch(new RegExp(codes.join('|')));
    });

    it('are made once by a form that is sent twice', async () => {
      const { inquiry } = await room(10);
      expect(await makeCards(store.db, { inquiry, count: 10, made: 0 })).toBe('made-already');
      const twice = await Promise.all(
        [store, other].map(({ db }) => makeCards(db, { inquiry, count: 5, made: 10 })),
      );
      expect(twice.filter((made) => made === 'made-already')).toHaveLength(1);
      expect(await countCards(store.db, inquiry)).toEqual({ made: 15, spent: 0 });
    });

    it('are made for no inquiry that is closed, unknown or entered in another way, and not without end', async () => {
      const { inquiry } = await room(1);
      const more = (count: number) => makeCards(store.db, { inquiry, count, made: 1 });
      expect(await more(MOST_CARDS)).toBe('too-many');
      await store.db.updateTable('inquiry').set({ state: 'closed' }).where('id', '=', inquiry).execute();
      expect(await more(1)).toBe('closed');
      await store.db
        .updateTable('inquiry')
        .set({ state: 'open', entry: 'open' })
        .where('id', '=', inquiry)
        .execute();
      expect(await more(1)).toBe('other-entry');
      expect(await makeCards(store.db, { inquiry: 'nowhere', count: 1, made: 0 })).toBe('closed');
    });

    it('let one person in with her profile, and nobody a second time', async () => {
      const { inquiry, codes } = await room(2);
      const drawn = await enter(inquiry, codes[0]!);
      if (typeof drawn === 'string') expect.unreachable(drawn);
      expect(await readOwnBallot(store.db, inquiry, drawn.secret)).toBeDefined();
      expect((await ballotsOf(inquiry)).map(({ profile }) => JSON.parse(profile))).toEqual([
        { site: 'works' },
      ]);
      const replayed = await enter(inquiry, codes[0]!);
      expect(replayed).toBe('refused');
      expect(await ballotsOf(inquiry)).toHaveLength(1);
    });

    it('are answered alike whether never made, spent or of another inquiry', async () => {
      const here = await room(1);
      const elsewhere = await room(1);
      await enter(here.inquiry, here.codes[0]!);
      const replies = await Promise.all(
        [newCardCode(), here.codes[0]!, elsewhere.codes[0]!].map((code) => enter(here.inquiry, code)),
      );
      expect(replies).toEqual(['refused', 'refused', 'refused']);
      expect(await enter(elsewhere.inquiry, elsewhere.codes[0]!)).toHaveProperty('secret');
    });

    it('draw one ballot when a card is spent on two connections at once', async () => {
      const { inquiry, codes } = await room(12);
      for (const code of codes) {
        const both = await Promise.all([
          enter(inquiry, code),
          enter(inquiry, code, undefined, other),
          enter(inquiry, code),
        ]);
        expect(both.filter((reply) => reply === 'refused')).toHaveLength(2);
      }
      expect(await ballotsOf(inquiry)).toHaveLength(codes.length);
    });

    it('draw one ballot when two processes spend them at once', async () => {
      const { inquiry, codes } = await room(20);
      const spendAll = () =>
        inAnotherProcess(`
          import { joinByCard } from '#lib/entry/codes/mutations.server.ts';
          import { openStore } from '#lib/store/openStore.ts';
          import { randomId } from '#lib/store/randomId.ts';
          const store = await openStore(${JSON.stringify(location)});
          const replies = [];
          for (const code of ${JSON.stringify(codes)}) {
            const key = randomId('secret');
            replies.push(await joinByCard(store.db, { inquiry: '${inquiry}', code, key, profile: {}, day: '${day}' }));
          }
          console.log(replies.filter((reply) => typeof reply === 'object').length);
          await store.close();`);
      const [one, two] = await Promise.all([spendAll(), spendAll()]);
      expect(one + two).toBe(codes.length);
      expect(await ballotsOf(inquiry)).toHaveLength(codes.length);
    });

    it('give the same browser the same ballot when its form is sent twice, also at once', async () => {
      const { inquiry, codes } = await room(2);
      const key = randomId('secret');
      const twice = await Promise.all([
        enter(inquiry, codes[0]!, key),
        enter(inquiry, codes[0]!, key, other),
      ]);
      expect(twice[0]).toEqual(twice[1]);
      expect(await enter(inquiry, codes[0]!, key)).toEqual(twice[0]);
      expect(await ballotsOf(inquiry)).toHaveLength(1);
      // The next person on the same device brings her own card, and comes to no other's ballot.
      const next = await enter(inquiry, codes[1]!, key);
      expect(next).toHaveProperty('secret');
      expect(next).not.toEqual(twice[0]);
    });

    it('are not spent when no ballot can be drawn', async () => {
      const { inquiry, codes } = await room(1);
      const key = randomId('secret');
      // A ballot of the same secret is there already: the box refuses a second one.
      const secret = secretAtDoor(key, cardHash(codes[0]!));
      await drawBallot(store.db, { inquiry, profile: {}, day, secret });
      await expect(enter(inquiry, codes[0]!, key)).rejects.toThrow();
      expect(await enter(inquiry, codes[0]!)).toHaveProperty('secret');
    });

    it('are needed where they are given out, while the inquiry is open', async () => {
      const { inquiry, statements, codes } = await room(1);
      expect(await join(store.db, { inquiry, day })).toBe('closed');
      const sheet = { inquiry, key: randomId('secret'), ticks: { [statements[0]!]: 1 as const }, day };
      expect(await countSheet(store.db, sheet)).toBe('card-needed');
      await store.db.updateTable('inquiry').set({ state: 'draft' }).where('id', '=', inquiry).execute();
      expect(await enter(inquiry, codes[0]!)).toBe('closed');
      expect(await ballotsOf(inquiry)).toEqual([]);
    });

    it('are counted in steps of five once they are spent', async () => {
      const { inquiry, codes } = await room(12);
      const seen: number[] = [];
      for (const code of codes) {
        await enter(inquiry, code);
        seen.push((await countCards(store.db, inquiry)).spent);
      }
      expect(seen).toEqual([0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]);
    });

    it('stay spent, and lie in the order of their hashes, once their ballots are mixed', async () => {
      const { inquiry, codes } = await room(30);
      const [unspent, ...spent] = codes;
      for (const code of spent) await enter(inquiry, code);
      while (!(await settle(store.db)));
      const where = store.dialect === 'postgres' ? 'ctid' : 'hash';
      const rows = await store.db
        .selectFrom('code')
        .select(['hash', 'spent'])
        .where('inquiry', '=', inquiry)
        .orderBy(store.db.dynamic.ref(where))
        .execute();
      expect(rows.map(({ hash }) => hash)).toEqual(codes.map(cardHash).sort());
      expect(rows.filter((row) => row.spent === 0).map(({ hash }) => hash)).toEqual([cardHash(unspent!)]);
      expect(await ballotsOf(inquiry)).toHaveLength(29);
    });
  });
}
