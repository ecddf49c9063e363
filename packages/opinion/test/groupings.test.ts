import { random, randomNormal } from '@abord/numbers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belonging } from '../src/shape/belonging.ts';
import { groupings } from '../src/shape/groupings.ts';
import type { Likelihoods } from '../src/shape/likelihoods.ts';

/** People at given places, each seen with the same precision on both axes. */
function people(
  places: readonly (readonly [number, number])[],
  precision: number,
  seed: number,
): Likelihoods {
  const source = random(seed);
  const noise = () => Math.sqrt(precision) * randomNormal(source);
  return {
    people: places.length,
    axes: 2,
    precision: Float64Array.from(places.flatMap(() => [precision, 0, precision])),
    information: Float64Array.from(
      places.flatMap(([x, y]) => [precision * x + noise(), precision * y + noise()]),
    ),
    weight: new Float64Array(places.length).fill(1),
  };
}

const drawn = (count: number, seed: number, draw: (source: () => number) => [number, number]) => {
  const source = random(seed);
  return Array.from({ length: count }, () => draw(source));
};

test('three far points are three groups, each person in her own (S7)', () => {
  const corners = [
    [-2, 0],
    [2, 0],
    [0, 3],
  ] as const;
  const data = people(
    Array.from({ length: 150 }, (_, i) => corners[i % 3]),
    9,
    1,
  );
  const found = groupings(data, 0, random(1));
  expect(found.groups).toBe(3);
  expect(found.gain).toBeGreaterThan(2);
  const belongs = belonging(data, found);
  const groupOf = (i: number) => [0, 1, 2].find((g) => belongs[i * 3 + g] > 0.5);
  for (let i = 3; i < 150; i++) expect(groupOf(i)).toBe(groupOf(i % 3));
});

test.each([
  ['a normal cloud', (s: () => number): [number, number] => [randomNormal(s), randomNormal(s)]],
  [
    'a flat line',
    (s: () => number): [number, number] => [(2 * s() - 1) * Math.sqrt(3), 0.3 * randomNormal(s)],
  ],
  ['a skewed line', (s: () => number): [number, number] => [-Math.log1p(-s()) - 1, 0.3 * randomNormal(s)]],
] as const)('%s gives no cut that a likelihood ratio of seven would carry (S8)', (_, law) => {
  for (let seed = 1; seed <= 10; seed++) {
    expect(groupings(people(drawn(300, seed, law), 6, seed), 2, random(seed)).groups).toBe(1);
  }
});

test('nine people apart are no group, however far (S7)', () => {
  const places = Array.from({ length: 200 }, (_, i): [number, number] => [i < 9 ? 8 : 0, 0]);
  expect(groupings(people(places, 9, 1), 0, random(1)).groups).toBe(1);
});

test('the mirror image has the same groups and the same gain (S13)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
      const data = people(
        drawn(80, seed, (s) => [s() < 0.5 ? -1.5 : 1.5, randomNormal(s)]),
        6,
        seed,
      );
      const mirrored = { ...data, information: data.information.map((h) => -h) };
      const a = groupings(data, 0, random(seed));
      const b = groupings(mirrored, 0, random(seed));
      expect(b.groups).toBe(a.groups);
      expect(b.gain).toBeCloseTo(a.gain, 6);
      const surest = (rows: Float64Array) =>
        Array.from({ length: 80 }, (_, i) => Math.max(...rows.subarray(i * a.groups, (i + 1) * a.groups)));
      const there = surest(belonging(mirrored, b));
      surest(belonging(data, a)).forEach((p, i) => {
        expect(there[i]).toBeCloseTo(p, 6);
      });
    }),
    { numRuns: 20 },
  );
});

test('people without votes, and absurdly certain ones, never break the probabilities (S12)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0, 1e-9, 1, 50, 1e6), fc.double({ min: -5, max: 5, noNaN: true })), {
        minLength: 30,
        maxLength: 60,
      }),
      (persons) => {
        const data: Likelihoods = {
          people: persons.length,
          axes: 2,
          precision: Float64Array.from(persons.flatMap(([p]) => [p, 0, p / 2])),
          information: Float64Array.from(persons.flatMap(([p, u]) => [p * u, 0])),
          weight: new Float64Array(persons.length).fill(1),
        };
        const found = groupings(data, 0, random(1));
        const belongs = belonging(data, found);
        for (let i = 0; i < persons.length; i++) {
          const row = belongs.subarray(i * found.groups, (i + 1) * found.groups);
          expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 40 },
  );
});
