import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { writeStatement } from '#lib/entry/mutations.server.ts';
import { beginSession } from '#lib/host/access/mutations.server.ts';
import { accountFor } from '#lib/host/team/mutations.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { keptUntil } from '#lib/inquiry/keeping/keptUntil.ts';
import { monthsAfter } from '#lib/inquiry/keeping/monthsAfter.ts';
import { eraseDue, setKeeping } from '#lib/inquiry/keeping/mutations.server.ts';
import { startKeeping } from '#lib/inquiry/keeping/startKeeping.ts';
import { listComments } from '#lib/questions/everyone/comments/data.server.ts';
import { handOver } from '#lib/questions/everyone/comments/handOver.ts';
import { acceptComment, writeComment } from '#lib/questions/everyone/comments/mutations.server.ts';
import { importDebate } from '#lib/questions/everyone/mutations.server.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { releaseUnpublished } from '#lib/questions/releaseAnswers.server.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

/** An inquiry that closed, with everything that people can leave in it. */
interface Lived {
  readonly inquiry: string;
  readonly secrets: readonly string[];
}

const CLOSED = '2026-01-31';
/** Twelve months later: the last day on which it is kept. */
const LAST = '2027-01-31';
const AFTER = '2027-02-01';

async function live(store: Store, roster: Roster): Promise<Lived> {
  const { db } = store;
  const { inquiry, statements, people } = await openInquiry(db, { people: 12 });
  await db.updateTable('inquiry').set({ simulated: 0, entry: 'token' }).where('id', '=', inquiry).execute();
  const secrets = people.map(({ secret }) => secret);
  for (const secret of secrets) {
    await store.votes.cast({
      ...{ inquiry, secret, statement: statements[0]!, value: 1, key: randomId('secret') },
    });
    await writeComment(db, { inquiry, secret, text: `Zanzibar, ${secret}`, lang: 'fr' });
  }
  await handOver(db, inquiry);
  for (const { id } of await listComments(db, inquiry, 'waiting')) {
    await acceptComment(db, { inquiry, id, today: CLOSED });
  }
  const write = (id: string, text: string) =>
    writeStatement(db, { inquiry, secret: secrets[0]!, id, text, lang: 'fr' });
  const [put, waits] = [randomId('statement'), randomId('statement')];
  await write(put, 'Je veux savoir.');
  await write(waits, 'Pas encore lue.');
  await db.updateTable('statement').set({ state: 'accepted' }).where('id', '=', put).execute();
  await db
    .insertInto('code')
    .values({ inquiry, hash: randomId('secret'), spent: 1 })
    .execute();
  await releaseEveryone(store, inquiry, jobs);
  await db
    .updateTable('inquiry')
    .set({ state: 'closed', first_day: '2026-01-05', last_day: CLOSED })
    .where('id', '=', inquiry)
    .execute();
  const person = randomId('ballot');
  await roster.db
    .insertInto('person')
    .values({
      ...{ inquiry, id: person, name: 'Inès Martin', email: `${inquiry}@example.org` },
      ...{ invitation_hash: randomId('secret'), drawn: 1, blinded_hash: null, signature: null },
    })
    .execute();
  await roster.db
    .insertInto('letter')
    .values({ inquiry, round: 0, person, state: 'refused', fault: null, said: 'no such box' })
    .execute();
  await roster.db.insertInto('tally').values({ inquiry, attribute: '', value: '', people: 12 }).execute();
  await roster.db.insertInto('token_key').values({ inquiry, private_key: 'a key' }).execute();
  return { inquiry, secrets };
}

/** Tables of the box that hold anything of people, and how many rows of this inquiry each has. */
async function left(store: Store, inquiry: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const tables = 'ballot ballot_intake vote vote_intake receipt code comment release_cell'.split(' ');
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`
      select cast(count(*) as integer) as n from ${sql.table(table)} where inquiry = ${inquiry}`.execute(
      store.db,
    );
    counts[table] = rows[0]!.n;
  }
  return counts;
}

const nothing = {
  ...{ ballot: 0, ballot_intake: 0, vote: 0, vote_intake: 0, receipt: 0 },
  ...{ code: 0, comment: 0, release_cell: 0 },
};

