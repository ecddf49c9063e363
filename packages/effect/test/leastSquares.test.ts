import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, dummies, factorOf, leastSquares, type Model } from '../src/index.ts';
import { close } from './close.ts';
import { fits, golden, model, person, week } from './panel.ts';
import { hasTrials, metrModel, table } from './trials.ts';

// NIST StRD, Longley: y, deflator, product, unemployed, armed forces, population, year.
const LONGLEY = [
  [60323, 83, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99, 365385, 1870, 3547, 115094, 1953],
  [63761, 100, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];
const longley: Model = {
  outcome: LONGLEY.map((row) => row[0]),
  terms: [1, 2, 3, 4, 5, 6].map((k) => ({ name: `x${k}`, values: LONGLEY.map((row) => row[k]) })),
};

describe('leastSquares', () => {
  test('solves the Longley data to twelve digits (SPEC D1, D2)', () => {
    const fit = leastSquares(longley);
    // NIST StRD certified values.
    const certified = [
      -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355,
    ];
    certified.forEach((value, k) => {
      close(fit.coefficients[k], value, 1e-12);
    });
    close(contrast(fit, 'x6', { type: 'OLS' }).se, 455.478499142212, 1e-12);
    close(contrast(fit, 'intercept', { type: 'OLS' }).se, 890420.383607373, 1e-12);
  });

  test('keeps seven digits of a polynomial of tenth degree and does not call it collinear (SPEC D2)', () => {
    // NIST StRD, Filip, certified; the data are those of Filippelli.
    const rows = table(readFileSync(new URL('golden/filip.csv', import.meta.url), 'utf8'));
    const x = rows('x').map(Number);
    const fit = leastSquares({
      outcome: rows('y').map(Number),
      terms: Array.from({ length: 10 }, (_, k) => ({
        name: `x${k + 1}`,
        values: x.map((v) => v ** (k + 1)),
      })),
    });
    expect(fit.dropped).toEqual([]);
    close(fit.coefficients[0], -1467.4896142298, 1e-7);
    close(fit.coefficients[10], -0.402962525080404e-4, 1e-7);
    close(contrast(fit, 'intercept', { type: 'OLS' }).se, 298.084530995537, 1e-7);
  });

  test('names a term that others span, and what it goes with (SPEC D2)', () => {
    const [ai, forecast] = model.terms.map((term) => term.values);
    const fit = leastSquares({
      ...model,
      terms: [
        ...model.terms,
        { name: 'sum', values: ai.map((value, row) => value + 2 * forecast[row]) },
        { name: 'three', values: ai.map(() => 3) },
        { name: 'nothing', values: ai.map(() => 0) },
      ],
    });
    expect(fit.terms).toEqual(['intercept', 'ai', 'forecast']);
    expect(fit.dropped).toEqual([
      { term: 'sum', with: ['ai', 'forecast'] },
      { term: 'three', with: ['intercept'] },
      { term: 'nothing', with: [] },
    ]);
    expect(() => contrast(fit, 'ai', { type: 'OLS' })).toThrow('ai cannot be told apart from sum, forecast');
    expect(() => contrast(fit, 'nothing', { type: 'OLS' })).toThrow('nothing does not vary');
  });

  test('absorbed fixed effects are the dummies written out (SPEC A1)', () => {
    const absorbed = leastSquares({ ...model, fixed: [week, person] });
    const written = leastSquares({
      ...model,
      terms: [...model.terms, ...dummies('week', week), ...dummies('person', person)],
    });
    for (const term of ['ai', 'forecast']) {
      const one = contrast(absorbed, term, { type: 'OLS' });
      const other = contrast(written, term, { type: 'OLS' });
      close(one.estimate, other.estimate, 1e-12);
      close(one.se, other.se, 1e-12);
      expect(one.df).toBe(other.df);
    }
    expect(Array.from(absorbed.residuals)).toHaveLength(golden.data.length);
    absorbed.residuals.forEach((value, row) => {
      expect(Math.abs(value - written.residuals[row])).toBeLessThan(1e-12);
    });
  });

  test('finds the two-way within estimates of Grunfeld (SPEC A1)', () => {
    const column = table(readFileSync(new URL('golden/grunfeld.csv', import.meta.url), 'utf8'));
    const fit = leastSquares({
      outcome: column('inv').map(Number),
      terms: ['value', 'capital'].map((name) => ({ name, values: column(name).map(Number) })),
      fixed: [factorOf(column('firm')), factorOf(column('year'))],
    });
    // R 4.2.2, plm 2.6-2: plm(inv ~ value + capital, Grunfeld, effect = 'twoways')
    const [value, capital] = ['value', 'capital'].map((term) => contrast(fit, term, { type: 'OLS' }));
    expect(value.estimate.toFixed(9)).toBe('0.117715855');
    expect(value.se.toFixed(10)).toBe('0.0137512830');
    expect(capital.estimate.toFixed(9)).toBe('0.357916273');
    expect(capital.se.toFixed(10)).toBe('0.0227190109');
  });

  test('leaves singletons out and counts them (SPEC A3)', () => {
    expect(fits.persons).toMatchObject({ singletons: 1, n: golden.data.length - 1 });
    expect(fits.persons.residuals.at(-1)).toBe(0);
    // A row that is alone once another is gone, and so on down the line.
    const chain = { outcome: [1, 2, 4, 3, 5], terms: [] };
    expect(() =>
      leastSquares({ ...chain, fixed: [factorOf([1, 1, 2, 2, 3]), factorOf([1, 2, 2, 3, 3])] }),
    ).toThrow('0 rows are too few for 0 parameters');
  });

  test.skipIf(!hasTrials)('METR: the published coefficients (skipped without ../shared/data)', () => {
    const fit = leastSquares(metrModel());
    // Computed from the data of arXiv 2507.09089 with R 4.2.2, lm.
    close(fit.coefficients[0], 0.484234328, 1e-9);
    close(fit.coefficients[1], 0.172607815097, 1e-11);
    close(fit.coefficients[2], 0.851330804, 1e-9);
  });

  test('a term that does not vary inside fixed effects has no coefficient (SPEC A2)', () => {
    const fit = leastSquares({
      ...model,
      terms: [...model.terms, { name: 'team', values: golden.data.map((row) => row.team) }],
      fixed: [person],
    });
    expect(fit.dropped).toEqual([{ term: 'team', with: [] }]);
    expect(() => contrast(fit, 'team', { type: 'OLS' })).toThrow(
      'team does not vary inside the fixed effects',
    );
  });

  test('one row moved or rescaled moves coefficients as it must', () => {
    const size = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(size, size, (scale, shift) => {
        const fit = leastSquares({ ...model, outcome: model.outcome.map((value) => scale * value + shift) });
        close(fit.coefficients[1], scale * fits.plain.coefficients[1], 1e-9);
        close(fit.coefficients[0], scale * fits.plain.coefficients[0] + shift, 1e-9);
      }),
    );
  });

  test('refuses what cannot be computed, with the row (SPEC D3)', () => {
    const outcome = [1, 2, 3];
    const of = (values: number[], name = 'x') => ({ outcome, terms: [{ name, values }] });
    expect(() => leastSquares(of([1, Number.NaN, 3]))).toThrow('x is NaN in row 1');
    expect(() => leastSquares(of([1, 2]))).toThrow('x has 2 values for 3 rows');
    expect(() => leastSquares(of([1, 2, 4], 'intercept'))).toThrow('two terms are called intercept');
    expect(() => leastSquares({ outcome: [1, 2], terms: [{ name: 'x', values: [0, 1] }] })).toThrow(
      '2 rows are too few for 2 parameters',
    );
    expect(() => leastSquares({ ...of([1, 2, 4]), fixed: [{ codes: [0, 1, 2], levels: 2 }] })).toThrow(
      'a fixed effect has the code 2 in row 2, of 2 levels',
    );
    expect(() => leastSquares({ ...of([1, 2, 4]), fixed: [{ codes: [0, 1], levels: 2 }] })).toThrow(
      'a fixed effect has 2 codes for 3 rows',
    );
  });

  test('leaves its input as it was', () => {
    const outcome = Float64Array.from(model.outcome);
    leastSquares({ ...model, outcome, fixed: [week] });
    expect(Array.from(outcome)).toEqual(model.outcome);
  });
});
