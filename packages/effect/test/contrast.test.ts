import { describe, expect, test } from 'vitest';
import {
  type CovarianceType,
  contrast,
  covariance,
  factorOf,
  jointTest,
  leastSquares,
} from '../src/index.ts';
import { close } from './close.ts';
import { fits, golden, model, person, row, team, week } from './panel.ts';
import { hasTrials, metr, metrModel, trial } from './trials.ts';

describe('contrast, beside clubSandwich (golden/panel.R)', () => {
  const clusters = { plain: team, rows: row, weeks: team, persons: team, personRows: row, both: team };
  for (const [name, fit] of Object.entries(fits) as [keyof typeof fits, (typeof fits)['plain']][]) {
    for (const [type, expected] of Object.entries(golden[name])) {
      if (typeof expected === 'number') continue;
      test(`${type} of ${name}: standard error, degrees of freedom and p (SPEC C2 to C4)`, () => {
        // Every row its own cluster is HC2 and HC3.
        const byRow = clusters[name] === row;
        const asked = (byRow ? type.replace('CR', 'HC') : type) as CovarianceType;
        const { estimate, se, df, p, method } = contrast(fit, 'ai', {
          type: asked,
          ...(!byRow && { cluster: team }),
        });
        close(estimate, golden[name].estimate, 1e-12);
        close(se, expected.se, 1e-12);
        close(df, expected.df, 1e-12);
        close(p, expected.p, 1e-12);
        expect(method).toEqual({ covariance: asked, degrees: 'satterthwaite' });
      });
    }
  }

  test('rows as clusters are HC2 (SPEC C2)', () => {
    const one = contrast(fits.plain, 'ai', { type: 'CR2', cluster: row });
    const other = contrast(fits.plain, 'ai', { type: 'HC2' });
    close(one.se, other.se, 1e-12);
    close(one.df, other.df, 1e-12);
  });

  test('the whole covariance matrix (SPEC C2)', () => {
    covariance(fits.plain, { type: 'CR2', cluster: team }).forEach((value, k) => {
      close(value, golden.covariance[k], 1e-12);
    });
  });

  test('clustered by team and week at once (SPEC C5)', () => {
    const { se, df, clusters: least } = contrast(fits.plain, 'ai', { type: 'CR1S', cluster: [team, week] });
    close(se, golden.twoWay.se, 1e-12);
    expect([df, least]).toEqual([3, 4]);
  });

  test('three coefficients at once (SPEC C6)', () => {
    const joint = jointTest(fits.weeks, ['week:2', 'week:3', 'week:4'], { type: 'CR2', cluster: team });
    close(joint.f, golden.wald.f, 1e-12);
    close(joint.df[1], golden.wald.denominator, 1e-12);
    close(joint.p, golden.wald.p, 1e-11);
    const one = jointTest(fits.weeks, ['ai'], { type: 'CR2', cluster: team });
    close(one.p, contrast(fits.weeks, 'ai', { type: 'CR2', cluster: team }).p, 1e-12);
    expect(() => jointTest(fits.weeks, ['ai', { ai: 2 }], { type: 'CR2', cluster: team })).toThrow(
      RangeError,
    );
  });

  test('a combination of terms is their sum (SPEC C1)', () => {
    const both = contrast(fits.plain, { ai: 1, forecast: -2 }, { type: 'HC1' });
    const [, ai, forecast] = fits.plain.coefficients;
    close(both.estimate, ai - 2 * forecast, 1e-14);
    const v = covariance(fits.plain, { type: 'HC1' });
    close(both.se ** 2, v[4] - 4 * v[5] + 4 * v[8], 1e-12);
  });
});

describe('contrast refuses', () => {
  test('one cluster, no clusters, and a treatment that varies in one cluster alone (SPEC C7)', () => {
    expect(() => contrast(fits.plain, 'ai', { type: 'CR2' })).toThrow('CR2 needs clusters');
    expect(() =>
      contrast(fits.plain, 'ai', { type: 'CR2', cluster: { codes: row.codes.map(() => 0), levels: 1 } }),
    ).toThrow('one cluster says nothing about the differences between clusters');
    const only = golden.data.map(({ team: own }) => (own === 7 ? 1 : 0));
    const fit = leastSquares({ outcome: model.outcome, terms: [{ name: 'ai', values: only }] });
    expect(() => contrast(fit, 'ai', { type: 'CR2', cluster: team })).toThrow(
      'ai rests on one cluster alone: CR2 cannot say how sure it is',
    );
    const once = golden.data.map((_, index) => (index === 3 ? 1 : 0));
    const single = leastSquares({ outcome: model.outcome, terms: [{ name: 'ai', values: once }] });
    expect(() => contrast(single, 'ai', { type: 'HC3' })).toThrow('ai rests on one row alone');
  });

  test('corrections that absorbed effects do not allow (SPEC C4)', () => {
    const crossed = leastSquares({ ...model, fixed: [person, week] });
    expect(() => contrast(crossed, 'ai', { type: 'CR2', cluster: team })).toThrow(
      'CR2 needs fixed effects that cross clusters written out as dummies',
    );
    expect(() => contrast(crossed, 'ai', { type: 'HC3' })).toThrow('only one factor may be absorbed');
    close(
      contrast(crossed, 'ai', { type: 'CR1S', cluster: team, degrees: 'clusters' }).se,
      golden.both.CR1S.se,
      1e-12,
    );
    expect(() => contrast(fits.plain, 'ai', { type: 'CR2', cluster: [team, week] })).toThrow(
      'CR2 is defined for one way of clustering',
    );
    expect(() => contrast(fits.plain, 'time', { type: 'OLS' })).toThrow('there is no term time');
    expect(() => contrast(fits.plain, 'ai', { type: 'OLS', level: 95 })).toThrow(
      'level must be between 0 and 1',
    );
  });
});