/** Rows of the roster about an inquiry that may name somebody, or once did. */
async function names(roster: Roster, inquiry: string): Promise<number> {
  let rows = 0;
  for (const table of ['person', 'letter', 'tally', 'token_key'] as const) {
    const { n } = await roster.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number | string>().as('n'))
      .where('inquiry', '=', inquiry)
      .executeTakeFirstOrThrow();
    rows += Number(n);
  }
  return rows;
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`keeping, on ${name}`, () => {
    let place: Place;
    let location: StoreLocation;
    let store: Store;
    let roster: Roster;
    beforeAll(async () => {
      place = await start();
      location = await place.newLocation();
      store = await openStore(location);
      const other = 'data' in location ? location : await place.newLocation();
      roster = await openRoster('data' in other ? other : { rosterUrl: other.databaseUrl });
    });
    afterAll(async () => {
      await store?.close();
      await roster?.close();
      await place?.stop();
    });
    const erase = (today: string) => eraseDue({ store, roster }, today);

    it('erases names a month after the end, and everything that people said a year after it', async () => {
      const { inquiry, secrets } = await live(store, roster);
      const answer = (await latestRelease(store.db, inquiry, 'everyone'))!;
      const before = await left(store, inquiry);
      expect(before.release_cell).toBeGreaterThan(0);
      // 31 January and thirty days: 2 March.
      expect((await erase('2026-03-02')).names).toBe(0);
      expect(await names(roster, inquiry)).toBe(4);
      expect((await erase('2026-03-03')).names).toBe(1);
      expect(await names(roster, inquiry)).toBe(0);
      expect((await erase(LAST)).ballots).toEqual([]);
      expect(await left(store, inquiry)).toEqual(before);

      expect((await erase(AFTER)).ballots).toEqual([inquiry]);
      expect(await left(store, inquiry)).toEqual(nothing);
      for (const secret of secrets) expect(await readOwnBallot(store.db, inquiry, secret)).toBeUndefined();
      const statements = await store.db
        .selectFrom('statement')
        .select(['texts', 'author_hash'])
        .where('inquiry', '=', inquiry)
        .where('origin', '=', 'participant')
        .execute();
      expect(statements).toEqual([{ texts: '{"fr":"Je veux savoir."}', author_hash: null }]);
      expect((await readInquiry(store.db, inquiry))!.erasedDay).toBe(AFTER);
      // What was published stays, byte for byte, and nothing is published of nobody.
      expect(await latestRelease(store.db, inquiry, 'everyone')).toEqual(answer);
      await releaseEveryone(store, inquiry, jobs);
      await releaseUnpublished({ store, engine: jobs as never });
      expect((await latestRelease(store.db, inquiry, 'everyone'))!.number).toBe(answer.number);
      expect(await erase(AFTER)).toEqual({ ballots: [], names: 0 });
    });

    it('is done by one of two nodes that come at once', async () => {
      const { inquiry } = await live(store, roster);
      const both = await Promise.all([erase(AFTER), erase(AFTER)]);
      expect(both.flatMap(({ ballots }) => ballots)).toEqual([inquiry]);
      expect(await left(store, inquiry)).toEqual(nothing);
    });

    it('closes what nobody closed a year after it opened, publishes it, and erases it a year later', async () => {
      const { inquiry } = await live(store, roster);
      await store.db
        .updateTable('inquiry')
        .set({ state: 'open', last_day: null })
        .where('id', '=', inquiry)
        .execute();
      // Opened on 5 January 2026: counts as closed on 5 January 2027, kept until 5 January 2028.
      await erase('2028-01-05');
      expect((await readInquiry(store.db, inquiry))!.state).toBe('open');
      const published: string[] = [];
      await eraseDue({ store, roster }, '2028-01-06', { publish: async (id) => published.push(id) });
      expect(published).toEqual([inquiry]);
      expect(await readInquiry(store.db, inquiry)).toMatchObject({ state: 'closed', lastDay: '2027-01-05' });
      expect(await left(store, inquiry)).toEqual(nothing);
    });

    it('erases the others where one cannot be, reports it, and tries it again', async () => {
      const [stuck, other] = [await live(store, roster), await live(store, roster)];
      await store.db.updateTable('inquiry').set({ state: 'open' }).where('id', '=', stuck.inquiry).execute();
      const faults: unknown[] = [];
      const full = new Error('the disk is full');
      const { ballots } = await eraseDue({ store, roster }, AFTER, {
        publish: () => Promise.reject(full),
        report: (error) => faults.push(error),
      });
      expect(faults).toEqual([full]);
      expect(ballots).toEqual([other.inquiry]);
      expect(await left(store, other.inquiry)).toEqual(nothing);
      expect(await names(roster, other.inquiry)).toBe(0);
      expect((await left(store, stuck.inquiry)).release_cell).toBeGreaterThan(0);
      expect((await erase(AFTER)).ballots).toEqual([stuck.inquiry]);
    });

    it('keeps drafts, the demonstration and imported public debates', async () => {
      const draft = await openInquiry(store.db, { people: 0, state: 'draft' });
      const { inquiry } = await importDebate(store, makeDemonstration());
      const debate = { ...makeDemonstration(), simulated: false, entry: 'imported' as const };
      const imported = await importDebate(store, debate);
      await erase('2099-01-01');
      for (const id of [draft.inquiry, inquiry, imported.inquiry]) {
        expect(keptUntil((await readInquiry(store.db, id))!)).toBeUndefined();
      }
      expect((await left(store, inquiry)).ballot).toBe(154);
      expect((await left(store, imported.inquiry)).ballot).toBe(154);
    });

    it('may be shortened at any time, and prolonged only before people come in', async () => {
      const draft = await openInquiry(store.db, { people: 0, state: 'draft' });
      expect(await setKeeping(store.db, draft.inquiry, 24)).toBeUndefined();
      expect(await setKeeping(store.db, draft.inquiry, 7)).toBe('unknown');
      const open = await openInquiry(store.db, { people: 0 });
      expect(await setKeeping(store.db, open.inquiry, 24)).toBe('longer');
      expect(await setKeeping(store.db, open.inquiry, 3)).toBeUndefined();
      expect(await setKeeping(store.db, open.inquiry, 6)).toBe('longer');
      expect((await readInquiry(store.db, open.inquiry))!.keepMonths).toBe(3);
    });
  });
}

