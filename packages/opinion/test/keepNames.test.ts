import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepNames } from '../src/keepNames.ts';

const map = (groups: Record<string, string>) =>
  new Map(Object.entries(groups).flatMap(([name, people]) => [...people].map((p) => [p, name] as const)));

test('groups that swap places on the map keep their names (S14)', () => {
  // By hand: the members of the new B are those of the old A, and the other way round.
  const names = keepNames(map({ A: 'abcd', B: 'xyz' }), map({ A: 'xyz', B: 'abcd' }));
  expect([...names]).toEqual([
    ['A', 'B'],
    ['B', 'A'],
  ]);
});

test('a group that splits leaves its name to the larger part; the other gets a letter never used (S14)', () => {
  // By hand: Jaccard 4/6 and 2/6 with the old A; the second is not above a third and A is taken anyway.
  const names = keepNames(map({ A: 'abcdef', B: 'xyz' }), map({ A: 'ef', B: 'abcd', C: 'xyz' }));
  expect(Object.fromEntries(names)).toEqual({ A: 'C', B: 'A', C: 'B' });
});

test('people who are on one map only do not count (S14)', () => {
  const names = keepNames(map({ A: 'ab', B: 'xy' }), map({ A: 'xyijklmnop', B: 'abqrst' }));
  expect(Object.fromEntries(names)).toEqual({ A: 'B', B: 'A' });
});

test('groups that share nobody keep no name (S14)', () => {
  expect(Object.fromEntries(keepNames(map({ A: 'ab' }), map({ A: 'cd' })))).toEqual({ A: 'B' });
});

test('the same people keep the same names, whatever letters the new map uses (S14)', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (people, groups) => {
        const before = new Map(people.map((p, k) => [p, 'ABCDE'[k % groups]]));
        const now = new Map(people.map((p, k) => [p, 'VWXYZ'[k % groups]]));
        const names = keepNames(before, now);
        for (const p of people) expect(names.get(now.get(p)!)).toBe(before.get(p));
      },
    ),
  );
});
