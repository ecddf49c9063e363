import { normalQuantile } from '@abord/numbers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockSequence,
  confidenceSequence,
  minimumDetectableEffect,
  power,
  sampleRatio,
  signMagnitudeErrors,
  spendingBounds,
  steppedWedge,
  trialError,
  welch,
} from '../src/index.ts';

// growthbook/growthbook, packages/stats/tests and packages/shared/test/power.test.ts (gbstats 0.8.0)
const CONTROL = { n: 3407, sum: 1396.87, sumSquares: 52377.9767 };
const TREATED = { n: 3461, sum: 2422.7, sumSquares: 134698.29 };

describe('welch', () => {
  test("gives GrowthBook's absolute and relative differences (SPEC T1)", () => {
    const absolute = welch(CONTROL, TREATED);
    expect(
      [absolute.estimate, absolute.low, absolute.high, absolute.p].map((v) => Number(v.toFixed(5))),
    ).toEqual([0.29, 0.04538, 0.53462, 0.02016]);
    const relative = welch(CONTROL, TREATED, { relative: true });
    expect(
      [relative.estimate, relative.low, relative.high, relative.p].map((v) => Number(v.toFixed(5))),
    ).toEqual([0.70732, -0.03526, 1.44989, 0.06191]);
    expect(() => welch({ n: 1, sum: 1, sumSquares: 1 }, TREATED)).toThrow(
      'a sample needs two values or more',
    );
    expect(() => welch({ n: 3, sum: 9, sumSquares: 2 }, TREATED)).toThrow('too small for its sum');
  });
});

describe('confidenceSequence', () => {
  test("gives GrowthBook's sequential interval (SPEC T2)", () => {
    const { estimate, se } = welch({ ...CONTROL, n: 3000 }, TREATED, { relative: true });
    const { low, high } = confidenceSequence({ estimate, se, n: 6461, tuning: 1000 });
    expect([estimate, low, high].map((v) => Number(v.toFixed(5)))).toEqual([0.50336, -0.55844, 1.56516]);
  });

  test('is wider than an interval for one look, least around its tuning (SPEC T2)', () => {
    const ratio = (n: number) => confidenceSequence({ estimate: 0, se: 1, n, tuning: 250 }).high / 1.96;
    expect(ratio(250)).toBeGreaterThan(1);
    expect(ratio(250)).toBeLessThan(ratio(10));
    expect(ratio(250)).toBeLessThan(ratio(20_000));
  });
});

describe('the size of a trial', () => {
  test("finds GrowthBook's power and effect, for one look and for many (SPEC T3)", () => {
    const [variance, n, mean] = [3909.9997749994377, 400_000 / 3, 10];
    const se = (effect: number) =>
      Math.sqrt(variance / (n * mean ** 2) + (variance * (mean * (1 + effect)) ** 2) / (n * mean ** 4));
    expect(power(0.05, se(0.05)).toFixed(5)).toBe('0.52144');
    // Their sequential power is that of a standard error as wide as the sequence.
    const wide = (effect: number) =>
      confidenceSequence({ estimate: 0, se: se(effect), n: 2 * n, tuning: 5000 }).high /
      normalQuantile(0.975);
    expect(power(0.05, wide(0.05)).toFixed(5)).toBe('0.20596');
    // A relative effect changes its own error: the smallest is a fixed point.
    const smallest = (error: (effect: number) => number) => {
      let effect = 0.05;
      for (let round = 0; round < 200; round++) effect = minimumDetectableEffect(error(effect));
      return effect;
    };
    expect(smallest(se).toFixed(5)).toBe('0.07027');
    expect(smallest(wide).toFixed(5)).toBe('0.12821');
  });

  test('with the spread of METR, twenty tasks find a slowdown of 122 % or a cut of 55 % (SPEC T3)', () => {
    const smallest = [20, 40, 60, 100, 246, 500, 1000].map((tasks) =>
      minimumDetectableEffect(trialError({ sd: 0.637, tasks })),
    );
    expect(smallest.map((effect) => Math.round(100 * Math.expm1(effect)))).toEqual([
      122, 76, 59, 43, 26, 17, 12,
    ]);
    expect(smallest.map((effect) => Math.round(-100 * Math.expm1(-effect)))).toEqual([
      55, 43, 37, 30, 20, 15, 11,
    ]);
    // Effects that differ between sixteen people by 0.17 add 0.043 in quadrature.
    const people = trialError({ sd: 0.637, tasks: 246, tau: 0.17, people: 16 });
    expect(Math.sqrt(people ** 2 - trialError({ sd: 0.637, tasks: 246 }) ** 2)).toBeCloseTo(0.0425, 10);
  });

  test('power with few degrees of freedom is that of the noncentral t (SPEC T3)', () => {
    // R 4.2.2: 1 - pt(q, df, d) + pt(-q, df, d), q = qt(0.975, df).
    for (const [df, effect, expected] of [
      [3, 2, 0.288752416401842],
      [12.5, 1.7, 0.348512925287586],
      [1.6, 4, 0.445174508638673],
      [200, 2.5, 0.701260151990012],
    ])
      expect(power(effect, 1, { df })).toBeCloseTo(expected, 10);
    // R's power.t.test(n = 8, delta = 1, sd = 1, strict = TRUE)
    expect(power(1, Math.sqrt(2 / 8), { df: 14 })).toBeCloseTo(0.46123884950425, 9);
    expect(power(1, 0.4, { df: 1e7 })).toBeCloseTo(power(1, 0.4), 6);
  });

  test('power at the smallest effect is what was asked, few degrees of freedom ask for more (SPEC T3)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (se, asked) => {
          expect(power(minimumDetectableEffect(se, { power: asked }), se)).toBeCloseTo(asked, 4);
          expect(minimumDetectableEffect(se, { power: asked, df: 5 })).toBeGreaterThan(
            minimumDetectableEffect(se, { power: asked }),
          );
        },
      ),
    );
    expect(() => minimumDetectableEffect(1, { power: 0.01 })).toThrow('power lies between alpha and 1');
  });

  test('a significant result of a small trial has the wrong sign, or is far too large (SPEC T4)', () => {
    // Gelman and Carlin 2014, their two examples: 5 %, 46 %, 77 times; 6 %, 24 %, 9.5 times (simulated there).
    const rounded = (effect: number, se: number) => {
      const { power: found, wrongSign, exaggeration } = signMagnitudeErrors(effect, se);
      return [found.toFixed(2), wrongSign.toFixed(2), exaggeration.toFixed(1)];
    };
    expect(rounded(0.1, 3.28)).toEqual(['0.05', '0.46', '76.7']);
    expect(rounded(2, 8.1)).toEqual(['0.06', '0.24', '9.5']);
    expect(() => signMagnitudeErrors(0, 1)).toThrow('has no sign');
  });
});

