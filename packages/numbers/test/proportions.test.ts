import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg, holm, jeffreys, newcombe, wilson } from '../src/index.ts';

const counts = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 1e4, noNaN: true }))
  .map(([share, n]) => ({ successes: Math.min(n, share * n), n }));

describe('wilson', () => {
  test('gives the worked example of Newcombe 1998 (SPEC P1)', () => {
    // Newcombe, Statistics in Medicine 17:857 (1998), table I, method 3: 81/263 -> 0.2553 to 0.3662,
    // 15/148 -> 0.0624 to 0.1605, 0/20 -> 0 to 0.1611, 1/29 -> 0.0061 to 0.1718.
    const table: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [x, n, low, high] of table) {
      expect(wilson(x, n).low).toBeCloseTo(low, 4);
      expect(wilson(x, n).high).toBeCloseTo(high, 4);
    }
  });

  test('says nothing of nobody', () => {
    expect(wilson(0, 0)).toEqual({ value: 0.5, low: 0, high: 1 });
  });

  test('contains the share, mirrors with successes and failures swapped, and its one-sided ends lie inside', () => {
    fc.assert(
      fc.property(counts, ({ successes, n }) => {
        const two = wilson(successes, n);
        const one = wilson(successes, n, { sides: 1 });
        const mirror = wilson(n - successes, n);
        expect(two.low).toBeLessThanOrEqual(two.value + 1e-12);
        expect(two.high).toBeGreaterThanOrEqual(two.value - 1e-12);
        expect(one.low).toBeGreaterThanOrEqual(two.low - 1e-12);
        expect(one.high).toBeLessThanOrEqual(two.high + 1e-12);
        expect(mirror.low).toBeCloseTo(1 - two.high, 9);
      }),
    );
  });

  test('a one-sided bound of 97.5 % is the end of the two-sided 95 % interval', () => {
    expect(wilson(7, 9, { level: 0.975, sides: 1 }).low).toBeCloseTo(wilson(7, 9).low, 12);
  });

  test('refuses more successes than trials', () => {
    expect(() => wilson(3, 2)).toThrow('wilson requires 0 ≤ successes ≤ n, got 3 of 2');
    expect(() => wilson(1, 2, { level: 1 })).toThrow('level must be between 0 and 1, got 1');
  });
});

describe('jeffreys', () => {
  test('agrees with the beta quantiles of scipy and with its rule at the ends (SPEC P2)', () => {
    // scipy 1.17.1, stats.beta.ppf([.025, .975], 1.5, 9.5)
    expect(jeffreys(1, 10).low).toBeCloseTo(0.01101167, 8);
    expect(jeffreys(1, 10).high).toBeCloseTo(0.38131477, 8);
    expect(jeffreys(0, 10).low).toBe(0);
    expect(jeffreys(10, 10).high).toBe(1);
  });
});

describe('newcombe', () => {
  test('gives the worked examples of Newcombe 1998 (SPEC P3)', () => {
    // Newcombe, Statistics in Medicine 17:873 (1998), table II, method 10.
    const examples: [number, number, number, number, number, number][] = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [10, 10, 0, 10, 0.6075, 1],
    ];
    for (const [x, n, y, m, low, high] of examples) {
      const { low: l, high: h } = newcombe({ successes: x, n }, { successes: y, n: m });
      expect(l).toBeCloseTo(low, 4);
      expect(h).toBeCloseTo(high, 4);
    }
  });

  test('changes sign when the two change places', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const there = newcombe(a, b);
        const back = newcombe(b, a);
        expect(back.low).toBeCloseTo(-there.high, 9);
        expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(there.high).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('many tests at once', () => {
  // Benjamini and Hochberg 1995, section 4: fifteen comparisons; at 5 % their procedure rejects four.
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  test('Benjamini-Hochberg rejects the four of the original paper (SPEC M1)', () => {
    const q = benjaminiHochberg(p);
    expect(q.filter((value) => value <= 0.05)).toHaveLength(4);
    // By hand: 15 · 0.0019 / 3 and 15 · 0.0095 / 4.
    expect(q[2]).toBeCloseTo(0.0095, 12);
    expect(q[3]).toBeCloseTo(0.035625, 12);
  });

  test('Holm rejects three there (SPEC M2)', () => {
    const adjusted = holm(p);
    // By hand: 15 · 0.0001, 14 · 0.0004, 13 · 0.0019, 12 · 0.0095.
    expect(Array.from(adjusted.slice(0, 4), (x) => +x.toFixed(6))).toEqual([0.0015, 0.0056, 0.0247, 0.114]);
    expect(adjusted.filter((value) => value <= 0.05)).toHaveLength(3);
  });

  test('neither depends on the order of the tests, and Holm is never bolder than Benjamini-Hochberg', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (list) => {
        const reversed = list.toReversed();
        expect(benjaminiHochberg(reversed).reverse()).toEqual(benjaminiHochberg(list));
        expect(holm(reversed).reverse()).toEqual(holm(list));
        const q = benjaminiHochberg(list);
        holm(list).forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(q[i] - 1e-12);
        });
      }),
    );
  });

  test('both refuse what is no probability', () => {
    expect(() => benjaminiHochberg([0.5, 1.5])).toThrow('p must be between 0 and 1, got 1.5');
    expect(() => holm([Number.NaN])).toThrow('p must be between 0 and 1, got NaN');
  });
});
