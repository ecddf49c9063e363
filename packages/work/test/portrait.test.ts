import { wilson } from '@abord/numbers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portrait, type Reported, told } from '../src/index.ts';
import { someReported } from './someReported.ts';

const nurse = (use: 'none' | 'tried' | 'yes', more: Partial<Reported> = {}): Reported => ({
  tasks: [
    { task: 'notes', share: 'much', use, ...(use === 'yes' && { quality: 'better', mode: 'alone' }) },
    { task: 'rounds', share: 'much', use: 'none' },
  ],
  ...more,
});

describe('portrait', () => {
  test('counts people, each with what she says over her tasks, and who they are (SPEC R1, R2, R6)', () => {
    const people = [nurse('yes'), { tasks: [] }, nurse('none'), nurse('tried'), nurse('yes')];
    const { people: counted, use, quality } = portrait(people);
    expect([...counted]).toEqual([0, 2, 3, 4]);
    expect(use.counts).toEqual({ none: 1, tried: 1, yes: 2 });
    // Wilson 1927 of 2 of 4: 0.15 to 0.85.
    expect(use.shares.yes).toEqual(wilson(2, 4));
    expect(use.shares.yes.low).toBeCloseTo(0.15, 3);
    expect([[...quality.people], quality.counts]).toEqual([
      [0, 4],
      { better: 2, same: 0, mixed: 0, worse: 0 },
    ]);
  });

  test('of some of the people it says what it says of them alone', () => {
    const people = [nurse('yes'), nurse('none'), nurse('tried'), nurse('yes')];
    const part = portrait(people, [1, 3]);
    expect(part.use.counts).toEqual(portrait([people[1], people[3]]).use.counts);
    expect([...part.people]).toEqual([1, 3]);
    expect(() => portrait(people, [3, 1])).toThrow('rising indices below 4, got 1 after 3');
    expect(() => portrait(people, [4])).toThrow(RangeError);
  });

  test('of a task: those who do it and say so, and what users say of it (SPEC R1, R2, R7)', () => {
    const people: Reported[] = [
      nurse('yes'),
      nurse('tried'),
      { tasks: [{ task: 'rounds', share: 'little' }] },
      { tasks: [{ task: 'notes', share: 'some', use: 'none', quality: 'worse' }] },
    ];
    const [notes, rounds] = portrait(people).tasks;
    expect([notes.task, rounds.task]).toEqual(['notes', 'rounds']);
    expect([...notes.use.people]).toEqual([0, 1, 3]);
    expect(notes.use.counts).toEqual({ none: 1, tried: 1, yes: 1 });
    expect(notes.share.counts).toEqual({ much: 2, some: 1, little: 0 });
    expect([...notes.quality.people]).toEqual([0]);
    expect([...rounds.use.people]).toEqual([0, 1]);
  });

  test('the mean share of time gives each person one voice, its interval as if all or nothing (SPEC R5)', () => {
    // By hand: half of the first one's time, none of the second's: a quarter, of two people.
    const { timeShare } = portrait([nurse('yes'), nurse('none')]);
    expect(timeShare).toEqual(wilson(0.5, 2));
    expect(timeShare.value).toBe(0.25);
  });

  test('the interval of the mean share is wider than what lies behind it asks for (SPEC R5)', () => {
    // Ten people, five of whom have a share of 0.2 and five of 0.8: mean 0.5, standard error 0.3 / √9 = 0.1.
    const people: Reported[] = Array.from({ length: 10 }, (_, person) => ({
      tasks: [
        { task: 'a', share: 'much', use: person % 2 ? 'yes' : 'none' },
        { task: 'b', share: 'little', use: person % 2 ? 'none' : 'yes' },
      ],
    }));
    const { value, low, high } = portrait(people).timeShare;
    expect(value).toBeCloseTo(0.5);
    expect([low < 0.5 - 1.96 * 0.1, high > 0.5 + 1.96 * 0.1]).toEqual([true, true]);
  });

  test('skills are counted once a person, of those who answered about them (SPEC R8)', () => {
    const skills = { gain: ['check', 'check'], lose: ['write'], need: [], trained: [] };
    const people = [
      nurse('yes', { skills }),
      nurse('none'),
      nurse('none', { skills: { ...skills, lose: [] } }),
    ];
    const told = portrait(people).skills;
    expect([...told.people]).toEqual([0, 2]);
    expect([...told.named.gain]).toEqual([['check', 2]]);
    expect([...told.named.lose]).toEqual([['write', 1]]);
    expect([...told.named.need]).toEqual([]);
  });

  test('nobody gives figures of nobody', () => {
    const { people, use, timeShare, tasks } = portrait([]);
    expect([people.length, use.counts, tasks]).toEqual([0, { none: 0, tried: 0, yes: 0 }, []]);
    expect(timeShare).toEqual({ value: 0.5, low: 0, high: 1 });
  });

  test('the same people give the same figures in any order, and are left as they were (SPEC R7)', () => {
    const figures = (people: readonly Reported[]) => {
      const { use, timeShare, quality, tasks, skills } = portrait(people);
      return {
        ...{ use: use.counts, timeShare, quality: quality.counts, named: skills.named },
        tasks: tasks.map(({ task, use, mode }) => [task, use.counts, mode.counts]),
      };
    };
    fc.assert(
      fc.property(fc.array(someReported, { maxLength: 20 }), (people) => {
        const before = structuredClone(people);
        expect(figures(people.toReversed())).toEqual(figures(people));
        expect(people).toEqual(before);
      }),
    );
  });

  test('nobody stands behind a figure who is not behind the portrait, and each figure counts its people', () => {
    fc.assert(
      fc.property(fc.array(someReported, { maxLength: 20 }), (reported) => {
        const { people, tasks, skills, timeShare: _, ...figures } = portrait(reported);
        const all = [
          ...Object.values(figures),
          ...tasks.flatMap(({ task: _, ...told }) => Object.values(told)),
        ];
        for (const { people: behind, counts } of all) {
          expect(behind.every((person) => people.includes(person))).toBe(true);
          expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(behind.length);
        }
        expect(skills.people.every((person) => people.includes(person))).toBe(true);
      }),
    );
  });
});

describe('told', () => {
  test('leaves out who gave no answer (SPEC R6)', () => {
    const { people, counts } = told(['yes', 'no'], [3, 5, 8], (person) =>
      person === 5 ? undefined : person === 3 ? 'yes' : 'no',
    );
    expect([[...people], counts]).toEqual([[3, 8], { yes: 1, no: 1 }]);
  });
});
