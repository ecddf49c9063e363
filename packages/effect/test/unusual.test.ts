import { random, randomNormal } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import {
  type CovarianceType,
  contrast,
  effectOf,
  eventStudy,
  factorOf,
  forecastGap,
  groupTimeEffects,
  leastSquares,
  preTrends,
  type Records,
  type Rollout,
  twoWayEffect,
  welch,
  wildBootstrap,
} from '../src/index.ts';
import { close } from './close.ts';
import { golden, model, team } from './panel.ts';

const records: Records = {
  ...model,
  treatment: model.terms[0].values,
  terms: [model.terms[1]],
  cluster: team,
};
const scaled = (values: ArrayLike<number>, by: number) => Array.from(values, (value) => by * value);
const rows = golden.data.length;

describe('units of measurement', () => {
  test('minutes, seconds or years: intervals of draws go with them (SPEC W3, P3)', () => {
    const whole = effectOf(records, { draws: 199 });
    for (const unit of [1e-9, 60, 1e12]) {
      const other = effectOf({ ...records, outcome: scaled(records.outcome, unit) }, { draws: 199 });
      for (const key of ['wild', 'permutation'] as const) {
        expect(other[key]!.p).toBe(whole[key]!.p);
        close(other[key]!.low, unit * whole[key]!.low, 1e-9);
        close(other[key]!.high, unit * whole[key]!.high, 1e-9);
      }
    }
    const shifted = { name: 'forecast', values: Array.from(records.terms![0].values, (v) => 1e8 * v + 1e9) };
    const moved = effectOf({ ...records, terms: [shifted] }, { draws: 199 });
    expect(moved.permutation!.p).toBe(whole.permutation!.p);
    close(moved.permutation!.estimate, moved.estimate, 1e-9);
  });

  test('a treatment in two clusters alone has an interval of the bootstrap (SPEC W3)', () => {
    const unit = factorOf(Array.from({ length: 40 }, (_, row) => row % 10));
    const treatment = Array.from(unit.codes, (code) => (code < 2 ? 1 : 0));
    const outcome = Array.from({ length: 40 }, (_, row) => 3 * treatment[row] + 50 * ((row * 37) % 11));
    const fit = leastSquares({ outcome, terms: [{ name: 'ai', values: treatment }] });
    const { low, high, estimate } = wildBootstrap(fit, 'ai', { cluster: unit });
    const tenth = leastSquares({
      outcome: scaled(outcome, 0.001),
      terms: [{ name: 'ai', values: treatment }],
    });
    const small = wildBootstrap(tenth, 'ai', { cluster: unit });
    expect(low).toBeLessThan(estimate);
    close(small.low, 0.001 * low, 1e-9);
    close(small.high, 0.001 * high, 1e-9);
  });

  test('figures whose squares are no numbers are refused (SPEC D3)', () => {
    for (const [unit, size] of [
      [1e160, 'large'],
      [1e-160, 'small'],
    ] as const)
      expect(() => leastSquares({ ...model, outcome: scaled(model.outcome, unit) })).toThrow(
        `outcome is too ${size} to compute with`,
      );
  });
});

describe('nothing to judge by', () => {
  test('an outcome that does not vary is refused, not surely unchanged (SPEC E5)', () => {
    const constant = (values: ArrayLike<number>, fixed: Records['fixed'] = []) => {
      try {
        effectOf({ ...records, outcome: values, fixed });
      } catch (error) {
        return (error as Error).cause;
      }
      return undefined;
    };
    const cause = { code: 'constant', term: 'outcome' };
    expect(constant(golden.data.map(() => 0.1))).toEqual(cause);
    expect(
      constant(
        Array.from(team.codes, (code) => code / 7),
        [team],
      ),
    ).toEqual(cause);
    expect(constant(scaled(records.terms![0].values, 1 / 3))).toEqual(cause);
    expect(() => groupTimeEffects({ ...twoCohorts(), outcome: Array(36).fill(0.1) })).toThrow(
      'the outcome does not vary',
    );
  });

  test('what is explained to the last digit has no rounding for an effect (SPEC D4)', () => {
    // y = forecast / 3 + 2 exactly: the treatment does nothing.
    const outcome = Array.from(model.terms[1].values, (value) => value / 3 + 2);
    const fit = leastSquares({ ...model, outcome });
    expect(fit.coefficients[1]).toBe(0);
    close(fit.coefficients[2], 1 / 3, 1e-12);
    expect(contrast(fit, 'ai', { type: 'CR2', cluster: team })).toMatchObject({ estimate: 0, se: 0, p: 1 });
  });

  test('one treated cluster, or row, is refused whatever the standard error (SPEC C7)', () => {
    const alone = Array.from(team.codes, (code) => (code === 2 ? 1 : 0));
    const first = golden.data.map((_, row) => (row === 0 ? 1 : 0));
    const of = (values: number[], type: CovarianceType) => () =>
      contrast(leastSquares({ outcome: model.outcome, terms: [{ name: 'ai', values }] }), 'ai', {
        type,
        cluster: team,
      });
    for (const type of ['CR0', 'CR1', 'CR1S', 'CR2', 'CR3'] as const)
      expect(of(alone, type)).toThrow('ai rests on one cluster alone');
    for (const type of ['HC0', 'HC1', 'HC2', 'HC3'] as const)
      expect(of(first, type)).toThrow('ai rests on one row alone');
    expect(of(first, 'OLS')().se).toBeGreaterThan(0);
  });
});

