import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { settle } from '#lib/store/settle.ts';
import { type OpenInquiry, openInquiry } from './openInquiry.ts';
import { kinds, type Place } from './stores.ts';

// The attack (design, promise 2): whoever saw in what order people drew ballots and voted looks for that
// order in the database itself. With 60 people and no order left, Spearman's rank correlation stays
// within 4.9 / sqrt(59) but for one run in a million (its standard error is 1 / sqrt(n - 1): Hollander
// and Wolfe, Nonparametric Statistical Methods, 8.5).
const PEOPLE = 60;
const CHANCE = 4.9 / Math.sqrt(PEOPLE - 1);

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what somebody with the whole database finds, on ${name}`, () => {
    let place: Place;
    let location: StoreLocation;
    let store: Store;
    let debate: OpenInquiry;
    let voted: string[];
    beforeAll(async () => {
      place = await start();
      location = await place.newLocation();
      store = await openStore(location);
      debate = await openInquiry(store.db, { people: PEOPLE });
      // People vote one after the other, in another order than they drew their ballots.
      voted = [];
      for (let turn = 0; turn < PEOPLE; turn++) {
        const { ballot, secret } = debate.people[(turn * 17) % PEOPLE];
        const vote = { inquiry: debate.inquiry, statement: debate.statements[turn % 3], value: 1 } as const;
        expect(await store.votes.cast({ ...vote, secret, key: `the-key-of-turn-${turn}` })).toBe('counted');
        voted.push(ballot);
      }
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });

    it('is the order of arrival, as long as the votes wait: the measure sees it', async () => {
      const found = await physicalOrder(store, location, 'vote_intake', debate);
      expect(Math.abs(correlation(voted, found))).toBeGreaterThan(0.95);
    });

    it('is no order of votes or ballots once they are at rest', async () => {
      await settle(store.db);
      const drawn = debate.people.map(({ ballot }) => ballot);
      const votes = await physicalOrder(store, location, 'vote', debate);
      const ballots = await physicalOrder(store, location, 'ballot', debate);
      expect([votes.length, ballots.length]).toEqual([PEOPLE, PEOPLE]);
      for (const found of [votes, ballots]) {
        for (const order of [voted, drawn]) {
          expect(Math.abs(correlation(order, found))).toBeLessThan(CHANCE);
        }
      }
    });

    it('is neither a secret nor the key of a vote', async () => {
      const everything = await wholeContent(store, location);
      expect(everything).toContain(debate.people[0].ballot);
      for (const { secret } of debate.people) expect(everything).not.toContain(secret);
      expect(everything).not.toContain('the-key-of-turn');
    });

    if (name.startsWith('SQLite')) {
      it('is no journal of how the pages were written', () => {
        expect(statSync(join(folderOf(location), 'box.sqlite-wal')).size).toBe(0);
      });
    } else {
      const transactions = async (table: 'vote' | 'ballot') => {
        const { rows } = await sql`select distinct xmin from ${sql.table(table)}`.execute(store.db);
        return rows.length;
      };

      it('is one transaction for all the votes put at rest together', async () => {
        expect([await transactions('vote'), await transactions('ballot')]).toEqual([1, 1]);
      });

      it('is still one transaction when few come late and the inquiry is closed', async () => {
        const { inquiry, statements } = debate;
        const { secret } = await drawBallot(store.db, { inquiry, profile: {}, day: '2026-11-25' });
        const vote = { inquiry, secret, statement: statements[0], value: 1, key: 'late' } as const;
        expect(await store.votes.cast(vote)).toBe('counted');
        await settle(store.db);
        await store.db.updateTable('inquiry').set({ state: 'closed' }).execute();
        await settle(store.db);
        const { rows } = await sql`select 1 from vote`.execute(store.db);
        expect(rows).toHaveLength(PEOPLE + 1);
        expect([await transactions('vote'), await transactions('ballot')]).toEqual([1, 1]);
      });
    }
  });
}

function folderOf(location: StoreLocation): string {
  return (location as { data: string }).data;
}

/** Ids of the ballots in the order in which the rows lie on the disk. */
async function physicalOrder(
  store: Store,
  location: StoreLocation,
  table: 'vote' | 'vote_intake' | 'ballot',
  debate: OpenInquiry,
): Promise<string[]> {
  if (store.dialect === 'sqlite') return (await pagesOf(store, location, table, debate)).flat();
  const column = table === 'ballot' ? 'id' : 'ballot';
  const { rows } = await sql<{ ballot: string }>`
    select ${sql.ref(column)} as ballot from ${sql.table(table)} order by ctid`.execute(store.db);
  return rows.map(({ ballot }) => ballot);
}

/** Ids of the ballots in the order in which they lie on each page of a table of SQLite. */
async function pagesOf(
  { db }: Store,
  location: StoreLocation,
  table: string,
  { people }: OpenInquiry,
): Promise<string[][]> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  const { rows } = await sql<{ page: number; size: number }>`
    select pageno as page, pgsize as size from dbstat where name = ${table} order by pageno`.execute(db);
  const bytes = readFileSync(join(folderOf(location), 'box.sqlite'), 'latin1');
  return rows.map(({ page, size }) => {
    const text = bytes.slice((page - 1) * size, page * size);
    return people
      .map(({ ballot }) => ({ ballot, at: text.indexOf(ballot) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)
      .map(({ ballot }) => ballot);
  });
}

/** Everything that is in the database, as text. */
async function wholeContent({ db, dialect }: Store, location: StoreLocation): Promise<string> {
  if (dialect === 'sqlite') return readFileSync(join(folderOf(location), 'box.sqlite'), 'latin1');
  const tables = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(
    db,
  );
  const contents = await Promise.all(
    tables.rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db)),
  );
  return JSON.stringify(contents.map(({ rows }) => rows));
}

/** Spearman's rank correlation of two orders of the same ids. */
function correlation(one: readonly string[], other: readonly string[]): number {
  const rank = new Map(other.map((id, place) => [id, place]));
  const squares = one.reduce((sum, id, place) => sum + (place - rank.get(id)!) ** 2, 0);
  return 1 - (6 * squares) / (one.length * (one.length ** 2 - 1));
}