describe('spendingBounds', () => {
  test('are those of Lan and DeMets (SPEC T5)', () => {
    // Reboussin, DeMets, Kim and Lan, ld98: two-sided 5 %, equal looks.
    const rounded = (looks: number, spending: 'obrien-fleming' | 'pocock') =>
      spendingBounds(
        Array.from({ length: looks }, (_, k) => (k + 1) / looks),
        { spending },
      ).map((z) => Number(z.toFixed(3)));
    expect(rounded(4, 'obrien-fleming')).toEqual([4.333, 2.963, 2.359, 2.014]);
    expect(rounded(5, 'obrien-fleming')).toEqual([4.877, 3.357, 2.68, 2.29, 2.031]);
    expect(rounded(5, 'pocock')).toEqual([2.438, 2.427, 2.41, 2.397, 2.386]);
    expect(rounded(1, 'obrien-fleming')).toEqual([1.96]);
    expect(() => spendingBounds([0.5, 0.4])).toThrow('times rise from 0 to 1, not 0.5, 0.4');
  });
});

describe('sampleRatio', () => {
  test("METR's arms, 110 and 136: p = 0.097 (SPEC T6)", () => {
    expect(sampleRatio([110, 136]).p).toBeCloseTo(0.0974, 4);
    expect(sampleRatio([500, 500])).toMatchObject({ chiSquare: 0, p: 1, mismatch: false });
    expect(sampleRatio([400, 600]).mismatch).toBe(true);
    expect(sampleRatio([100, 200], [1, 2]).chiSquare).toBeCloseTo(0, 12);
    expect(() => sampleRatio([0, 0])).toThrow('nobody was assigned');
  });
});

describe('assignment', () => {
  test('is even after every block, continues itself, and differs from person to person (SPEC T7)', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(60), (seed, stratum, count) => {
        const arms = blockSequence(seed, stratum, count);
        expect(arms).toHaveLength(count);
        let ahead = 0;
        for (const arm of arms) {
          ahead += arm === 1 ? 1 : -1;
          // Blocks of four at most: never more than two ahead.
          expect(Math.abs(ahead)).toBeLessThanOrEqual(2);
        }
        expect(blockSequence(seed, stratum, 100).slice(0, count)).toEqual(arms);
      }),
    );
    expect(blockSequence(7, 'anna/bug', 6)).toEqual([0, 0, 1, 1, 0, 1]);
    expect(blockSequence(7, 'anna/bug', 40)).not.toEqual(blockSequence(7, 'bert/bug', 40));
    expect(() => blockSequence(1, '', 3, [3])).toThrow('blocks have an even size, not 3');
  });

  test('gives each arm to every place equally often (SPEC T7)', () => {
    const first = [0, 1, 2, 3].map(
      (place) =>
        Array.from({ length: 4_000 }, (_, seed) => blockSequence(seed, 's', 4)[place]).filter(Boolean).length,
    );
    // Binomial with n = 4,000: within four standard deviations.
    for (const count of first) expect(Math.abs(count - 2_000)).toBeLessThan(4 * Math.sqrt(1_000));
  });

  test('of a stepped roll-out deals every period to as many units (SPEC T8)', () => {
    expect(steppedWedge({ units: 6, periods: 4, seed: 3 })).toEqual([3, 2, 1, 1, 3, 2]);
    const strata = ['a', 'a', 'b', 'b', 'b', 'a'];
    const starts = steppedWedge({ units: 6, periods: 4, seed: 5, strata });
    expect(starts.filter((_, unit) => strata[unit] === 'a').sort()).toEqual([1, 2, 3]);
    expect(() => steppedWedge({ units: 1, periods: 4, seed: 1 })).toThrow('needs two units');
  });
});
