import { random, randomNormal } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import {
  aggregateEffects,
  eventStudy,
  factorOf,
  groupTimeEffects,
  imputedEffects,
  preTrends,
  type Rollout,
  twoWayEffect,
} from '../src/index.ts';
import { close } from './close.ts';
import { hasTrials, mpdta } from './trials.ts';

/** Teams whose effect grows by −1 a period from their start on, no noise unless given. */
function growing(starts: readonly number[], periods: number, noise = 0): Rollout {
  const source = random(8);
  const rows = starts.flatMap((start, team) =>
    Array.from({ length: periods }, (_, time) => ({ team, time, start })),
  );
  return {
    outcome: rows.map(
      ({ team, time, start }) =>
        2 * team + 0.5 * time - Math.max(0, time - start + 1) + noise * randomNormal(source),
    ),
    unit: factorOf(rows.map(({ team }) => team)),
    time: rows.map(({ time }) => time),
    cohort: rows.map(({ start }) => start),
  };
}

describe.skipIf(!hasTrials)('mpdta, beside R (skipped without ../shared/data)', () => {
  // Output of R's did as its README prints it; analytic standard errors by the same package.
  const effects = hasTrials ? groupTimeEffects(mpdta()) : undefined!;

  test('twelve group-time effects and their standard errors (SPEC R2, R3)', () => {
    const printed = [
      -0.0105032, -0.0704232, -0.1372587, -0.1008114, 0.0065201, -0.0027508, -0.0045946, -0.0412245,
      0.0305067, -0.0027259, -0.0310871, -0.0260544,
    ];
    expect(effects.effects.map(({ estimate }) => Number(estimate.toFixed(7)))).toEqual(printed);
    expect(effects.effects.slice(0, 4).map(({ se }) => Number(se!.toFixed(7)))).toEqual([
      0.023251, 0.0309848, 0.0364357, 0.0343592,
    ]);
    expect(effects.cohorts).toEqual([
      { cohort: 2004, units: 20 },
      { cohort: 2006, units: 40 },
      { cohort: 2007, units: 131 },
    ]);
  });

  test('simple, dynamic and group averages (SPEC R4)', () => {
    const { simple, dynamic, overall, group, groupOverall, band } = aggregateEffects(effects);
    const seven = ({ estimate }: { estimate: number }) => Number(estimate.toFixed(7));
    expect(seven(simple)).toBe(-0.0399513);
    expect(dynamic.filter(({ e }) => e >= 0).map(seven)).toEqual([
      -0.0199318, -0.0509574, -0.1372587, -0.1008114,
    ]);
    expect(seven(overall)).toBe(-0.0772398);
    expect(group.map(seven)).toEqual([-0.0797491, -0.0229095, -0.0260544]);
    expect(seven(groupOverall)).toBe(-0.0310183);
    // The README's are bootstrapped: 0.0119, 0.0200, 0.0124 to some per cent.
    close(simple.se!, 0.0119, 0.05);
    close(overall.se!, 0.02, 0.05);
    close(groupOverall.se!, 0.0124, 0.05);
    expect(band).toBeGreaterThan(2.4);
    expect(band).toBeLessThan(2.8);
  });

  test('p of the test before the starts, 0.16812 (SPEC R5)', () => {
    expect(preTrends(effects)?.p).toBeCloseTo(0.16812, 5);
  });

  test('two-way fixed effects −0.0365489, and the comparisons that add up to it (SPEC R6)', () => {
    const { estimate, se, comparisons, forbidden } = twoWayEffect(mpdta());
    expect(estimate).toBeCloseTo(-0.0365489, 7);
    // CR0 0.0132386 of the project's own note, here CR1 with 500 clusters.
    expect(se).toBeCloseTo(0.0132386 * Math.sqrt(500 / 499), 6);
    close(
      comparisons!.reduce((sum, one) => sum + one.weight * one.estimate, 0),
      estimate,
      1e-12,
    );
    expect(forbidden).toBeCloseTo(0.0539, 4);
  });

  test('Sun and Abraham find the same averages over cohorts (SPEC R7)', () => {
    // With a balanced panel and never treated controls both are the same differences of means.
    const { dynamic } = aggregateEffects(groupTimeEffects(mpdta(), { base: 'universal' }));
    const study = eventStudy(mpdta());
    expect(study.dynamic.map(({ e }) => e)).toEqual([-4, -3, -2, 0, 1, 2, 3]);
    study.dynamic.forEach(({ estimate }, k) => {
      close(estimate, dynamic[k].estimate, 1e-9);
    });
    expect(study.before!.p).toBeCloseTo(0.189, 3);
    expect(study.method).toEqual({ estimator: 'sun-abraham', covariance: 'CR2' });
  });

  test('imputation, beside dense matrices (SPEC R8)', () => {
    // golden/imputation.py, numpy 2.4.6
    const { overall, dynamic } = imputedEffects(mpdta());
    close(overall.estimate, -0.047709918278447665, 1e-10);
    close(overall.se!, 0.01322248865001653, 1e-10);
    const expected = [
      [-0.031066927192554324, 0.013577249746179987],
      [-0.05223485674854099, 0.018812426822762855],
      [-0.13607811444032014, 0.035341972133374],
      [-0.1047074715765766, 0.03376585335779192],
    ];
    dynamic.forEach(({ estimate, se }, e) => {
      close(estimate, expected[e][0], 1e-10);
      close(se!, expected[e][1], 1e-10);
    });
  });
});

