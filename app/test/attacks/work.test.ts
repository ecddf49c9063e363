import { type Frozen, type RoundedShare, reopen } from '@abord/release';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setMinimum } from '#lib/inquiry/mutations.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { solver } from '#lib/questions/solver.ts';
import { freezeWork } from '#lib/questions/work/freezeWork.ts';
import { releaseWork } from '#lib/questions/work/release.server.ts';
import type { WorkPeople, WorkRelease } from '#lib/questions/work/release.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { type Alike, someWork, workPeople } from '../portrait/somePeople.ts';
import { kinds, type Place } from '../store/stores.ts';
import { workBox } from './workBox.ts';

const solve = await solver();
const opened = ({ bytes, hash }: Frozen) => reopen<WorkRelease>(bytes, hash);
const frozen = (people: WorkPeople) => opened(freezeWork(people, solve).frozen);

const yes = (quality?: 'better' | 'same' | 'worse') => ({
  use: 'yes' as const,
  ...(quality && { quality }),
});
/** Families that are shown, with how many people they have. */
const families = ({ tables }: WorkRelease) =>
  tables.families.cells.map(({ id, people }) => `${id} ${people}`);
const aspects = ({ tables }: WorkRelease, family: string) =>
  tables.byFamily.cells.filter((cell) => cell.family === family).map(({ aspect }) => aspect);

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what is published of work, from a box on ${name}`, () => {
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
    const published = async (...crowds: readonly Alike[]) => (await workBox(store, crowds)).publish();

    test('attack 1: a job of nine people is nowhere, neither its name nor its tasks', async () => {
      const { released } = await published(
        { people: 14, job: 'nurse' },
        { people: 9, job: 'welder', first: yes() },
        { people: 2, job: 'forklift-driver' },
      );
      expect(families(released)).toEqual(['job:nurse 14']);
      // A welder is a published example of her sector, whoever is here.
      const { sectors: _, ...facts } = released.facts;
      expect(JSON.stringify([facts, released.tables])).not.toMatch(/weld|soud|forklift|cariste/i);
    });

    test('attack 3: where those who are left are too few, and near nobody, a family goes with them', async () => {
      const { released } = await published(
        { people: 30, job: 'nurse' },
        { people: 12, job: 'software-developer' },
        { people: 4, job: 'welder' },
      );
      // Of 46, 42 in two families would leave four welders.
      expect(families(released)).toEqual(['job:nurse 30']);
      expect(released.tables.byFamily.cells.every(({ family }) => family === 'job:nurse')).toBe(true);
      expect(released.tables.skillsByFamily.cells.every(({ family }) => family === 'job:nurse')).toBe(true);
    });

    test('attack 5: jobs and shifts together single out nobody', async () => {
      // All but three of the nurses work at night, and so do nobody else: the night is 12 of the 15.
      const { released } = await published(
        { people: 3, job: 'nurse', shift: 'day' },
        { people: 12, job: 'nurse', shift: 'night', first: yes() },
        { people: 20, job: 'software-developer', shift: 'day' },
      );
      const shown = released.tables.byFamily.cells
        .filter(({ aspect }) => aspect === 'use')
        .map(({ family }) => family);
      expect(shown).toEqual(['job:nurse', 'job:software-developer']);
      expect(released.tables.teams.cells).toEqual([]);
    });

    test('a job is never crossed with a group', async () => {
      const { released } = await published(
        { people: 30, job: 'nurse', shift: 'day' },
        { people: 30, job: 'nurse', shift: 'night' },
      );
      expect(released.tables.teams.cells.map(({ id }) => id)).toEqual(['shift/day', 'shift/night']);
      for (const { cells } of Object.values(released.tables)) {
        for (const cell of cells) expect('family' in cell && 'list' in cell).toBe(false);
      }
    });

    test('attack 7: one who comes late waits, and so does everything that she would change', async () => {
      const box = await workBox(store, [{ people: 20, job: 'nurse' }]);
      const before = await box.publish();
      await box.add({ people: 1, job: 'nurse', first: yes('worse') });
      expect(await box.publish()).toEqual({ ...before, waiting: 5 });
      await box.add({ people: 9, job: 'nurse' });
      const after = await box.publish();
      expect([after.number, families(after.released)]).toEqual([2, ['job:nurse 30']]);
    });

    test('attack 8: of a family that one member leaves the older figures stay', async () => {
      const box = await workBox(store, [{ people: 20, job: 'welder' }]);
      const [nurse] = await box.add({ people: 12, job: 'nurse', first: yes() });
      const before = await box.publish();
      await box.erase(nurse);
      expect(await box.publish()).toEqual({ ...before, waiting: 5 });
      // Ten welders more: of everybody there is a newer figure, of the nurses there is none.
      await box.add({ people: 12, job: 'welder' });
      const after = await box.publish();
      expect(families(after.released)).not.toContain('job:nurse 11');
      expect(after.released.tables.byFamily.cells.some(({ family }) => family === 'job:nurse')).toBe(false);
    });

    test('a job that grows out of its group does not tell who was in the group before', async () => {
      // Twelve nurses and three midwives are one family; then seven midwives come, enough for their own.
      const box = await workBox(store, [
        { people: 12, job: 'nurse' },
        { people: 3, job: 'midwife', first: yes() },
        { people: 30, job: 'welder' },
      ]);
      expect(families((await box.publish()).released)).toEqual(['isco:222 15', 'job:welder 30']);
      await box.add({ people: 7, job: 'midwife' }, { people: 10, job: 'welder' });
      const { released } = await box.publish();
      // Nurses now, taken from the family before, would leave three midwives; everybody without the welders,
      // taken from it, the seven who came.
      expect([released.tables.all.cells[0].people, families(released)]).toEqual([62, []]);
    });

    test('ten nurses more, of whom one uses AI: how it goes for her is not told by the difference', async () => {
      const nurses = (people: number, quality?: 'better' | 'same' | 'worse'): Alike => ({
        ...{ people, job: 'nurse' },
        first: quality ? yes(quality) : { use: 'none' },
      });
      const box = await workBox(store, [nurses(10, 'better'), nurses(5, 'same'), nurses(15)]);
      const before = (await box.publish()).released;
      expect(aspects(before, 'job:nurse')).toEqual(['use', 'quality']);
      await box.add(nurses(9), nurses(1, 'worse'));
      const { released, text } = await box.publish();
      expect(families(released)).toEqual(['job:nurse 40']);
      expect(aspects(released, 'job:nurse')).toEqual(['use']);
      expect(released.tables.tasks.cells).toEqual([]);
      expect(text).not.toContain('usersByFamily');
    });

    test('who changes her mind among the users waits, also where others have come', async () => {
      const box = await workBox(store, [
        { people: 14, job: 'nurse', first: yes('better') },
        { people: 11, job: 'nurse', first: yes('same') },
        { people: 10, job: 'nurse' },
      ]);
      const [one] = await box.add({ people: 1, job: 'nurse', first: yes('better') });
      expect(aspects((await box.publish()).released, 'job:nurse')).toContain('quality');
      await box.change(one, { people: 1, job: 'nurse', first: yes('worse') });
      await box.add({ people: 12, job: 'nurse' });
      expect(aspects((await box.publish()).released, 'job:nurse')).toEqual(['use', 'time']);
    });

    test('who changes what she said while nobody comes is not told: the answer stays as it was', async () => {
      const none = { gain: [], lose: [], need: [], trained: [] };
      const box = await workBox(store, [
        { people: 30, job: 'welder', first: yes('better') },
        { people: 30, job: 'welder', skills: none },
        { people: 11, job: 'nurse', skills: none },
      ]);
      const [one] = await box.add({ people: 1, job: 'nurse', skills: none });
      const before = await box.publish();
      for (const now of [
        { people: 1, job: 'nurse', skills: { ...none, lose: ['judge' as const] } },
        { people: 1, job: 'nurse', first: yes('worse') },
        { people: 1, job: 'midwife' },
      ]) {
        await box.change(one, now);
        expect(await box.publish()).toMatchObject({ number: before.number, text: before.text, waiting: 5 });
      }
    });

    test('attack 12: in an open room nothing is said by job, whoever says that she is a nurse', async () => {
      const box = await workBox(store, [{ people: 60, job: 'nurse', shift: 'day', first: yes('better') }], {
        entry: 'open',
      });
      const { released, text } = await box.publish();
      expect(released.tables.whole.cells.map(({ aspect }) => aspect)).toContain('use');
      for (const key of ['families', 'byFamily', 'tasks', 'teams', 'skillsByFamily'] as const) {
        expect([key, released.tables[key].cells, released.tables[key].hidden]).toEqual([key, [], []]);
      }
      expect(text).not.toMatch(/nurse|infirmi|shift/);
    });

    test('attack 27: where the organisation asks for more people, a family needs them too', async () => {
      const box = await workBox(store, [
        { people: 30, job: 'welder' },
        { people: 11, job: 'nurse' },
      ]);
      expect(await setMinimum(store.db, box.inquiry, 12)).toBe(undefined);
      const { released } = await box.publish();
      expect([released.tables.families.minimum, families(released)]).toEqual([13, []]);
    });

    test('attack 15: what is published holds nobody’s own name in the box', async () => {
      const box = await workBox(store, []);
      const authors = await box.add({ people: 40, job: 'nurse', first: yes('better') });
      const { text } = await box.publish();
      for (const author of authors) expect(text).not.toContain(author);
    });

    test('attack 19: the same people are one release, however often it is asked for', async () => {
      const box = await workBox(store, [{ people: 30, job: 'nurse' }]);
      const both = await Promise.all([1, 2].map(() => releaseWork(store, box.inquiry, jobs)));
      expect(both.map((one) => one?.number)).toEqual([1, 1]);
      expect((await box.publish()).number).toBe(1);
    });

    test('an inquiry that does not ask has no answer, and one that is not there is refused', async () => {
      const box = await workBox(store, [{ people: 30, job: 'nurse' }]);
      await store.db
        .updateTable('inquiry')
        .set({ questions: '["everyone"]' })
        .where('id', '=', box.inquiry)
        .execute();
      expect(await releaseWork(store, box.inquiry, jobs)).toBe(undefined);
      await expect(releaseWork(store, 'nowhere', jobs)).rejects.toThrow('no inquiry nowhere');
    });
  });
}

describe('what the gate is told of work', () => {
  test('attack 10: eleven or twelve of twelve who use AI look the same, whatever they say of it (J6)', () => {
    const of = (users: number) => {
      const released = frozen(
        workPeople([
          { people: users - 6, job: 'nurse', first: { ...yes('better'), mode: 'together' } },
          { people: 6, job: 'nurse', first: { ...yes('same'), mode: 'alone' } },
          { people: 12 - users, job: 'nurse' },
          { people: 40, job: 'welder', first: yes('same') },
          { people: 40, job: 'welder' },
        ]),
      );
      const own = ({ family }: { readonly family: string }) => family === 'job:nurse';
      const { whole, byFamily, tasks } = released.tables;
      return [
        byFamily.cells.filter(own),
        tasks.cells.filter(own),
        whole.cells.filter(({ aspect }) => aspect === 'use'),
      ];
    };
    expect(of(11)).toEqual(of(12));
    expect(of(12)[0].map((cell) => 'aspect' in cell && cell.aspect)).toEqual(['use']);
  });

  test('the only one who uses AI among many is not told by her time or by her task (J5, J7)', () => {
    const crowds = (more: readonly Alike[]) =>
      frozen(
        workPeople([
          ...more,
          { people: 30, job: 'welder', first: yes('same') },
          { people: 30, job: 'welder' },
        ]),
      );
    const alone = crowds([
      { people: 1, job: 'nurse', first: yes('worse') },
      { people: 59, job: 'nurse' },
    ]);
    expect(aspects(alone, 'job:nurse')).toEqual(['use']);
    expect(alone.tables.tasks.cells.filter(({ family }) => family === 'job:nurse')).toEqual([]);
    // The whole less the welders would be her.
    expect(alone.tables.whole.cells.map(({ aspect }) => aspect)).toContain('time');
    expect(aspects(alone, 'job:welder')).toEqual(['use']);
  });

  test('where fewer than twenty users all say the same, or all but one, it is not said (J6)', () => {
    const quality = (worse: number) =>
      aspects(
        frozen(
          workPeople([
            { people: 12 - worse, job: 'nurse', first: yes('better') },
            { people: worse, job: 'nurse', first: yes('worse') },
            { people: 20, job: 'nurse' },
          ]),
        ),
        'job:nurse',
      ).includes('quality');
    expect([0, 1, 2].map(quality)).toEqual([false, false, true]);
  });

  test('a task that few people of a job added is not even named (J7)', () => {
    const added = (count: number) => {
      const work = workPeople([{ people: 20, job: 'nurse' }]);
      const said = work.said.map((one, person) =>
        person < count
          ? { ...one, tasks: [...one.tasks, { task: 'midwife/feeding', share: 'some', use: 'yes' } as const] }
          : one,
      );
      return freezeWork({ ...work, said }, solve).frozen;
    };
    const named = (count: number) => new TextDecoder().decode(added(count).bytes).includes('midwife/');
    expect([named(9), named(10)]).toEqual([false, true]);
  });

  test('groups of which nearly all or too few answered have no use of their own (J8)', () => {
    const of = (headcount: number) => {
      const work = workPeople([
        { people: 30, job: 'nurse', shift: 'day' },
        { people: 20, job: 'nurse', shift: 'night' },
      ]);
      const [shift] = work.inquiry.attributes;
      const values = shift.values.map((value) => ({
        ...value,
        headcount: value.key === 'night' ? headcount : 60,
      }));
      return frozen({ ...work, inquiry: { ...work.inquiry, attributes: [{ ...shift, values }] } });
    };
    expect(of(40).tables.teams.cells.map(({ id }) => id)).toEqual(['shift/day', 'shift/night']);
    // 20 of 22 at night: how few kept silent would show, and by the day too, since they are 50 together.
    expect(of(22).tables.teams.cells).toEqual([]);
  });

  test('attack 18: no cell holds a number that is finer than its shares, and each has its people', () => {
    const names = 'answers aspect change family few id list most people skill task value'.split(' ');
    fc.assert(
      fc.property(someWork, (work) => {
        const { tables } = frozen(work);
        for (const { minimum, cells } of Object.values(tables)) {
          for (const cell of cells as readonly Record<string, unknown>[]) {
            expect(Object.keys(cell).filter((name) => !names.includes(name))).toEqual([]);
            expect(cell.people).toBeGreaterThanOrEqual(minimum);
            for (const share of Object.values((cell.answers ?? {}) as Record<string, RoundedShare>)) {
              const { share: _, step: __, low: ___, high: ____, nearly: _____, ...others } = share;
              expect(others).toEqual({});
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('whatever is shown, the people of one figure taken from those of another are none or ten', () => {
    fc.assert(
      fc.property(someWork, (work) => {
        const { behind } = freezeWork(work, solve).frozen;
        for (const [about, cells] of Map.groupBy(behind, ({ about }) => about)) {
          for (const one of cells) {
            for (const other of cells) {
              const inside = new Set(other.people);
              if (!one.people.every((person) => inside.has(person))) continue;
              const left = other.people.length - one.people.length;
              expect(left === 0 || left >= 9, `${about}: ${other.cell} without ${one.cell}`).toBe(true);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('J2: the same people give the same bytes, whoever came first', () => {
    fc.assert(
      fc.property(someWork, (work) => {
        const turned = {
          ...work,
          said: work.said.toReversed(),
          profiles: { shift: Array.from(work.profiles.shift).reverse() },
        };
        expect(freezeWork(turned, solve).frozen.hash).toBe(freezeWork(work, solve).frozen.hash);
      }),
      { numRuns: 20 },
    );
  });

  test('J1: who said of no task whether AI is used in it is behind nothing', () => {
    const work = workPeople([{ people: 20, job: 'nurse' }]);
    const silent = {
      job: 'nurse',
      isco: '2221',
      tasks: [{ task: 'nurse/drug-round', share: 'much' }],
    } as const;
    const { frozen: with21, order } = freezeWork(
      {
        ...work,
        said: [...work.said, { ...silent, tasks: [...silent.tasks] }],
        profiles: { shift: Array(21).fill(-1) },
      },
      solve,
    );
    expect(order.length).toBe(20);
    expect(with21.hash).toBe(freezeWork(work, solve).frozen.hash);
  });
});