describe.skipIf(!hasTrials)('METR 2025 (skipped without ../shared/data)', () => {
  // Computed from data and script of arXiv 2507.09089; CR types and degrees of freedom by clubSandwich 0.5.8.
  const { developer } = metr();
  const fit = leastSquares(metrModel());
  const within = leastSquares({ ...metrModel(), fixed: [developer] });
  const percent = ({ low, high }: { low: number; high: number }) => [Math.expm1(low), Math.expm1(high)];

  test('the three published standard errors and intervals (SPEC C1, C2)', () => {
    const published: [CovarianceType, number, number, number][] = [
      ['OLS', 0.081698533409, 0.012559853, 0.394776236],
      ['HC3', 0.08146730563, 0.013018847, 0.394144269],
      ['CR1S', 0.079809206349, 0.016316326, 0.389620913],
    ];
    for (const [type, se, low, high] of published) {
      const figure = contrast(fit, 'ai', { type, cluster: developer, degrees: 'normal' });
      close(figure.se, se, 1e-10);
      close(percent(figure)[0], low, 1e-7);
      close(percent(figure)[1], high, 1e-8);
    }
    expect(Math.expm1(contrast(fit, 'ai', { type: 'OLS' }).estimate)).toBeCloseTo(0.188399941163, 11);
  });

  test('the other seven standard errors and the Satterthwaite degrees of freedom (SPEC C1 to C4)', () => {
    for (const [type, se] of [
      ['HC0', 0.0804508343],
      ['HC1', 0.080945921],
      ['HC2', 0.0809569873],
    ] as const)
      close(contrast(fit, 'ai', { type }).se, se, 1e-9);
    for (const [type, se, df] of [
      ['CR0', 0.0769588776, 12.698901],
      ['CR1', 0.079482787, 12.698901],
      ['CR1S', 0.0798092063, 12.698901],
      ['CR2', 0.0807258488, 12.503649],
      ['CR3', 0.0847507829, 12.303778],
    ] as const) {
      const figure = contrast(fit, 'ai', { type, cluster: developer });
      close(figure.se, se, 1e-9);
      close(figure.df, df, 1e-7);
    }
  });

  test('what sixteen developers allow to say: the interval holds no change (SPEC C4)', () => {
    for (const [type, p, low, high] of [
      ['CR1S', 0.05025794, -0.000226, 0.412614],
      ['CR2', 0.05287354, -0.002493, 0.415824],
      ['CR3', 0.06379593, -0.011478, 0.428692],
    ] as const) {
      const figure = contrast(fit, 'ai', { type, cluster: developer });
      expect(figure.p).toBeCloseTo(p, 8);
      expect(percent(figure)[0]).toBeCloseTo(low, 6);
      expect(percent(figure)[1]).toBeCloseTo(high, 6);
    }
  });

  test('with a level for each developer, absorbed (SPEC A1, C4)', () => {
    close(within.coefficients[0], 0.1391154272, 1e-9);
    close(contrast(within, 'ai', { type: 'OLS' }).se, 0.0783911808, 1e-9);
    for (const [type, se] of [
      ['CR0', 0.0856171398],
      ['CR1', 0.0884250017],
    ] as const)
      close(contrast(within, 'ai', { type, cluster: developer }).se, se, 1e-9);
    const figure = contrast(within, 'ai', { type: 'CR2', cluster: developer });
    close(figure.se, 0.089783248, 1e-9);
    expect(figure.df).toBeCloseTo(12.10877, 5);
    expect(figure.p).toBeCloseTo(0.147, 4);
    expect(percent(figure)[0]).toBeCloseTo(-0.054755, 6);
    expect(percent(figure)[1]).toBeCloseTo(0.3973, 6);
  });
});

describe.skipIf(!hasTrials)('Petersen 2009 (skipped without ../shared/data)', () => {
  const column = trial('petersen.csv');
  const firm = factorOf(column('firm'));
  const year = factorOf(column('year'));
  const fit = leastSquares({
    outcome: column('y').map(Number),
    terms: [{ name: 'x', values: column('x').map(Number) }],
  });

  test('six standard errors (SPEC C1 to C5)', () => {
    // R 4.2.2, sandwich 3.0-2 (vcovHC, vcovCL) and clubSandwich 0.5.8.
    expect(fit.coefficients[1]).toBeCloseTo(1.0348334, 7);
    for (const [options, se] of [
      [{ type: 'OLS' }, 0.0285833],
      [{ type: 'HC1' }, 0.0283952],
      [{ type: 'CR1S', cluster: firm }, 0.0505957],
      [{ type: 'CR1S', cluster: year }, 0.0333889],
      [{ type: 'CR1S', cluster: [firm, year], crossing: 'plain' }, 0.053561],
    ] as const)
      expect(contrast(fit, 'x', options).se).toBeCloseTo(se, 7);
    // vcovCL(cluster = ~ firm + year) without multi0
    expect(contrast(fit, 'x', { type: 'CR1S', cluster: [firm, year] }).se).toBeCloseTo(0.0535580229449, 12);
    const figure = contrast(fit, 'x', { type: 'CR2', cluster: year });
    expect(figure.se).toBeCloseTo(0.03339608, 8);
    expect(figure.df).toBeCloseTo(8.989436, 6);
  });
});