describe('clusters too many for CR2', () => {
  const [clusters, weeks, each] = [2_000, 260, 4];
  const person = Int32Array.from({ length: clusters * each }, (_, row) => Math.floor(row / each));
  const week = Int32Array.from(person, (one, row) => (one * 7 + (row % each) * 61) % weeks);
  const fixed = [
    { codes: person, levels: clusters },
    { codes: week, levels: weeks },
  ];
  const treating = (few: number) => () => {
    const source = random(2);
    return effectOf({
      outcome: Array.from(person, () => randomNormal(source)),
      treatment: Array.from(person, (one, row) => (one < few && row % each > 1 ? 1 : 0)),
      ...{ fixed, cluster: fixed[0] },
    });
  };

  test('say so where the treatment is in a few of them, and refuse one (SPEC E2, E4)', () => {
    expect(treating(1)).toThrow('treatment rests on one cluster nearly alone');
    expect(treating(5)().cautions).toEqual(['few-clusters', 'no-cr2']);
    expect(treating(1_000)().cautions).toEqual(['no-cr2']);
  });
});

describe('lists that do not belong together', () => {
  test('are refused, with the row as it was given (SPEC D3)', () => {
    const short = { codes: team.codes.slice(0, 20), levels: team.levels };
    const with_ = (change: Partial<Records>) => () => effectOf({ ...records, ...change });
    const broken = (values: ArrayLike<number>, row: number, value: number) =>
      Array.from(values, (other, at) => (at === row ? value : other));
    expect(with_({ outcome: broken(records.outcome, 3, Number.NaN) })).toThrow('outcome is NaN in row 3');
    expect(with_({ treatment: broken(records.treatment, 9, Infinity) })).toThrow(
      'treatment is Infinity in row 9',
    );
    expect(with_({ cluster: short })).toThrow(`the cluster has 20 codes for ${rows} rows`);
    expect(with_({ cluster: { codes: broken(team.codes, 5, Number.NaN), levels: 7 } })).toThrow(
      'the cluster has the code NaN in row 5',
    );
    for (const assignment of [
      { kind: 'shuffled', block: short },
      { kind: 'shuffled', unit: short },
    ] as const)
      expect(with_({ assignment })).toThrow(`has 20 codes for ${rows} rows`);
    expect(
      with_({ assignment: { kind: 'shuffled', block: { codes: Array(rows).fill(5), levels: 2 } } }),
    ).toThrow('the block has the code 5 in row 0, of 2 levels');
    const logs = Array.from(records.outcome);
    expect(() => forecastGap(records, { without: broken(logs, 4, -Infinity), with: logs })).toThrow(
      'the forecast without is -Infinity in row 4',
    );
    expect(() => factorOf([1, Number.NaN])).toThrow('the level is NaN in row 1');
  });

  test('covariates may be called as anything (SPEC E2)', () => {
    const values = records.terms![0].values;
    const { estimate } = effectOf(records);
    for (const name of ['treatment', 'intercept', 'fixed 1:1'])
      expect(effectOf({ ...records, terms: [{ name, values }] }).estimate).toBe(estimate);
  });
});

/** Six units over six periods: two start in the third, two in the fifth, two never unless `all` start in the end. */
function twoCohorts(all = false): Rollout {
  const at = Array.from({ length: 36 }, (_, row) => ({ unit: Math.floor(row / 6), time: 1 + (row % 6) }));
  const start = [3, 3, 5, 5, ...(all ? [6, 6] : [Infinity, Infinity])];
  return {
    outcome: at.map(({ unit, time }) => ((unit * 7 + time * time * 5) % 13) + (time >= start[unit] ? 2 : 0)),
    unit: factorOf(at.map(({ unit }) => unit)),
    time: at.map(({ time }) => time),
    cohort: at.map(({ unit }) => start[unit]),
  };
}

