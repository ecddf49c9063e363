import { random, randomNormal, shuffle } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import { contrast, effectOf, factorOf, forecastGap, leastSquares, type Records } from '../src/index.ts';
import { close } from './close.ts';
import { fits, golden, model, person, team, week } from './panel.ts';
import { hasTrials, metr, trial } from './trials.ts';

const records: Records = {
  ...model,
  treatment: model.terms[0].values,
  terms: [model.terms[1]],
  cluster: team,
};

describe('effectOf', () => {
  test('absorbs what lies in clusters, writes out what crosses them, and gives CR2 (SPEC E2)', () => {
    const { estimate, se, df, p, n, clusters, singletons, wild, cautions } = effectOf({
      ...records,
      fixed: [person, week],
    });
    close(estimate, golden.both.estimate, 1e-12);
    close(se, golden.both.CR2.se, 1e-12);
    close(df, golden.both.CR2.df, 1e-12);
    close(p, golden.both.CR2.p, 1e-12);
    expect({ n, clusters, singletons }).toEqual({ n: golden.data.length - 1, clusters: 7, singletons: 1 });
    expect(wild).toMatchObject({ draws: 9_999, method: { weights: 'webb' } });
    expect(cautions).toEqual(['few-clusters', 'singletons']);
  });

  test('without clusters gives HC2, with one factor absorbed and the others written out (SPEC E2)', () => {
    const { cluster: _, ...alone } = records;
    const { se, df, method, wild } = effectOf({ ...alone, fixed: [person] });
    close(se, golden.personRows.CR2.se, 1e-12);
    close(df, golden.personRows.CR2.df, 1e-12);
    expect(method).toEqual({ covariance: 'HC2', degrees: 'satterthwaite' });
    expect(wild).toBeUndefined();
    expect(effectOf({ ...alone, fixed: [person, week] }).estimate).toBeCloseTo(golden.both.estimate, 12);
  });

  test('the same rows in another order are the same bytes (SPEC E1)', () => {
    const order = shuffle(random(4), Array.from(golden.data.keys()));
    const turned = (values: ArrayLike<number>) => order.map((row) => values[row]);
    const as = ({ codes, levels }: { codes: Int32Array; levels: number }) => ({
      codes: turned(codes),
      levels,
    });
    const other: Records = {
      outcome: turned(records.outcome),
      treatment: turned(records.treatment),
      terms: records.terms!.map(({ name, values }) => ({ name, values: turned(values) })),
      fixed: [as(person)],
      cluster: as(team),
    };
    expect(JSON.stringify(effectOf(other))).toBe(JSON.stringify(effectOf({ ...records, fixed: [person] })));
  });

  test('draws whole teams again where treatment was given to teams (SPEC E3)', () => {
    const source = random(6);
    const unit = factorOf(Array.from({ length: 80 }, (_, row) => Math.floor(row / 10)));
    const treatment = Array.from(unit.codes, (code) => (code < 4 ? 1 : 0));
    const outcome = treatment.map((value) => value + 0.2 * randomNormal(source));
    const { permutation } = effectOf({ outcome, treatment, cluster: unit });
    expect(permutation).toMatchObject({ draws: 70, enumerated: true, method: { covariance: 'CR0' } });
    expect(permutation!.p).toBeCloseTo(2 / 70, 12);
  });

  test('says when the assignment lacks its fixed effects (SPEC E4)', () => {
    // People who are slow have more tasks with AI; drawn again inside people, the plain mean is off.
    const source = random(9);
    const people = Array.from({ length: 200 }, (_, row) => row % 4);
    const treatment = people.map((one) => (source() < 0.2 + 0.2 * one ? 1 : 0));
    const outcome = people.map((one) => one + 0.3 * randomNormal(source));
    const given = { outcome, treatment, assignment: { kind: 'shuffled', block: factorOf(people) } } as const;
    expect(effectOf(given, { draws: 999 }).cautions).toContain('off-centre');
    expect(effectOf({ ...given, fixed: [factorOf(people)] }, { draws: 999 }).cautions).not.toContain(
      'off-centre',
    );
  });

  test('names what was collinear and refuses a treatment that is (SPEC E4)', () => {
    const double = { name: 'double', values: Array.from(records.terms![0].values, (value) => 2 * value) };
    const figure = effectOf({ ...records, terms: [...records.terms!, double] });
    expect(figure.dropped).toEqual([{ term: 'double', with: ['forecast'] }]);
    expect(figure.cautions).toContain('collinear');
    close(figure.estimate, fits.plain.coefficients[1], 1e-12);
    const same = { name: 'allowed', values: records.treatment };
    expect(() => effectOf({ ...records, terms: [same] })).toThrow(
      'treatment cannot be told apart from allowed',
    );
    expect(() => effectOf({ ...records, treatment: golden.data.map(() => 1) })).toThrow(
      'treatment cannot be told apart from intercept',
    );
    expect(() => effectOf({ ...records, cluster: factorOf(golden.data.map(() => 'one')) })).toThrow(
      'one cluster says nothing',
    );
  });

  test.skipIf(!hasTrials)('METR as this package reports it (skipped without ../shared/data)', () => {
    const { time, ai, forecast, developer } = metr();
    const trial: Records = {
      outcome: time,
      treatment: ai,
      terms: [{ name: 'forecast', values: forecast }],
      cluster: developer,
    };
    const figure = effectOf(trial);
    expect(figure.df).toBeCloseTo(12.503649, 6);
    expect(figure.wild!.p * 65_536).toBe(3_406);
    expect(figure.cautions).toEqual(['few-clusters']);
    const within = effectOf({ ...trial, fixed: [developer] });
    expect(within.p).toBeCloseTo(0.147, 4);
    // 0.079 of the estimate, 0.084 of its t (METR 2025, notes of the package's tests)
    expect(Math.abs(within.permutation!.plain - 0.079)).toBeLessThan(0.009);
  });
});

describe('forecastGap', () => {
  test('is the difference of two regressions, its doubt from both at once (SPEC T9)', () => {
    const without = golden.data.map((row) => row.forecast);
    const with_ = without.map((value, row) => value - 0.3 + ((row * 5) % 7) / 20);
    const { expected, measured, gap } = forecastGap(records, { without, with: with_ });
    const own = contrast(leastSquares(model), 'ai', { type: 'CR2', cluster: team });
    close(measured.estimate, own.estimate, 1e-12);
    close(measured.se, own.se, 1e-9);
    close(
      expected.estimate,
      with_.reduce((sum, value, row) => sum + value - without[row], 0) / with_.length,
      1e-12,
    );
    close(gap.estimate, measured.estimate - expected.estimate, 1e-12);
    const inside = forecastGap({ ...records, fixed: [person] }, { without, with: with_ });
    close(inside.measured.estimate, golden.persons.estimate, 1e-9);
  });

  test.skipIf(!hasTrials)(
    'METR: 24.8 % faster expected, 18.8 % slower measured (skipped without ../shared/data)',
    () => {
      const { time, ai, forecast, developer } = metr();
      const column = trial('metr-2025.csv');
      const { expected, gap } = forecastGap(
        { outcome: time, treatment: ai, terms: [{ name: 'forecast', values: forecast }], cluster: developer },
        {
          without: forecast,
          with: column('predicted_time_ai_allowed').map((minutes) => Math.log(Number(minutes))),
        },
      );
      expect(Math.expm1(expected.estimate)).toBeCloseTo(-0.24838, 5);
      expect(gap.low).toBeGreaterThan(0);
    },
  );
});
