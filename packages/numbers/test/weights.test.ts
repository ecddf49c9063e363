import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveSampleSize, rake, rIndicator, trimWeights } from '../src/index.ts';

// G. Kalton and I. Flores-Cervantes, "Weighting methods", Journal of Official Statistics 19 (2003), as in the
// tests of R's package survey: four levels of a by three of b.
const SAMPLE = [
  [20, 50, 100, 30],
  [40, 140, 50, 100],
  [40, 310, 50, 70],
];
const POPULATION = [
  [80, 60, 170, 55],
  [40, 150, 60, 165],
  [55, 340, 200, 125],
];
const people = SAMPLE.flatMap((line, b) =>
  line.flatMap((count, a) => Array.from({ length: count }, () => ({ a, b }))),
);
const totalsOf = (pick: (a: number, b: number) => number, levels: number) => {
  const totals = Array.from({ length: levels }, () => 0);
  for (const [b, line] of POPULATION.entries()) {
    for (const [a, count] of line.entries()) totals[pick(a, b)] += count;
  }
  return totals;
};
const factor = (weights: Float64Array, a: number, b: number) =>
  weights[people.findIndex((person) => person.a === a && person.b === b)].toFixed(2);
const printed = (weights: Float64Array, decimals: number) =>
  Array.from(weights, (weight) => weight.toFixed(decimals));
const cells = [0, 1, 2, 3].map((a) => [0, 1, 2].map((b) => [a, b] as const));

describe('rake', () => {
  const margins = [
    { codes: people.map(({ a }) => a), totals: totalsOf((a) => a, 4) },
    { codes: people.map(({ b }) => b), totals: totalsOf((_, b) => b, 3) },
  ];

  test('W1: gives the factors of Kalton and Flores-Cervantes, printed to two decimals', () => {
    const { weights, converged } = rake(margins);
    expect(converged).toBe(true);
    expect(cells.map((line) => line.map(([a, b]) => factor(weights, a, b)))).toEqual([
      ['1.81', '1.45', '2.02'],
      ['1.08', '0.87', '1.21'],
      ['2.20', '1.76', '2.45'],
      ['1.83', '1.47', '2.04'],
    ]);
    const { designEffect, people: effective } = effectiveSampleSize(weights);
    expect(designEffect.toFixed(4)).toBe('1.0997');
    expect(effective.toFixed(1)).toBe('909.4');
  });

  test('W1: one margin of all cells is post-stratification, with their printed factors', () => {
    const { weights } = rake([
      { codes: people.map(({ a, b }) => 4 * b + a), totals: totalsOf((a, b) => 4 * b + a, 12) },
    ]);
    expect(cells.map((line) => line.map(([a, b]) => factor(weights, a, b)))).toEqual([
      ['4.00', '1.00', '1.38'],
      ['1.20', '1.07', '1.10'],
      ['1.70', '1.20', '4.00'],
      ['1.83', '1.65', '1.79'],
    ]);
  });

  // tests/test_rake.py and tests/test_poststratify.py of Meta's balance, to the digit printed there.
  test('W1: rakes as Meta’s balance does, from two margins', () => {
    const a = Array.from({ length: 12 }, (_, person) => person % 2);
    const b = Array.from({ length: 12 }, (_, person) => Math.floor(person / 6));
    const { weights } = rake([
      { codes: a, totals: [10, 2] },
      { codes: b, totals: [6, 6] },
    ]);
    expect(printed(weights, 2)).toEqual(a.map((code) => ['1.67', '0.33'][code]));
    // A target that is itself weighted, 0.5 and 1 in turn.
    const halved = rake([
      { codes: a, totals: [7.5, 1.5] },
      { codes: b, totals: [4.5, 4.5] },
    ]);
    expect(printed(halved.weights, 2)).toEqual(a.map((code) => ['1.25', '0.25'][code]));
  });

  test('W1: an answer that is missing is a code of its own, or its people are left out (Meta’s balance)', () => {
    const a = Array.from({ length: 18 }, (_, person) => person % 3);
    const b = Array.from({ length: 18 }, (_, person) => person % 2);
    const kept = rake([
      { codes: a, totals: [10, 6, 2] },
      { codes: b, totals: [9, 9] },
    ]);
    expect(printed(kept.weights, 2)).toEqual(a.map((code) => ['1.67', '1.00', '0.33'][code]));
    const answered = [...a.keys()].filter((person) => a[person] < 2);
    const left = rake([
      { codes: answered.map((person) => a[person]), totals: [10, 6] },
      { codes: answered.map((person) => b[person]), totals: [8, 8] },
    ]);
    expect(printed(left.weights, 2)).toEqual(answered.map((person) => ['1.67', '1.00'][a[person]]));
  });

  test('W1: post-stratifies as Meta’s balance does, from design weights', () => {
    const { weights } = rake([{ codes: [0, 1, 2, 0], totals: [2, 0.5, 1] }], { design: [0.5, 2, 1, 1] });
    expect(printed(weights, 3)).toEqual(['0.667', '0.500', '1.000', '1.333']);
  });

  test('W1: says that it did not converge when the rounds run out', () => {
    expect(rake(margins, { rounds: 1 }).converged).toBe(false);
  });

  test('refuses a code without anybody, sums that differ, and codes out of range', () => {
    expect(() => rake([])).toThrow('needs a margin');
    expect(() => rake([{ codes: [0, 0], totals: [1, 1] }])).toThrow('nobody has the code 1');
    expect(() => rake([{ codes: [0, 2], totals: [1, 1] }])).toThrow('the code 2');
    expect(() => rake([{ codes: [0, 1], totals: [1, 0] }])).toThrow('above 0');
    const other = { codes: [0, 1], totals: [1, 2] };
    expect(() => rake([{ codes: [0, 1], totals: [1, 1] }, other])).toThrow('one sum');
    expect(() => rake([{ codes: [0, 1, 1], totals: [1, 1] }, other])).toThrow('2 codes of 3');
  });

  test('whatever the margins of a full table, they are met', () => {
    const margin = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 9, maxLength: 9 }),
        margin,
        margin,
        (counts, x, y) => {
          const all = counts.flatMap((count, cell) => Array.from({ length: count }, () => cell));
          const scaled = (totals: number[]) =>
            totals.map((t) => (100 * t) / totals.reduce((s, v) => s + v, 0));
          const margins = [
            { codes: all.map((cell) => cell % 3), totals: scaled(x) },
            { codes: all.map((cell) => Math.floor(cell / 3)), totals: scaled(y) },
          ];
          const { weights } = rake(margins);
          for (const { codes, totals } of margins) {
            totals.forEach((total, code) => {
              const sum = weights.reduce((s, weight, person) => s + (codes[person] === code ? weight : 0), 0);
              expect(sum).toBeCloseTo(total, 5);
            });
          }
        },
      ),
    );
  });
});

