import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseBallot } from '#lib/entry/mutations.server.ts';
import { readAllSaid } from '#lib/entry/said/data.server.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { readOwnWork, readWork } from '#lib/questions/work/data.server.ts';
import { eraseWork, sayWork } from '#lib/questions/work/mutations.server.ts';
import type { WorkSaid } from '#lib/questions/work/schema.ts';
import { addSaid } from '#lib/store/addSaid.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { hasFewSaid, settle } from '#lib/store/settle.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

const today = '2026-11-30';
const nurse: WorkSaid = {
  job: 'nurse',
  isco: '2221',
  tasks: [{ task: 'nurse/drug-round', share: 'much', use: 'none' }],
};
const developer: WorkSaid = {
  job: 'software-developer',
  isco: '2512',
  tasks: [],
  skills: { gain: ['check'], lose: [], need: ['judge', 'ask-ai'], trained: [] },
};

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what people say of their work, in the box on ${name}`, () => {
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

    const say = ({ inquiry, people }: OpenInquiry, person: number, content: unknown) =>
      sayWork(store.db, { inquiry, secret: people[person]!.secret }, () => content);
    const own = ({ inquiry, people }: OpenInquiry, person: number) =>
      readOwnWork(store.db, inquiry, people[person]!.secret);
    const rows = async ({ inquiry }: OpenInquiry) => {
      const counts: number[] = [];
      for (const table of ['said', 'said_intake'] as const) {
        const found = await store.db
          .selectFrom(table)
          .select('content')
          .where('inquiry', '=', inquiry)
          .execute();
        counts.push(found.length);
      }
      return counts;
    };
    const everybody = async (room: OpenInquiry) => {
      for (const person of room.people.keys()) expect(await say(room, person, nurse)).toBeUndefined();
    };

    it('is one row a person, replaced whole, found by its author alone', async () => {
      const room = await openInquiry(store.db, { people: 2 });
      expect(await own(room, 0)).toBeUndefined();
      expect(await say(room, 0, nurse)).toBeUndefined();
      expect(await say(room, 0, nurse)).toBeUndefined();
      expect(await own(room, 0)).toEqual(nurse);
      expect(await say(room, 0, developer)).toBeUndefined();
      expect(await own(room, 0)).toEqual(developer);
      expect(await own(room, 1)).toBeUndefined();
      expect(await rows(room)).toEqual([0, 1]);
    });

    it('grows from what stood before, and loses no step that is taken in two windows at once', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      const { inquiry } = room;
      const whose = { inquiry, secret: room.people[0]!.secret };
      const tasks = ['drug-round', 'vital-signs', 'dressings', 'injections', 'reassure', 'nursing-notes'];
      await Promise.all(
        tasks.map((task) =>
          sayWork(store.db, whose, (before) => ({
            ...(before ?? { job: 'nurse' }),
            tasks: [...(before?.tasks ?? []), { task: `nurse/${task}`, share: 'some' }],
          })),
        ),
      );
      const said = (await readOwnWork(store.db, inquiry, whose.secret))!;
      expect(said.tasks.map(({ task }) => task).sort()).toEqual(tasks.map((task) => `nurse/${task}`).sort());
    });

    it('is taken while the inquiry is open, from people who have a ballot', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      expect(await sayWork(store.db, { inquiry: room.inquiry, secret: 'nobody' }, () => nurse)).toBe(
        'unknown-ballot',
      );
      expect(await sayWork(store.db, { inquiry: 'none', secret: 'nobody' }, () => nurse)).toBe('closed');
      await closeInquiry(store.db, room.inquiry, today);
      expect(await say(room, 0, nurse)).toBe('closed');
      expect(await rows(room)).toEqual([0, 0]);
    });

    it.each([
      ['a job that does not exist', { job: 'pope', tasks: [] }, 'unknown-job'],
      ['a task that does not exist', { tasks: [{ task: 'nurse/fly', share: 'much' }] }, 'unknown-task'],
      [
        'a task twice',
        { tasks: [nurse.tasks[0], { task: 'nurse/drug-round', share: 'little' }] },
        'task-twice',
      ],
      [
        'more tasks than a person has',
        { tasks: Array.from({ length: 25 }, () => nurse.tasks[0]) },
        'many-tasks',
      ],
      ['words of one’s own', { job: 'nurse', tasks: [], words: 'Night nurse, ward 4' }, 'malformed'],
      ['a share that is none', { tasks: [{ task: 'nurse/drug-round', share: '37 %' }] }, 'malformed'],
      [
        'a skill that is not on the list',
        { tasks: [], skills: { ...developer.skills, gain: ['fly'] } },
        'malformed',
      ],
      ['nothing at all', undefined, 'malformed'],
    ])('refuses %s, and keeps what stood before', async (_, content, fault) => {
      const room = await openInquiry(store.db, { people: 1 });
      expect(await say(room, 0, nurse)).toBeUndefined();
      expect(await say(room, 0, content)).toBe(fault);
      expect(await own(room, 0)).toEqual(nurse);
    });

    it('keeps how AI is used only where it is used, and the unit group of the job itself', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      const details = { mode: 'alone', since: 'weeks', quality: 'same', time: 'less' } as const;
      const tasks = [
        { task: 'nurse/drug-round', share: 'much', use: 'tried', ...details },
        { task: 'nurse/nursing-notes', share: 'some', use: 'yes', ...details },
      ] as const;
      expect(await say(room, 0, { job: 'nurse', isco: '9999', tasks })).toBeUndefined();
      expect(await own(room, 0)).toEqual({
        job: 'nurse',
        isco: '2221',
        tasks: [{ task: 'nurse/drug-round', share: 'much', use: 'tried' }, tasks[1]],
      });
    });

    it('comes back for the engine with profiles, and without a ballot’s id', async () => {
      const room = await openInquiry(store.db, { people: 3 });
      await say(room, 0, nurse);
      await say(room, 1, developer);
      const work = (await readWork(store.db, room.inquiry))!;
      expect(work.ballots).toEqual([...work.ballots].sort());
      const ballots = new Set(room.people.map(({ ballot }) => ballot));
      expect(work.ballots.filter((ballot) => ballots.has(ballot))).toEqual([]);
      // Person 0 is in the office, 1 in the works (see `openInquiry`), which come second and first in the list.
      const told = work.said.map((said, place) => [said, work.profiles.site![place]]);
      expect(told).toHaveLength(2);
      expect(told).toEqual(
        expect.arrayContaining([
          [nurse, 1],
          [developer, 0],
        ]),
      );
      expect(await readWork(store.db, 'none')).toBeUndefined();
    });

    it('is put at rest by twenty people at least, and read alike before and after', async () => {
      const room = await openInquiry(store.db, { people: 20 });
      for (const person of Array(19).keys()) await say(room, person, nurse);
      await settle(store.db);
      expect(await rows(room)).toEqual([0, 19]);
      await say(room, 19, developer);
      const before = await readAllSaid(store.db, room.inquiry, 'work');
      await settle(store.db);
      expect(await rows(room)).toEqual([20, 0]);
      expect(await readAllSaid(store.db, room.inquiry, 'work')).toEqual(before);
    });

    it('does not wait alone: who comes after twenty are at rest is mixed with all of them', async () => {
      const room = await openInquiry(store.db, { people: 22 });
      for (const person of Array(20).keys()) await say(room, person, nurse);
      await settle(store.db);
      await say(room, 20, developer);
      await say(room, 3, developer);
      expect(await hasFewSaid(store.db)).toBe(true);
      const before = await readAllSaid(store.db, room.inquiry, 'work');
      await settle(store.db, { said: true });
      expect(await rows(room)).toEqual([21, 0]);
      expect(await readAllSaid(store.db, room.inquiry, 'work')).toEqual(before);
      expect(await hasFewSaid(store.db)).toBe(false);
      // Another inquiry, where nobody rests yet, waits for twenty.
      const other = await openInquiry(store.db, { people: 1 });
      await say(other, 0, nurse);
      expect(await hasFewSaid(store.db)).toBe(false);
      await settle(store.db, { said: true });
      expect([await rows(other), await rows(room)]).toEqual([
        [0, 1],
        [21, 0],
      ]);
    });

    it('is replaced also when it rests, and what is newer stands', async () => {
      const room = await openInquiry(store.db, { people: 20 });
      await everybody(room);
      await settle(store.db);
      await say(room, 7, developer);
      expect(await rows(room)).toEqual([20, 1]);
      expect(await own(room, 7)).toEqual(developer);
      const all = await readAllSaid<WorkSaid>(store.db, room.inquiry, 'work');
      expect(all.map(({ content }) => content.job).sort()).toEqual([
        ...Array(19).fill('nurse'),
        'software-developer',
      ]);
      await closeInquiry(store.db, room.inquiry, today);
      expect(await rows(room)).toEqual([20, 0]);
      expect(await readAllSaid(store.db, room.inquiry, 'work')).toEqual(all);
    });

    it('is taken back alone, or with the ballot, and leaves nothing', async () => {
      const room = await openInquiry(store.db, { people: 20 });
      await everybody(room);
      await settle(store.db);
      await say(room, 0, developer);
      await say(room, 1, developer);
      expect(await eraseWork(store.db, room.inquiry, room.people[0]!.secret)).toBe(true);
      expect(await eraseWork(store.db, room.inquiry, room.people[0]!.secret)).toBe(false);
      expect(await own(room, 0)).toBeUndefined();
      expect(await eraseBallot(store.db, room.inquiry, room.people[1]!.secret)).toBe(true);
      expect(await readAllSaid(store.db, room.inquiry, 'work')).toHaveLength(18);
      expect(await rows(room)).toEqual([18, 0]);
    });

    it('stays with others when many simulated people are added', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      await say(room, 0, nurse);
      const people = Array.from({ length: 30 }, () => ({ profile: { site: 'works' }, content: developer }));
      await addSaid(store.db, room.inquiry, 'work', people);
      const work = (await readWork(store.db, room.inquiry))!;
      expect(work.said).toHaveLength(31);
      expect(await own(room, 0)).toEqual(nurse);
    });
  });
}
