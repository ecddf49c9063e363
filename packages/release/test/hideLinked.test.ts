import { random, randomInteger } from '@abord/numbers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideLinked, type LinkedSet } from '../src/hideLinked.ts';
import { rankOf } from './rankOf.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const open = (people: readonly number[], least: number): LinkedSet => ({ people, least, fixed: false });
const known = (people: readonly number[]): LinkedSet => ({ people, least: 0, fixed: true });

describe('hideLinked', () => {
  test('R13: a whole minus its part leaves four people, and the part is hidden', () => {
    expect(hideLinked([known(range(0, 20)), open(range(0, 16), 8)])).toEqual([1]);
    expect(hideLinked([known(range(0, 20)), open(range(0, 12), 8)])).toEqual([]);
    expect(hideLinked([known(range(0, 20)), open(range(0, 20), 8)])).toEqual([]);
  });

  test('attack 5: two hierarchies that nearly coincide cost the smaller of the two (R13)', () => {
    const site = range(0, 40);
    const job = range(3, 40);
    expect(hideLinked([open(site, 8), open(job, 8), known(range(0, 100))])).toEqual([1]);
  });

  test('R13: an older release is subtracted like any other set', () => {
    const older = known(range(0, 30));
    expect(hideLinked([open(range(0, 31), 8), older])).toEqual([0]);
    expect(hideLinked([open(range(0, 37), 8), older])).toEqual([0]);
    expect(hideLinked([open(range(0, 38), 8), older])).toEqual([]);
    // One left and eight came: nine people, nobody alone.
    expect(hideLinked([open(range(1, 38), 8), older])).toEqual([]);
    // Erased: the one who left is what the difference is made of.
    expect(hideLinked([open(range(1, 30), 8), older])).toEqual([0]);
  });

  test('attack 4: finds what no line of a table shows (R13; sdcTable’s w|b, here with shown margins)', () => {
    const counts = [
      [30, 7, 64, 89],
      [90, 124, 15, 31],
      [92, 100, 59, 85],
      [80, 91, 65, 68],
    ];
    const shown = ['03', '11', '13', '20', '22', '30', '32'];
    const cells: { name: string; people: number[] }[] = [];
    let next = 0;
    counts.forEach((line, row) => {
      line.forEach((count, column) => {
        cells.push({ name: `${row}${column}`, people: range(next, next + count) });
        next += count;
      });
    });
    const margin = (place: 0 | 1, at: number) =>
      known(
        cells.flatMap(({ name, people }) => (name[place] === `${at}` ? people : [])).sort((a, b) => a - b),
      );
    const margins = range(0, 4).flatMap((at) => [margin(0, at), margin(1, at)]);
    const sets = [
      ...margins,
      ...cells.filter(({ name }) => shown.includes(name)).map(({ people }) => open(people, 8)),
    ];
    const hidden = hideLinked(sets);
    expect(hidden).toHaveLength(1);
    expect(hideLinked(sets.filter((_, index) => !hidden.includes(index)))).toEqual([]);
  });

  test('R13: what only known sets tell apart hides nothing, and raising the minimum later undoes nothing', () => {
    expect(hideLinked([known(range(0, 20)), known(range(0, 19)), open(range(30, 50), 8)])).toEqual([]);
  });

  test('R13: of two sets the one of the higher rank goes first, even if it is larger', () => {
    const ranked = (rank: number, people: readonly number[]) => ({ ...open(people, 8), rank });
    expect(hideLinked([ranked(0, range(0, 20)), ranked(1, range(0, 25)), known(range(0, 40))])).toEqual([1]);
  });

  test('sets of the same people are hidden together', () => {
    expect(hideLinked([known(range(0, 20)), open(range(0, 16), 8), open(range(0, 16), 8)])).toEqual([1, 2]);
  });

  test('whatever the sets, no group under the minimum can be made of those that stay (every group tried)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const source = random(seed);
        const people = 6 + randomInteger(source, 8);
        const least = 2 + randomInteger(source, 2);
        const sets = range(0, 2 + randomInteger(source, 6))
          .map(() => range(0, people).filter(() => source() < 0.6))
          .filter((members) => members.length >= least);
        const hidden = new Set(hideLinked(sets.map((members) => open(members, least))));
        const left = sets.filter((_, index) => !hidden.has(index));
        for (const group of groupsUnder(least, people)) {
          // Some combination lives on the group alone where the sets have a lower rank outside it.
          const outside = left.map((members) => members.filter((person) => !group.includes(person)));
          expect(rankOf(outside, people), `seed ${seed}, group ${group}`).toBe(rankOf(left, people));
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** All groups of fewer than `least` people. */
function groupsUnder(least: number, people: number): number[][] {
  const groups: number[][] = [];
  const extend = (group: readonly number[], from: number) => {
    for (let person = from; person < people; person++) {
      const larger = [...group, person];
      groups.push(larger);
      if (larger.length < least - 1) extend(larger, person + 1);
    }
  };
  extend([], 0);
  return groups;
}