describe('few units, and none that stays untreated', () => {
  /** One cohort of four, from the fourth period on, and five never treated. */
  const few: Rollout = (() => {
    const table = [
      [1, 2.5, 2, 4],
      [0, 0.5, 1.5, 2],
      [2, 2, 3.5, 5],
      [1, 1.2, 2.2, 4],
      [0, 1, 1, 2],
      [3, 3.5, 4, 4],
      [1, 1.1, 2.5, 3],
      [2, 3.2, 3, 3.4],
      [0, 0.3, 1.2, 1],
    ];
    const at = table.flatMap((own, unit) => own.map((outcome, time) => ({ unit, time: time + 1, outcome })));
    return {
      outcome: at.map(({ outcome }) => outcome),
      unit: factorOf(at.map(({ unit }) => unit)),
      time: at.map(({ time }) => time),
      cohort: at.map(({ unit }) => (unit < 4 ? 4 : Infinity)),
    };
  })();

  test('the test before the starts has Hotelling’s law beside chi-square (SPEC R5)', () => {
    // R 4.2.2: cov() of both groups, degrees of freedom by the formula of Krishnamoorthy and Yu (2004).
    const found = preTrends(groupTimeEffects(few))!;
    close(found.chiSquare, 2.47802085463097, 1e-12);
    close(found.p, 0.289670726393543, 1e-12);
    close(found.few!.f, 0.781413074556375, 1e-12);
    close(found.few!.df[1], 4.553498786433977, 1e-12);
    close(found.few!.p, 0.510793321368323, 1e-12);
  });

  test('of one effect it is Welch’s t (SPEC R5)', () => {
    const later = Array.from(few.time.length ? Array(36).keys() : []).filter((row) => few.time[row] > 1);
    const pick = (values: ArrayLike<number>) => later.map((row) => values[row]);
    const found = preTrends(
      groupTimeEffects({
        outcome: pick(few.outcome),
        unit: { codes: pick(few.unit.codes), levels: 9 },
        time: pick(few.time),
        cohort: pick(few.cohort),
      }),
    )!;
    const changes = Array.from(
      { length: 9 },
      (_, unit) => few.outcome[4 * unit + 2] - few.outcome[4 * unit + 1],
    );
    const sums = (values: number[]) => ({
      n: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      sumSquares: values.reduce((sum, value) => sum + value * value, 0),
    });
    close(found.few!.p, welch(sums(changes.slice(4)), sums(changes.slice(0, 4))).p, 1e-9);
  });

  test('more effects than units can tell apart are refused (SPEC R5)', () => {
    expect(() => preTrends(groupTimeEffects(twoCohorts()))).toThrow('6 units are too few to tell 4 effects');
  });

  test('the last cohort is a control alone (SPEC R2)', () => {
    const { effects, cohorts } = groupTimeEffects(twoCohorts(true), { control: 'notyet' });
    expect(cohorts.map(({ cohort }) => cohort)).toEqual([3, 5, 6]);
    expect(effects.map(({ cohort, time }) => `${cohort}:${time}`)).toEqual([
      ...['3:2', '3:3', '3:4', '3:5', '5:2', '5:3', '5:4', '5:5'],
    ]);
    // By hand: changes of the cohort less those of all who have not started by the later period.
    const { outcome } = twoCohorts(true);
    const change = (unit: number, to: number, from: number) =>
      outcome[6 * unit + to - 1] - outcome[6 * unit + from - 1];
    const mean = (units: number[], to: number, from: number) =>
      units.reduce((sum, unit) => sum + change(unit, to, from) / units.length, 0);
    const at = (name: string) => effects.find(({ cohort, time }) => `${cohort}:${time}` === name)!;
    expect(at('3:4').estimate).toBeCloseTo(mean([0, 1], 4, 2) - mean([2, 3, 4, 5], 4, 2), 12);
    expect(at('3:5').estimate).toBeCloseTo(mean([0, 1], 5, 2) - mean([4, 5], 5, 2), 12);
    expect(at('5:3').estimate).toBeCloseTo(mean([2, 3], 3, 2) - mean([4, 5], 3, 2), 12);
    const spread = (units: number[], to: number, from: number) => {
      const own = mean(units, to, from);
      return units.reduce((sum, unit) => sum + (change(unit, to, from) - own) ** 2, 0) / units.length ** 2;
    };
    expect(at('3:4').se).toBeCloseTo(Math.sqrt(spread([0, 1], 4, 2) + spread([2, 3, 4, 5], 4, 2)), 12);
  });

  test('a cohort that nobody sees right before its start tells nothing, and the others do (SPEC R7)', () => {
    const full = twoCohorts();
    const kept = Array.from(Array(36).keys()).filter(
      (row) => !(full.cohort[row] === 3 && full.time[row] === 2),
    );
    const pick = (values: ArrayLike<number>) => kept.map((row) => values[row]);
    const gap: Rollout = {
      outcome: pick(full.outcome),
      unit: { codes: pick(full.unit.codes), levels: 6 },
      time: pick(full.time),
      cohort: pick(full.cohort),
    };
    const study = eventStudy(gap, { type: 'CR1S' });
    expect([...new Set(study.effects.map(({ cohort }) => cohort))]).toEqual([5]);
    // Periods 3 to 6 of two units.
    expect(study.leftOut).toBe(8);
    expect(eventStudy(full, { type: 'CR1S' }).leftOut).toBe(0);
    expect(twoWayEffect(gap).comparisons).toBeUndefined();
  });
});