describe('trimWeights', () => {
  test('W2: holds weights under five times the mean and keeps their sum (by hand)', () => {
    // Mean 4; 31 is cut to 20, the sum 29 is brought back to 40.
    const trimmed = trimWeights([1, 1, 1, 1, 1, 1, 1, 1, 1, 31]);
    expect(trimmed[0]).toBeCloseTo(40 / 29, 12);
    expect(trimmed[9]).toBeCloseTo((20 * 40) / 29, 12);
  });

  test('W2: changes nothing between the bounds, and refuses what is no weight', () => {
    expect(Array.from(trimWeights([1, 2, 3]))).toEqual([1, 2, 3]);
    expect(() => trimWeights([1, 0])).toThrow('above 0');
    expect(() => trimWeights([1], { low: 2 })).toThrow('bounds');
  });
});

describe('effectiveSampleSize', () => {
  test('W3: equal weights cost nothing, unequal ones people (by hand: 16 / 6)', () => {
    expect(effectiveSampleSize([3, 3, 3])).toEqual({ designEffect: 1, people: 3 });
    expect(effectiveSampleSize([1, 1, 2]).people).toBeCloseTo(16 / 6, 12);
    expect(() => effectiveSampleSize([])).toThrow('no weight');
    expect(() => effectiveSampleSize([-1])).toThrow('from 0');
  });
});

describe('rIndicator', () => {
  test('W4: is 0.7418011102528389 for 0.2, 0.4, 0.3, 0.5 (Meta’s balance), and 1 where all answer alike', () => {
    expect(rIndicator([0.2, 0.4, 0.3, 0.5])).toBe(0.7418011102528389);
    expect(rIndicator([0.6, 0.6, 0.6])).toBe(1);
    expect(() => rIndicator([0.5])).toThrow('two people');
    expect(() => rIndicator([0.5, 1.5])).toThrow('between 0 and 1');
  });
});
