import { hash32 } from '@abord/numbers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { saidHash } from '#lib/entry/said/saidHash.ts';
import { armOf } from '#lib/questions/gains/trials/armOf.ts';
import { readOwnTasks, readRating } from '#lib/questions/gains/trials/data.server.ts';
import { endTrial, leaveTrial, stepTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import type { TrialTask } from '#lib/questions/gains/trials/schema.ts';
import type { StepTaken } from '#lib/questions/gains/trials/takeStep.ts';
import { keepTold, readTold } from '#lib/questions/gains/trials/told.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { newTask, plan, startPlan } from '../gains/plan.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { joinRoom } from './joinRoom.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';
import { type Entered, finished, people, somebody, trialBox } from './trialBox.ts';

/** Somebody goes on: one task more of each way. */
const more = (tasks: TrialTask[], minutes = 35) => [
  ...tasks,
  finished('with', { minutes }),
  finished('without', { minutes: minutes + 3 }),
];

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what is published of a trial, from a box on ${name}`, { timeout: 60_000 }, () => {
    let place: Place;
    let store: Store;
    beforeAll(async () => {
      place = await start();
      store = await openStore(await place.newLocation());
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });
    const published = async (...crowd: readonly Entered[]) => (await trialBox(store, crowd)).publish();
    const box = (crowd: readonly Entered[], plan = {}) => trialBox(store, crowd, plan);

    test('two dates of a trial: one who goes on, alone or with six, waits; with nine she is told', async () => {
      const on = await box(people(12));
      const before = await on.publish();
      expect(before.released.tables.all.cells[0]).toMatchObject({ people: 12, tasks: 48 });
      for (const author of on.authors.slice(0, 7)) await on.change(author, (tasks) => more(tasks));
      expect(await on.publish()).toEqual({ ...before, waiting: 5 });
      for (const author of on.authors.slice(7, 9)) await on.change(author, (tasks) => more(tasks));
      expect((await on.publish()).released.tables.all.cells[0]).toMatchObject({ people: 12, tasks: 66 });
    });

    test('two dates: eight others with tasks that are held against none are no company', async () => {
      const on = await box(people(12));
      const before = await on.publish();
      const [anna, ...others] = on.authors;
      await on.change(anna!, (tasks) => more(tasks, 200));
      // Their tasks of a kind are all of one way: the effect says nothing of them, and would have moved by hers alone.
      for (const author of others.slice(0, 8)) {
        await on.change(author, (tasks) => [...tasks, finished('with', { type: 'note' })]);
      }
      expect(await on.publish()).toEqual({ ...before, waiting: 5 });
    });

    test('two dates: a time that is put right, or a mark, alone is not told', async () => {
      const on = await box(people(12));
      const before = await on.publish();
      await on.change(on.authors[0]!, ([first, ...rest]) => [
        { ...first!, minutes: 900, corrected: true },
        ...rest,
      ]);
      expect(await on.publish()).toEqual({ ...before, waiting: 0 });
    });

    test('two dates: one who erases is told by no difference, nor is she who comes in her place', async () => {
      const on = await box(people(12));
      const before = await on.publish();
      await on.erase(on.authors[0]!);
      expect(await on.publish()).toEqual({ ...before, waiting: 5 });
      await on.add(somebody(40));
      expect(await on.publish()).toEqual({ ...before, waiting: 5 });
    });

    test('two dates by profile: of a site one of whom went on the older figure stays, and no other tells it', async () => {
      const on = await box([...people(12, 'works'), ...people(12, 'office')], { profiles: ['site'] });
      const sites = ({ released }: Awaited<ReturnType<typeof on.publish>>) =>
        released.tables.profiles.cells.length;
      expect(sites(await on.publish())).toBe(2);
      // Nine of the works and one of the office: everybody is told, the office would be she.
      for (const author of on.authors.slice(0, 9)) await on.change(author, (tasks) => more(tasks));
      await on.change(on.authors[12]!, (tasks) => more(tasks, 300));
      const { released, number } = await on.publish();
      expect([number, released.tables.all.cells.length]).toEqual([2, 1]);
      expect([released.tables.profiles.cells, released.tables.contrasts.cells]).toEqual([[], []]);
    });

    test('two dates of marks: nine go on, one of them is marked; marks are not told anew', async () => {
      const crowd = people(12).map(({ tasks }) => ({
        tasks: tasks.map((task) => ({ ...task, rating: task.id })),
      }));
      const on = await box(crowd);
      const ratings = crowd.flatMap(({ tasks }) => tasks.map(({ rating }) => rating));
      const marks = ratings.map((hash, k) => ({ hash, score: 3 + ((k * 5) % 4) }));
      await store.db
        .insertInto('rating')
        .values(
          [...marks, { hash: 'new', score: 1 }].map((mark) => ({ inquiry: on.inquiry, label: '', ...mark })),
        )
        .execute();
      expect((await on.publish()).released.tables.quality.cells).toHaveLength(1);
      for (const author of on.authors.slice(0, 9)) await on.change(author, (tasks) => more(tasks));
      await on.change(on.authors[0]!, (tasks) =>
        tasks.map((task, k) => (k === 4 ? { ...task, rating: 'new' } : task)),
      );
      const { number, released } = await on.publish();
      expect([number, released.tables.all.cells.length]).toEqual([2, 1]);
      expect(released.tables.quality.cells).toEqual([]);
    });

    test('measured twice, of all and of those whose time was guessed: the difference is not one person', async () => {
      const [anna, ...others] = people(12);
      const { released } = await published(
        {
          tasks: anna!.tasks.map((task) => ({
            ...task,
            step: 'done' as const,
            guess: undefined,
          })) as TrialTask[],
        },
        ...others,
      );
      expect(released.tables.beliefs.cells.map(({ when }) => when)).toEqual(['before']);
    });

    test('a site whose tasks are nearly all of one person is not told, nor is it held against the other', async () => {
      const busy = Array.from({ length: 80 }, () => more([])).flat();
      const few = people(11, 'office').map(({ tasks, ...one }) => ({ ...one, tasks: tasks.slice(0, 2) }));
      const on = await box([...people(12, 'works'), ...few, { site: 'office', tasks: [...busy] }], {
        profiles: ['site'],
      });
      const { tables } = (await on.publish()).released;
      expect(tables.profiles.cells).toEqual([]);
      expect(tables.contrasts.cells).toEqual([]);
    });

    test('whether sites differ is not told where one of them is three people, or three named none', async () => {
      for (const site of ['office', undefined] as const) {
        const on = await box([...people(20, 'works'), ...people(3, site)], { profiles: ['site'] });
        const { tables } = (await on.publish()).released;
        expect(tables.contrasts.cells, `${site}`).toEqual([]);
      }
    });

    test('a person whose tasks are all of one way is in no number of tasks, and moves no effect', async () => {
      const crowd = people(12);
      const one = finished('with', { minutes: 4000 });
      const [alone, beside] = [
        await published(...crowd),
        await published(...crowd, { tasks: [one, { ...one, minutes: 1 }] }),
      ];
      expect(beside.released.tables.all.cells).toEqual(alone.released.tables.all.cells);
    });

    test('how tasks of one way were done is not told where three people finished some', async () => {
      const unfinished = (task: TrialTask): TrialTask =>
        task.arm === 'with' ? { ...task, ended: 'unfinished' } : task;
      const crowd = people(12);
      const { released, text } = await published(
        ...crowd.slice(0, 3),
        ...crowd.slice(3).map(({ tasks }) => ({ tasks: tasks.map(unfinished) })),
      );
      expect(released.tables.used.cells.map(({ arm }) => arm)).toEqual(['without']);
      expect(text).not.toMatch(/finishers|dealtTo|"news"|unnamed/);
    });

    test('the ledger is not told where nearly all tasks are of one person', async () => {
      const busy = { tasks: Array.from({ length: 90 }, () => more([])).flat() };
      const few = people(11).map(({ tasks }) => ({ tasks: tasks.slice(0, 2) }));
      const { tables } = (await published(...few, busy)).released;
      for (const key of ['all', 'ledger', 'arms', 'ratio', 'used'] as const)
        expect(tables[key].cells, key).toEqual([]);
    });

    test('why tasks were left out is not told of seven people, nor where one left nearly all', async () => {
      const left = { ...finished('with'), step: 'withdrawn', reason: 'private' } as const;
      const { minutes: _, guess: __, ended: ___, ...out } = left;
      const leaving = (entered: Entered, times = 1): Entered => ({
        tasks: [...entered.tasks, ...Array.from({ length: times }, () => out)],
      });
      const crowd = people(16);
      for (const on of [
        [...crowd.slice(0, 7).map((one) => leaving(one)), ...crowd.slice(7)],
        [leaving(crowd[0]!, 150), ...crowd.slice(1, 12).map((one) => leaving(one)), ...crowd.slice(12)],
      ]) {
        expect((await published(...on)).released.tables.reasons.cells).toEqual([]);
      }
    });

    test('who publishes and stops in between does not lose whom the standing result told', async () => {
      const on = await box(people(12));
      const before = await on.publish();
      for (const author of on.authors.slice(0, 7)) await on.change(author, (tasks) => more(tasks));
      // Asked again and again, the seven do not add up with themselves, nor with two who come much later.
      for (const _ of [1, 2, 3]) expect((await on.publish()).number).toBe(before.number);
      for (const author of on.authors.slice(7, 9)) await on.change(author, (tasks) => more(tasks));
      expect((await on.publish()).number).toBe(2);
    });

    test('a result of which it is not known whom it told stays the last', async () => {
      const on = await box(people(12));
      const before = await on.publish();
      await store.db.updateTable('trial').set({ told: null }).where('inquiry', '=', on.inquiry).execute();
      for (const author of on.authors) await on.change(author, (tasks) => more(tasks));
      expect(await on.publish()).toEqual({ ...before, waiting: 0 });
    });
  });
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`who takes part in a trial and cheats, on ${name}`, { timeout: 120_000 }, () => {
    const code = newRoomCode();
    let place: Place;
    let stage: Stage;
    let room: Room;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, code);
          await store.db
            .updateTable('trial')
            .set({ state: 'running', seed: 's', hash: 'h', engine: '1', frozen_day: '2026-11-30' })
            .where('inquiry', '=', room.inquiry)
            .execute();
        },
      });
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    async function enter() {
      const phone = await joinRoom(stage, code);
      const send = (path: string, form: Readonly<Record<string, string>> = {}) =>
        stage.ask({
          method: 'POST',
          path: `/en/${code}/${path}`,
          headers: {
            ...{ cookie: phone.cookie, origin: stage.url, accept: 'text/html' },
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams(form).toString(),
        });
      const secret = [...phone.cookies].find(([name]) => name.includes(`ballot-${room.inquiry}`))![1];
      const tasks = () =>
        stage.inBox(({ db }) => readOwnTasks(db, { inquiry: room.inquiry, secret, number: 1 }));
      return { phone, send, tasks, secret };
    }
    async function forecast({ send }: Awaited<ReturnType<typeof enter>>, id = newTask()) {
      await send(`trials/1/${id}?/describe`, { words: 'zorblax', type: 'type-1', known: '3' });
      await send(`trials/1/${id}?/forecast`, { with: '30', without: '40' });
      return id;
    }
    async function finish(way: Awaited<ReturnType<typeof enter>>) {
      const id = await forecast(way);
      await way.send(`trials/1/${id}?/commit`);
      await way.send(`trials/1/${id}?/finish`, { ended: 'accepted', used: 'no', minutes: '25' });
      await way.send(`trials/1/${id}?/guess`, { took: '20', other: '30' });
      return id;
    }
    const markIn = (text: string) => /\/rate\/(\w+)/.exec(text)![1]!;

    test('of a draw and a refusal at once one is taken; who has seen her way leaves nothing out', async () => {
      const way = await enter();
      for (let round = 0; round < 3; round++) {
        const id = await forecast(way);
        const task = `trials/1/${id}`;
        const answers = await Promise.all([
          way.send(`${task}?/commit`),
          way.send(`${task}?/refuse`, { reason: 'need-ai' }),
          way.send(`${task}?/commit`),
          way.send(`${task}?/forecast`, { with: '1', without: '900' }),
        ]);
        expect(answers.every(({ status }) => status === 303 || status === 409)).toBe(true);
        const drawn = (await way.tasks()).find((task) => task.id === id)!;
        expect(drawn.arm === undefined).toBe(drawn.step === 'refused');
        if (drawn.arm) expect((await way.send(`${task}?/refuse`, { reason: 'need-ai' })).status).toBe(409);
      }
    });

    test('draws of tasks that she takes out stay in her count, and the next goes on where they stopped', async () => {
      const way = await enter();
      for (let k = 0; k < 6; k++) {
        const id = await forecast(way);
        await way.send(`trials/1/${id}?/commit`);
        expect((await way.send(`trials/1/${id}?/withdraw`, { reason: 'other' })).status).toBe(303);
      }
      const tasks = await way.tasks();
      expect(tasks.map(({ step }) => step)).toEqual(Array(6).fill('withdrawn'));
      const author = saidHash(way.secret, 'trial-1');
      expect(tasks.map(({ arm }) => arm)).toEqual(
        Array.from({ length: 6 }, (_, place) => armOf('s', author, 'type-1', place)),
      );
    });

    test('nobody takes a step with a task of somebody else, nor with one of another trial', async () => {
      const [anna, thief] = [await enter(), await enter()];
      const id = await forecast(anna);
      for (const path of [`trials/1/${id}`, `trials/2/${id}`, `trials/999999/${id}`]) {
        const { status } = await thief.send(`${path}?/commit`);
        expect([404, 409]).toContain(status);
      }
      expect((await anna.tasks()).map(({ step }) => step)).toEqual(['forecast']);
      expect(await thief.tasks()).toEqual([]);
      expect((await thief.phone.open(`/en/${code}/trials/1/${id}`)).text).not.toContain('zorblax');
    });

    test.each(['0', '-5', 'NaN', 'Infinity', '1e9', '99999999', '0x10', '20001', ''])(
      'a forecast of %j minutes is none',
      async (odd) => {
        const way = await enter();
        const id = newTask();
        await way.send(`trials/1/${id}?/describe`, { words: 'x', type: 'type-1', known: '3' });
        expect((await way.send(`trials/1/${id}?/forecast`, { with: odd, without: '40' })).status).toBe(400);
        expect((await way.tasks())[0]!.step).toBe('described');
      },
    );

    test('nobody marks a result of her own, in the browser in which she takes part', async () => {
      const [anna, rater] = [await enter(), await enter()];
      const id = await finish(anna);
      const mark = markIn((await anna.send(`trials/1/${id}?/rate`)).text);
      expect((await anna.phone.open(`/en/${code}/rate/${mark}`)).text).toContain('This result is your own');
      expect((await anna.send(`rate/${mark}?/give`, { score: '7' })).status).toBe(409);
      expect((await rater.send(`rate/${mark}?/give`, { score: '5' })).status).toBe(303);
      expect((await rater.send(`rate/${mark}?/give`, { score: '1' })).status).toBe(409);
    });

    test('two links asked at once: one opens, and none is left behind when she has left', async () => {
      const anna = await enter();
      const id = await finish(anna);
      const asked = await Promise.all([1, 2, 3].map(() => anna.send(`trials/1/${id}?/rate`)));
      const marks = asked.filter(({ status }) => status === 200).map(({ text }) => markIn(text));
      const open = await Promise.all(
        marks.map((mark) => stage.inBox(({ db }) => readRating(db, room.inquiry, mark))),
      );
      expect(open.filter((one) => one !== undefined)).toHaveLength(1);
      await anna.send('trials/1?/erase');
      for (const mark of marks) {
        expect(await stage.inBox(({ db }) => readRating(db, room.inquiry, mark))).toBeUndefined();
      }
    });

    test('a plan that was changed in the database is told to every reader, beside its hash', async () => {
      const look = async (inquiry: string) =>
        (await stage.ask({ path: `/en/inquiry/${inquiry}/gains/trial/1`, headers: { accept: 'text/html' } }))
          .text;
      const { inquiry, hash, seed } = await stage.inBox(async ({ db }) => {
        const { inquiry } = await openInquiry(db, { people: 0 });
        await db.updateTable('inquiry').set({ questions: '["gains"]' }).where('id', '=', inquiry).execute();
        await startPlan(db, inquiry);
        return db
          .selectFrom('trial')
          .select(['inquiry', 'hash', 'seed'])
          .where('inquiry', '=', inquiry)
          .executeTakeFirstOrThrow();
      });
      const before = await look(inquiry);
      expect(before).toContain(hash);
      expect(before).not.toContain(seed);
      expect(before).not.toContain('no longer matches');
      await stage.inBox(({ db }) =>
        db
          .updateTable('trial')
          .set({ plan: JSON.stringify({ ...plan, tasks: 20 }) })
          .where('inquiry', '=', inquiry)
          .execute(),
      );
      expect(await look(inquiry)).toContain('The plan no longer matches its fingerprint');
      await stage.inBox(({ db }) => endTrial(db, { inquiry, number: 1 }, '2026-12-01'));
      expect(await look(inquiry)).toContain(seed);
    });

    test('a result that stays when the trial ends, since too few went on, says so', async () => {
      const look = async (inquiry: string) =>
        (await stage.ask({ path: `/en/inquiry/${inquiry}/gains/trial/1`, headers: { accept: 'text/html' } }))
          .text;
      const inquiry = await stage.inBox(async (store) => {
        const on = await trialBox(store, people(12));
        await on.publish();
        return on.inquiry;
      });
      const running = await look(inquiry);
      expect(running).toContain('48 finished tasks');
      expect(running).not.toContain('This result stays');
      await stage.inBox(({ db }) => endTrial(db, { inquiry, number: 1 }, '2026-12-01'));
      expect(await look(inquiry)).toContain('This result stays');
    });

    test('a link to a mark is in no line of the operator, and its page leaves no trace on the way', async () => {
      const anna = await enter();
      const id = await finish(anna);
      const mark = markIn((await anna.send(`trials/1/${id}?/rate`)).text);
      const { headers } = await anna.phone.open(`/en/${code}/rate/${mark}`);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toMatch(/^(same-origin|no-referrer)$/);
      expect(stage.said()).not.toContain(mark);
      expect(stage.said()).not.toContain(id);
    });

    test('who erases her tasks is behind no result that is remembered', async () => {
      const anna = await enter();
      await finish(anna);
      const author = saidHash(anna.secret, 'trial-1');
      const which = { inquiry: room.inquiry, number: 1 };
      const behind = { [author]: { all: 4, after: 4, quality: 0 } };
      await stage.inBox(({ db }) => keepTold(db, which, { stands: undefined, next: 'a result', behind }));
      await anna.send('trials/1?/erase');
      expect(await stage.inBox(({ db }) => readTold(db, which))).toEqual({ 'a result': {} });
    });

    test('of who erases her tasks stays how many ways were dealt to her, and nothing that tells who she is', async () => {
      const { inquiry } = room;
      const row = (secret: string) =>
        stage.inBox(async ({ db }) => {
          const rows = await Promise.all(
            (['said_intake', 'said'] as const).map((table) =>
              db
                .selectFrom(table)
                .select(['profile', 'content'])
                .where('inquiry', '=', inquiry)
                .where('author_hash', '=', saidHash(secret, 'trial-1'))
                .execute(),
            ),
          );
          return rows.flat();
        });
      const whose = await stage.inBox(async ({ db }) => ({
        ...{ inquiry, number: 1, today: '2026-11-30' },
        ...(await drawBallot(db, { inquiry, profile: { site: 'works' }, day: '2026-11-30' })),
      }));
      const id = newTask();
      const steps: readonly StepTaken[] = [
        { take: 'describe', type: 'type-1', label: 'x', known: 3 },
        { take: 'forecast', with: { median: 30 }, without: { median: 40 } },
        { take: 'commit' },
      ];
      for (const step of steps) await stage.inBox(({ db }) => stepTrial(db, whose, id, step));
      expect((await row(whose.secret))[0]!.profile).toBe('{"site":"works"}');
      await stage.inBox(({ db }) => leaveTrial(db, whose));
      expect(await row(whose.secret)).toEqual([
        { profile: '{}', content: '{"tasks":[],"dealt":{"type-1":1}}' },
      ]);
      // Where she comes again, she comes as who she is.
      await stage.inBox(({ db }) => stepTrial(db, whose, newTask(), steps[0]!));
      expect((await row(whose.secret))[0]!.profile).toBe('{"site":"works"}');
    });
  });
}

describe('the draw', () => {
  const ways = (seed: string, author: string, type = 'letter', count = 200) =>
    Array.from({ length: count }, (_, place) => armOf(seed, author, type, place));

  test('is as even as blocks of two and four make it, in no order that repeats', () => {
    const dealt = ways('s', 'a');
    let ahead = 0;
    const lead = dealt.map((arm) => (ahead += arm === 'with' ? 1 : -1));
    // In blocks of four at most, one way is never ahead by more than two.
    expect(Math.max(...lead.map(Math.abs))).toBe(2);
    // Both ways lie first in a pair, and last.
    expect(new Set(dealt.filter((_, place) => place % 2 === 0)).size).toBe(2);
    for (const [seed, author, type] of [
      ['t', 'a', 'letter'],
      ['s', 'b', 'letter'],
      ['s', 'a', 'note'],
    ] as const) {
      expect(ways(seed, author, type)).not.toEqual(dealt);
    }
  });

  test('of one block tells nothing of the next: after the same four ways, the fifth falls both ways equally', () => {
    const seen = Array.from({ length: 4000 }, (_, k) => ways('s', `author ${k}`, 'letter', 5));
    const fifth = seen.filter(([a, b, c, d]) => a === b && c === d && b !== c).map((dealt) => dealt[4]);
    const share = fifth.filter((arm) => arm === 'with').length / fifth.length;
    // 4000 / 6 of which half: four standard errors of a share of 330 or more.
    expect(fifth.length).toBeGreaterThan(330);
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / fifth.length));
  });

  test('is not one of 2³² streams, all of which a participant could try against her own ways', () => {
    // Two secrets that a 32-bit fingerprint of secret, person and kind does not tell apart (packages/numbers, hash32).
    const seeds = new Map<number, string>();
    let alike: readonly [string, string] | undefined;
    for (let k = 0; !alike; k++) {
      const print = hash32(`${k}/a/letter`, 1);
      const other = seeds.get(print);
      if (other !== undefined) alike = [other, String(k)];
      seeds.set(print, String(k));
    }
    expect(ways(alike[0], 'a')).not.toEqual(ways(alike[1], 'a'));
  });
});