describe('roll-outs whose effects grow', () => {
  test('two-way fixed effects turn the sign; the others find the effect (SPEC R2, R6 to R8)', () => {
    // Everybody starts; each team is better off by 1 more every period.
    const all = growing([2, 2, 4, 4, 10, 10], 12);
    const since = (e: number) => -(e + 1);
    const { effects } = groupTimeEffects(all, { control: 'notyet' });
    for (const { e, estimate } of effects) expect(estimate).toBeCloseTo(Math.min(0, since(e)), 12);
    for (const { e, estimate } of imputedEffects(all).dynamic) expect(estimate).toBeCloseTo(since(e), 10);
    for (const { e, estimate } of eventStudy(all, { type: 'CR0' }).dynamic)
      expect(estimate).toBeCloseTo(Math.min(0, since(e)), 10);
    const { estimate, forbidden, comparisons } = twoWayEffect(growing([1, 1, 3, 3], 12));
    expect(estimate).toBeGreaterThan(0);
    expect(forbidden).toBeGreaterThan(0.5);
    expect(comparisons!.filter(({ kind }) => kind === 'forbidden')[0]).toMatchObject({
      treated: 3,
      control: 1,
    });
  });

  test('averages weigh cohorts by their units (SPEC R4)', () => {
    const { simple, overall, group, calendar } = aggregateEffects(
      groupTimeEffects(growing([1, 1, 1, 3, Infinity, Infinity], 4)),
    );
    // Cohort 1 three times −1, −2, −3; cohort 3 once −1.
    expect(simple.estimate).toBeCloseTo((3 * (-1 - 2 - 3) - 1) / 10, 12);
    expect(group.map(({ estimate }) => estimate)).toEqual([expect.closeTo(-2, 12), expect.closeTo(-1, 12)]);
    expect(overall.estimate).toBeCloseTo((-1 - 2 - 3) / 3, 12);
    expect(calendar.at(-1)!.estimate).toBeCloseTo((3 * -3 - 1) / 4, 12);
  });

  test('a cohort of one unit has no standard error, nor what holds it (SPEC R3)', () => {
    const effects = groupTimeEffects(growing([1, 1, 2, Infinity, Infinity], 4, 1));
    expect(effects.effects.map(({ se }) => se === undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    const { simple, group } = aggregateEffects(effects);
    expect(simple).toMatchObject({ se: undefined, low: undefined });
    expect(group.map(({ se }) => se === undefined)).toEqual([false, true]);
    expect(imputedEffects(growing([1, 1, 2, Infinity, Infinity], 4, 1)).overall.se).toBeUndefined();
  });

  test('without anybody left untreated the last cohort is the control (SPEC R7)', () => {
    const study = eventStudy(growing([1, 1, 1, 3, 3, 3], 5, 0.1), { type: 'CR1S' });
    expect(study.lastCohort).toBe(3);
    expect(study.effects.map(({ time }) => time)).toEqual([1, 2]);
  });

  test('units may miss periods; those treated from the start are counted and left out (SPEC R1, R2)', () => {
    const full = growing([0, 2, 2, Infinity, Infinity], 5);
    const keep = Array.from(full.time.length ? Array(full.time.length).keys() : []).filter(
      (row) => row !== 7,
    );
    const gap: Rollout = {
      outcome: keep.map((row) => full.outcome[row]),
      unit: { codes: keep.map((row) => full.unit.codes[row]), levels: 5 },
      time: keep.map((row) => full.time[row]),
      cohort: keep.map((row) => full.cohort[row]),
    };
    const { effects, alwaysTreated } = groupTimeEffects(gap);
    expect(alwaysTreated).toBe(1);
    // Team 1 has no row in period 2.
    expect(effects.map(({ treated }) => treated)).toEqual([2, 1, 2, 2]);
    expect(effects.map(({ estimate }) => estimate)).toEqual(
      [0, -1, -2, -3].map((value) => expect.closeTo(value, 12)),
    );
    expect(twoWayEffect(gap).comparisons).toBeUndefined();
  });

  test('refuses panels that are none, with the row (SPEC R1)', () => {
    const full = growing([1, Infinity], 3);
    const of = (change: Partial<Rollout>) => () => groupTimeEffects({ ...full, ...change });
    expect(of({ cohort: [1, 1, 2, Infinity, Infinity, Infinity] })).toThrow(
      'the unit of row 2 has two cohorts',
    );
    expect(of({ time: [0, 1, 1, 0, 1, 2] })).toThrow('the unit of row 2 is in period 1 twice');
    expect(of({ time: [0, 0, 0, 0, 0, 0] })).toThrow('a roll-out needs two periods or more');
    expect(of({ cohort: Array(6).fill(Infinity) })).toThrow('no unit starts after the first period');
    expect(of({ cohort: Array(6).fill(1) })).toThrow('every unit is treated in the end');
    expect(of({ outcome: [1, 2, Number.NaN, 4, 5, 6] })).toThrow('the outcome is NaN in row 2');
    expect(() => eventStudy(growing([1, 1], 3))).toThrow('all units start together: nothing to compare with');
  });
});