describe('keeping, in a data folder', () => {
  let place: Place;
  beforeAll(async () => {
    place = await kinds[0]!.start();
  });
  afterAll(() => place?.stop());

  const bytesIn = (data: string) =>
    Buffer.concat(readdirSync(data).map((file) => readFileSync(join(data, file))));

  it('leaves no word, no name and no ballot in any file, and erases again after an older backup', async () => {
    const { data } = (await place.newLocation()) as { data: string };
    let [store, roster] = [await openStore({ data }), await openRoster({ data })];
    const { inquiry } = await live(store, roster);
    const ballots = await store.db.selectFrom('ballot_intake').select('id').execute();
    await store.close();
    await roster.close();
    const backup = `${data}-backup`;
    mkdirSync(backup);
    for (const file of readdirSync(data)) copyFileSync(join(data, file), join(backup, file));
    const gone = ['Zanzibar', 'Inès Martin', 'no such box', 'example.org', ...ballots.map(({ id }) => id)];
    for (const words of gone) expect(bytesIn(data).includes(words)).toBe(true);

    for (const folder of [data, backup]) {
      [store, roster] = [await openStore({ data: folder }), await openRoster({ data: folder })];
      expect(await eraseDue({ store, roster }, AFTER)).toEqual({ ballots: [inquiry], names: 1 });
      // While it still runs: the journal too.
      for (const words of gone) expect([words, bytesIn(folder).includes(words)]).toEqual([words, false]);
      await store.close();
      await roster.close();
    }
  });
});

describe('an instance', () => {
  it('erases what is due when it starts, and reports what it cannot', async () => {
    const place = await kinds[0]!.start();
    const { data } = (await place.newLocation()) as { data: string };
    const [store, roster] = [await openStore({ data }), await openRoster({ data })];
    const { inquiry } = await live(store, roster);
    // Long ago, whatever the day on which this runs.
    await store.db.updateTable('inquiry').set({ last_day: '2020-01-31' }).execute();
    const old = '2020-01-31T20:00:00.000Z';
    const ines = { name: 'Inès Roy', email: 'ines@example.org', duty: '' };
    const { id: account } = await accountFor(roster.db, ines);
    await beginSession(store.db, { now: Date.parse(old) });
    await beginSession(roster.db, { account, now: Date.parse(old) });
    await sql`insert into host_proof (id, identifier, value, expires_at, created_at, updated_at)
      values ('one', 'hashed', 'hashed', ${old}, ${old}, ${old})`.execute(roster.db);
    const faults: unknown[] = [];
    const house = { store, roster, engine: jobs };
    const keeping = await startKeeping(house, (error) => faults.push(error));
    keeping.close();
    expect(await left(store, inquiry)).toEqual(nothing);
    expect(await names(roster, inquiry)).toBe(0);
    expect(await store.db.selectFrom('host_access').select('hash').execute()).toEqual([]);
    expect(await roster.db.selectFrom('host_access').select('hash').execute()).toEqual([]);
    expect((await sql`select id from host_proof`.execute(roster.db)).rows).toEqual([]);
    expect(faults).toEqual([]);
    await roster.close();
    await store.close();
    (await startKeeping(house, (error) => faults.push(error))).close();
    expect(faults).toHaveLength(1);
    await place.stop();
  });
});

describe('the last day of keeping', () => {
  // The calendar: 2028 is a leap year, 2027 is none.
  test.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-31', 12, '2027-01-31'],
    ['2028-02-29', 12, '2029-02-28'],
  ])('%s and %i months is %s', (day, months, later) => {
    expect(monthsAfter(day, months)).toBe(later);
  });
});
