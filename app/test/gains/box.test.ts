import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseBallot } from '#lib/entry/mutations.server.ts';
import { readOwnFile } from '#lib/entry/ownFile.server.ts';
import { saidHash } from '#lib/entry/said/saidHash.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { readGains, readOwnGains } from '#lib/questions/gains/data.server.ts';
import { eraseGains, sayGains } from '#lib/questions/gains/mutations.server.ts';
import { armOf } from '#lib/questions/gains/trials/armOf.ts';
import {
  hasTrials,
  readOwnTasks,
  readRating,
  readTrial,
  readTrialBox,
} from '#lib/questions/gains/trials/data.server.ts';
import {
  askRating,
  endTrial,
  leaveTrial,
  planTrial,
  rate,
  stepTrial,
} from '#lib/questions/gains/trials/mutations.server.ts';
import { seal, unseal } from '#lib/questions/gains/trials/seal.ts';
import type { StepTaken } from '#lib/questions/gains/trials/takeStep.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { settle } from '#lib/store/settle.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { newTask, plan, startPlan } from './plan.ts';

const today = '2026-11-30';
const WORDS = 'Courrier zorblax à la préfecture';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`gains and trials, in the box on ${name}`, () => {
    let place: Place;
    let store: Store;
    let data: string | undefined;
    beforeAll(async () => {
      place = await start();
      const location = await place.newLocation();
      data = 'data' in location ? location.data : undefined;
      store = await openStore(location);
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });

    async function newTrial(people = 1) {
      const room = await openInquiry(store.db, { people });
      return { room, number: await startPlan(store.db, room.inquiry) };
    }
    type On = Awaited<ReturnType<typeof newTrial>>;
    const whose = ({ room, number }: On, person = 0) => ({
      ...{ inquiry: room.inquiry, number, today },
      secret: room.people[person]!.secret,
    });
    const step = (on: On, id: string, step: StepTaken, person = 0) =>
      stepTrial(store.db, whose(on, person), id, step);
    const describeTask = (on: On, id: string, person = 0, type = 'letter') =>
      step(
        on,
        id,
        { take: 'describe', type, label: seal(WORDS, whose(on, person).secret), known: 3 },
        person,
      );
    const forecast: StepTaken = { take: 'forecast', with: { median: 30 }, without: { median: 40 } };
    async function commit(on: On, id: string, person = 0, type = 'letter') {
      expect(await describeTask(on, id, person, type)).toBeUndefined();
      expect(await step(on, id, forecast, person)).toBeUndefined();
      expect(await step(on, id, { take: 'commit' }, person)).toBeUndefined();
    }
    async function finish(on: On, id: string) {
      await commit(on, id);
      const done = { take: 'finish', ended: 'accepted', used: true, minutes: 25 } as const;
      expect(await step(on, id, done)).toBeUndefined();
      expect(await step(on, id, { take: 'guess', took: 20, other: 40 })).toBeUndefined();
    }
    const own = (on: On, person = 0) => readOwnTasks(store.db, whose(on, person));
    const arms = async (on: On) => (await own(on)).map(({ arm }) => arm);

    /** The ways that lie at these places for the first person and letters. */
    async function dealt(on: On, places: readonly number[]) {
      const { seed } = await store.db
        .selectFrom('trial')
        .select('seed')
        .where('inquiry', '=', on.room.inquiry)
        .where('number', '=', on.number)
        .executeTakeFirstOrThrow();
      const author = saidHash(whose(on).secret, `trial-${on.number}`);
      return places.map((place) => armOf(seed!, author, 'letter', place));
    }

    it('what she says of her time is one row, replaced whole; what the time became only where some was saved', async () => {
      const { inquiry, people } = await openInquiry(store.db, { people: 2 });
      const say = (given: unknown) => sayGains(store.db, { inquiry, secret: people[0]!.secret }, given);
      expect(await say({ hours: 'saved-5', became: 'breathe', gainer: 'owners' })).toBeUndefined();
      expect(await say({ hours: 'cost-1', became: 'breathe' })).toBeUndefined();
      expect(await readOwnGains(store.db, inquiry, people[0]!.secret)).toEqual({ hours: 'cost-1' });
      expect(await readOwnGains(store.db, inquiry, people[1]!.secret)).toBeUndefined();
      for (const odd of [undefined, {}, { hours: 'many' }, { hours: 'same', words: 'x' }, 'same']) {
        expect(await say(odd)).toBe('refused');
      }
      expect((await readGains(store.db, inquiry))!.said).toEqual([{ hours: 'cost-1' }]);
      await closeInquiry(store.db, inquiry, today);
      expect(await say({ hours: 'same' })).toBe('closed');
      expect(await eraseGains(store.db, inquiry, people[0]!.secret)).toBe(true);
      expect(await readOwnGains(store.db, inquiry, people[0]!.secret)).toBeUndefined();
    });

    it('two windows that take the same step at once take it once; two tasks begun at once both stay', async () => {
      const on = await newTrial();
      const [one, other] = [newTask(), newTask()];
      await Promise.all([describeTask(on, one), describeTask(on, one), describeTask(on, other)]);
      expect((await own(on)).map(({ id }) => id).sort()).toEqual([one, other].sort());
      await Promise.all([step(on, one, forecast), step(on, other, forecast)]);
      await Promise.all([1, 2, 3].map(() => step(on, one, { take: 'commit' })));
      await Promise.all([1, 2, 3].map(() => step(on, one, { take: 'time', run: 'hgcyzreunf', minutes: 5 })));
      const tasks = await own(on);
      expect(tasks.find(({ id }) => id === one)).toMatchObject({ step: 'committed', minutes: 5 });
      expect(tasks.find(({ id }) => id === other)).toMatchObject({ step: 'forecast' });
    });

    it('of two windows that draw for two tasks at once, each gets the way of its place', async () => {
      const on = await newTrial();
      const ids = Array.from({ length: 6 }, newTask);
      for (const id of ids) {
        await describeTask(on, id);
        await step(on, id, forecast);
      }
      await Promise.all(ids.map((id) => step(on, id, { take: 'commit' })));
      expect((await arms(on)).sort()).toEqual((await dealt(on, [0, 1, 2, 3, 4, 5])).sort());
    });

    it('after the draw neither forecast nor words change, whatever comes again', async () => {
      const on = await newTrial();
      const id = newTask();
      await commit(on, id);
      const before = await own(on);
      expect(await step(on, id, { ...forecast, with: { median: 1 } } as StepTaken)).toBe('order');
      expect(await describeTask(on, id, 0, 'note')).toBeUndefined();
      expect(await step(on, id, { take: 'commit' })).toBeUndefined();
      expect(await step(on, id, { take: 'refuse', reason: 'other' })).toBe('order');
      expect(await step(on, id, { take: 'guess', took: 1, other: 1 })).toBe('order');
      expect(await own(on)).toEqual(before);
    });

    it.each([
      ['no kind of the plan', { take: 'describe', type: 'novel', label: 'x', known: 3 }, 'unknown'],
      ['a familiarity that is none', { take: 'describe', type: 'letter', label: 'x', known: 9 }, 'malformed'],
      ['a task that is not there', { take: 'commit' }, 'unknown'],
    ] as const)('refuses %s', async (_, given, fault) => {
      expect(await step(await newTrial(), newTask(), given as unknown as StepTaken)).toBe(fault);
    });

    it.each([
      ['no time', { median: 0 }],
      ['a time without end', { median: Number.POSITIVE_INFINITY }],
      ['a time that is none', { median: Number.NaN }],
      ['a range that is the wrong way round', { median: 30, low: 40 }],
      ['words', { median: 'long' }],
    ])('refuses a forecast of %s, and keeps what was there', async (_, odd) => {
      const on = await newTrial();
      const id = newTask();
      await describeTask(on, id);
      const sent = { take: 'forecast', with: odd, without: { median: 30 } } as StepTaken;
      expect(await step(on, id, sent)).toBe('malformed');
      expect((await own(on))[0]).toMatchObject({ step: 'described' });
    });

    it('refuses an id that is none', async () => {
      expect(await describeTask(await newTrial(), '__proto__')).toBe('malformed');
    });

    it('ways that were dealt are not dealt a second time after she has erased her tasks', async () => {
      const on = await newTrial();
      const first = [newTask(), newTask(), newTask()];
      for (const id of first) await commit(on, id);
      await leaveTrial(store.db, whose(on));
      expect(await own(on)).toEqual([]);
      const more = [newTask(), newTask(), newTask()];
      for (const id of more) await commit(on, id);
      expect(await arms(on)).toEqual(await dealt(on, [3, 4, 5]));
    });

    it('what she entered can be erased also once the inquiry is closed, and nothing of it stays', async () => {
      const on = await newTrial();
      await commit(on, newTask());
      await closeInquiry(store.db, on.room.inquiry, today);
      expect(await leaveTrial(store.db, whose(on))).toBeUndefined();
      expect(await own(on)).toEqual([]);
      expect((await readTrialBox(store.db, on.room.inquiry, on.number))!.ballots).toEqual([]);
    });

    it('with the ballot, tasks go, and the marks that others gave them', async () => {
      const on = await newTrial();
      const id = newTask();
      await finish(on, id);
      const asked = await askRating(store.db, whose(on), { id, words: WORDS });
      if ('fault' in asked) throw new Error(asked.fault);
      expect(await rate(store.db, on.room.inquiry, asked.code, 6)).toBeUndefined();
      await eraseBallot(store.db, on.room.inquiry, whose(on).secret);
      const box = (await readTrialBox(store.db, on.room.inquiry, on.number))!;
      expect(box.ballots).toEqual([]);
      expect(await readRating(store.db, on.room.inquiry, asked.code)).toBeUndefined();
    });

    it('her words are read by her and by whom she hands the code, and stand nowhere in the database', async () => {
      const on = await newTrial(2);
      const id = newTask();
      await finish(on, id);
      const asked = await askRating(store.db, whose(on), { id, words: WORDS });
      if ('fault' in asked) throw new Error(asked.fault);
      expect((await own(on))[0]!.words).toBe(WORDS);
      expect(await own(on, 1)).toEqual([]);
      expect(unseal((await own(on))[0]!.label, whose(on, 1).secret)).toBeUndefined();
      expect(await readRating(store.db, on.room.inquiry, asked.code)).toEqual({ words: WORDS });
      await settle(store.db, { said: true });
      const rows = JSON.stringify([
        ...(await sql`select * from said`.execute(store.db)).rows,
        ...(await sql`select * from said_intake`.execute(store.db)).rows,
        ...(await sql`select * from rating`.execute(store.db)).rows,
      ]);
      expect(rows).toContain(on.room.inquiry);
      expect(rows).not.toMatch(/zorblax/);
      if (data !== undefined) {
        for (const file of ['box.sqlite', 'box.sqlite-wal']) {
          const path = join(data, file);
          if (existsSync(path)) expect(readFileSync(path).includes('zorblax'), file).toBe(false);
        }
      }
    });

    it('a mark is given once; asked again, the code before opens nothing, and a given mark stays', async () => {
      const on = await newTrial();
      const { inquiry } = on.room;
      const id = newTask();
      const ask = async () => askRating(store.db, whose(on), { id, words: WORDS });
      await commit(on, id);
      const ratings = () =>
        store.db.selectFrom('rating').select('hash').where('inquiry', '=', inquiry).execute();
      // Before it is done nothing is marked, and no trace of the question stays.
      expect(await ask()).toEqual({ fault: 'order' });
      expect(await ratings()).toEqual([]);
      await step(on, id, { take: 'finish', ended: 'accepted', used: false, minutes: 25 });
      const [first, second] = [await ask(), await ask()];
      if ('fault' in first || 'fault' in second) throw new Error('refused');
      expect(await rate(store.db, inquiry, first.code, 5)).toBe('unknown');
      expect(await rate(store.db, inquiry, second.code, 5)).toBeUndefined();
      expect(await rate(store.db, inquiry, second.code, 1)).toBe('rated');
      expect(await ask()).toEqual({ fault: 'order' });
      const box = (await readTrialBox(store.db, inquiry, on.number))!;
      expect(box.tasks.flat()).toEqual([expect.objectContaining({ score: 5 })]);
    });

    it('a measured time is in no file of hers before she has guessed it', async () => {
      const on = await newTrial();
      const id = newTask();
      await commit(on, id);
      await step(on, id, { take: 'time', run: 'hgcyzreunf', minutes: 17.3 });
      const inquiry = (await readInquiry(store.db, on.room.inquiry))!;
      const file = async () => JSON.stringify(await readOwnFile(store.db, inquiry, whose(on).secret));
      expect(await file()).toContain(WORDS);
      expect(await file()).not.toContain('17.3');
      await step(on, id, { take: 'finish', ended: 'accepted', used: true });
      expect(await file()).not.toContain('17.3');
      await step(on, id, { take: 'guess', took: 20, other: 40 });
      expect(await file()).toContain('17.3');
    });

    it('concerns somebody while it runs, and afterwards whoever has tasks in it', async () => {
      const room: OpenInquiry = await openInquiry(store.db, { people: 2 });
      const { inquiry, people } = room;
      const concerns = () => Promise.all(people.map(({ secret }) => hasTrials(store.db, inquiry, secret)));
      await planTrial(store.db, inquiry, plan);
      expect(await concerns()).toEqual([false, false]);
      const on = { room, number: await startPlan(store.db, inquiry) };
      expect(await concerns()).toEqual([true, true]);
      const id = newTask();
      await commit(on, id);
      await endTrial(store.db, { inquiry, number: on.number }, today);
      expect(await concerns()).toEqual([true, false]);
      expect((await readTrial(store.db, inquiry, on.number))!.state).toBe('ended');
      // No other is begun, and the one that was drawn is brought to its end.
      expect(await describeTask(on, newTask())).toBe('ended');
      expect(await step(on, id, { take: 'time', run: 'hgcyzreunf', minutes: 5 })).toBeUndefined();
    });
  });
}
