import { random, randomNormal } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import { absorb } from '../src/absorb.ts';
import { factorOf } from '../src/index.ts';

const noise = (rows: number, seed = 1) => {
  const source = random(seed);
  return Float64Array.from({ length: rows }, () => randomNormal(source));
};
const largestMean = (column: Float64Array, factor: { codes: Int32Array; levels: number }) => {
  const sums = new Float64Array(factor.levels);
  column.forEach((value, row) => {
    sums[factor.codes[row]] += value;
  });
  return Math.max(...sums.map(Math.abs));
};

describe('absorb', () => {
  test('leaves no mean of any level of three factors (SPEC A1)', () => {
    const source = random(3);
    const draw = (levels: number) =>
      factorOf(Array.from({ length: 3_000 }, () => Math.floor(source() * levels)));
    const factors = [draw(12), draw(300), draw(40)];
    const column = noise(3_000);
    const { residualise, rank, components } = absorb(factors, 3_000);
    residualise(column);
    for (const factor of factors) expect(largestMean(column, factor)).toBeLessThan(1e-10);
    expect({ rank, components }).toEqual({ rank: 12 + 300 + 40 - 2, components: 1 });
    const again = column.slice();
    residualise(again);
    again.forEach((value, row) => {
      expect(Math.abs(value - column[row])).toBeLessThan(1e-12);
    });
  });

  test('settles on a chain of people who share one task each with the next, where sweeps stall (SPEC A1)', () => {
    // Person k works on tasks k and k + 1, twice on each: 2,000 people hang together by a thread.
    const rows = 8_000;
    const people = factorOf(Array.from({ length: rows }, (_, row) => row >> 2));
    const tasks = factorOf(Array.from({ length: rows }, (_, row) => (row >> 2) + (row & 1)));
    const column = noise(rows, 5);
    const { residualise, rank, components, singletons } = absorb([people, tasks], rows);
    residualise(column);
    expect(largestMean(column, people)).toBeLessThan(1e-10);
    expect(largestMean(column, tasks)).toBeLessThan(1e-10);
    expect({ rank, components, singletons }).toEqual({ rank: 4_000, components: 1, singletons: 0 });
  });

  test('counts the sets that nothing connects, and the rank they leave (SPEC A2)', () => {
    const first = factorOf([0, 0, 1, 1, 2, 2, 3, 3]);
    const second = factorOf([0, 1, 0, 1, 2, 3, 2, 3]);
    expect(absorb([first, second], 8)).toMatchObject({ rank: 4 + 4 - 2, components: 2 });
  });

  test('finds rows that are alone once others are gone (SPEC A3)', () => {
    // Task 9 is seen once; without it person 2 has one row left; without that, task 1 has one.
    const people = factorOf([0, 0, 0, 1, 1, 1, 2, 2]);
    const tasks = factorOf([3, 4, 3, 4, 3, 4, 1, 9]);
    const { alone, singletons } = absorb([people, tasks], 8);
    expect(Array.from(alone)).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(singletons).toBe(2);
  });
});
