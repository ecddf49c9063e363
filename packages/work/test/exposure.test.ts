import { wilson } from '@abord/numbers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aggregate,
  augmentation,
  exposedShare,
  exposureScores,
  type Gradient,
  gradientOf,
  gradients,
  observedUse,
  weighTasks,
} from '../src/index.ts';

const score = fc.double({ min: 0, max: 1, noNaN: true });
const weighed = fc.array(fc.tuple(score, fc.double({ min: 0.01, max: 100, noNaN: true })), {
  minLength: 1,
  maxLength: 30,
});
const split = (pairs: readonly (readonly [number, number])[]) =>
  [pairs.map(([x]) => x), pairs.map(([, w]) => w)] as const;

describe('tasks to an occupation', () => {
  test('a core task weighs 1 and every other type a half, named or not (SPEC E1)', () => {
    expect(weighTasks(['Core', 'core ', 'Supplemental', 'n/a', ''])).toEqual([1, 1, 0.5, 0.5, 0.5]);
  });

  test('a label has three readings (SPEC E8)', () => {
    expect(exposureScores('E0')).toEqual({ alpha: 0, beta: 0, gamma: 0 });
    expect(exposureScores('E1')).toEqual({ alpha: 1, beta: 1, gamma: 1 });
    expect(exposureScores('E2')).toEqual({ alpha: 0, beta: 0.5, gamma: 1 });
  });

  test('gives a mean and a spread worked out by hand (SPEC E2)', () => {
    // Σ w = 2.5, Σ w² = 2.25, mean = (0.2 + 0.5 + 0.4) / 2.5 = 0.44;
    // Σ w (x - mean)² = 0.0576 + 0.0036 + 0.0648 = 0.126; 0.126 / (2.5 - 0.9) = 0.07875.
    const { mean, sd, n } = aggregate([0.2, 0.5, 0.8], [1, 1, 0.5]);
    expect(mean).toBeCloseTo(0.44, 14);
    expect(sd).toBeCloseTo(Math.sqrt(0.07875), 14);
    expect(n).toBe(3);
  });

  test('with equal weights the spread is that of a sample (SPEC E2)', () => {
    // By hand: mean 0.3, squares 0.04 + 0 + 0.04 over n - 1 = 2.
    expect(aggregate([0.1, 0.3, 0.5]).sd).toBeCloseTo(0.2, 14);
  });

  test('one score tells no spread, and a weight of 0 does not count (SPEC E3)', () => {
    expect(aggregate([0.4])).toEqual({ mean: 0.4, n: 1 });
    expect(aggregate([0.4, 0.9], [2, 0])).toEqual({ mean: 0.4, n: 1 });
  });

  test('only the ratios of weights matter (SPEC E2)', () => {
    fc.assert(
      fc.property(weighed, fc.double({ min: 0.001, max: 1e6, noNaN: true }), (pairs, factor) => {
        const [scores, weights] = split(pairs);
        const one = aggregate(scores, weights);
        const other = aggregate(
          scores,
          weights.map((w) => w * factor),
        );
        expect(other.mean).toBeCloseTo(one.mean, 10);
        expect(other.sd ?? 0).toBeCloseTo(one.sd ?? 0, 10);
      }),
    );
  });

  test('the order of the scores does not reach a bit of the result (SPEC E2)', () => {
    const orders = weighed.chain((pairs) =>
      fc.tuple(
        fc.constant(pairs),
        fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
      ),
    );
    fc.assert(
      fc.property(orders, ([pairs, shuffled]) => {
        expect(aggregate(...split(shuffled))).toEqual(aggregate(...split(pairs)));
      }),
    );
  });

  test('the mean lies between the least and the greatest score (SPEC E2)', () => {
    fc.assert(
      fc.property(weighed, (pairs) => {
        const [scores, weights] = split(pairs);
        const { mean } = aggregate(scores, weights);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...scores));
        expect(mean).toBeLessThanOrEqual(Math.max(...scores));
      }),
    );
  });

  test('leaves what it is given as it was', () => {
    const [scores, weights] = [Object.freeze([0.9, 0.1]), Object.freeze([1, 2])];
    expect(aggregate(scores, weights).mean).toBeCloseTo(1.1 / 3, 14);
  });

  test('refuses what has no weight, no length in common, or is no number', () => {
    expect(() => aggregate([])).toThrow('aggregate: nothing has weight');
    expect(() => aggregate([1], [0])).toThrow('aggregate: nothing has weight');
    expect(() => aggregate([1, 2], [1])).toThrow('aggregate: 2 scores, but 1 weights');
    expect(() => aggregate([1], [-1])).toThrow('a weight is a finite number from 0, not -1');
    expect(() => aggregate([Number.NaN])).toThrow('a score is a finite number, not NaN');
  });
});

describe('the gradients of the ILO', () => {
  // Mean, spread and label of unit groups of the published file (Gmyrek et al. 2025), at the rule's edges.
  test.each<[string, number, number, Gradient]>([
    ['4132 data entry clerks', 0.7, 0.03, 'gradient-4'],
    ['2513 web developers', 0.6, 0.08, 'gradient-4'],
    ['2433 technical sales', 0.5, 0.1, 'gradient-3'],
    ['2131 biologists', 0.4, 0.1, 'gradient-2'],
    ['1221 sales managers', 0.41, 0.09, 'gradient-2'],
    ['2351 education methods', 0.39, 0.11, 'gradient-1'],
    ['1223 research managers', 0.4, 0.06, 'minimal'],
    ['1323 construction managers', 0.34, 0.06, 'minimal'],
    ['3154 air traffic controllers', 0.31, 0.09, 'minimal'],
    ['1213 policy managers', 0.36, 0.04, 'not-exposed'],
    ['3134 refinery operators', 0.29, 0.11, 'not-exposed'],
  ])('%s: %d and %d are %s (SPEC E4)', (_, mean, sd, gradient) => {
    expect(gradientOf(mean, sd)).toBe(gradient);
  });

  test('figures that are not rounded yet are rounded first (SPEC E4)', () => {
    expect(gradientOf(0.595, 0)).toBe('gradient-4');
    expect(gradientOf(0.5949, 0)).toBe('gradient-3');
  });

  test('more exposed tasks never lead to a lower step (SPEC E4)', () => {
    fc.assert(
      fc.property(score, score, score, (one, other, sd) => {
        const step = (mean: number) => gradients.indexOf(gradientOf(mean, sd));
        expect(step(Math.max(one, other))).toBeGreaterThanOrEqual(step(Math.min(one, other)));
      }),
    );
  });

  test('refuses what is no share', () => {
    expect(() => gradientOf(1.2, 0)).toThrow('a mean and a spread from 0 to 1, got 1.2 and 0');
    expect(() => gradientOf(0.4, Number.NaN)).toThrow('got 0.4 and NaN');
  });
});

describe('people in exposed occupations', () => {
  test('at a threshold or above it are two shares (SPEC E5)', () => {
    const employed = [
      { employment: 30, exposures: [0.5] },
      { employment: 10, exposures: [0.7] },
      { employment: 60, exposures: [0.1] },
    ];
    expect(exposedShare(employed, 0.5, '>=').value).toBeCloseTo(0.4, 14);
    expect(exposedShare(employed, 0.5, '>').value).toBeCloseTo(0.1, 14);
  });

  test('a mean that binary fractions leave a hair under the threshold is at it (SPEC E5)', () => {
    // 0.7 - 0.2 is 0.49999999999999994 in binary.
    expect(exposedShare([{ employment: 1, exposures: [0.7 - 0.2] }], 0.5, '>=').value).toBe(1);
    expect(exposedShare([{ employment: 1, exposures: [0.1 + 0.2] }], 0.3, '>').value).toBe(0);
  });

  test('employment of a group is split equally, and bounded by what any split could give (SPEC E5)', () => {
    const employed = [
      { employment: 30, exposures: [0.6] },
      { employment: 10, exposures: [0.2, 0.6] },
      { employment: 0, exposures: [0.9] },
    ];
    // By hand: 30 and half of 10, of 40; at least 30, at most all 40.
    expect(exposedShare(employed, 0.5, '>=')).toEqual({
      value: 0.875,
      low: 0.75,
      high: 1,
      employment: 40,
      entries: 2,
    });
  });

  test('the bounds hold the share whatever the groups (SPEC E5)', () => {
    const entry = fc.record({
      employment: fc.integer({ min: 1, max: 1000 }),
      exposures: fc.array(score, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), score, (employed, threshold) => {
        const { value, low, high } = exposedShare(employed, threshold, '>=');
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(value).toBeLessThanOrEqual(high + 1e-12);
      }),
    );
  });

  test('refuses a list without people, without exposure, or with less than nobody', () => {
    expect(() => exposedShare([], 0.5, '>=')).toThrow('exposedShare: nobody is employed');
    expect(() => exposedShare([{ employment: 1, exposures: [] }], 0.5, '>')).toThrow('has no exposure');
    expect(() => exposedShare([{ employment: -1, exposures: [1] }], 0.5, '>')).toThrow('from 0, not -1');
  });
});

describe('observed use', () => {
  test('counts the tasks seen in use, and the occupations that reach a share (SPEC E6)', () => {
    const tasks = [
      ...['b', 'b', 'b', 'b'].map((occupation, at) => ({ occupation, used: at === 0 })),
      { occupation: 'a', used: true },
      { occupation: 'c', used: false },
    ];
    expect(observedUse(tasks)).toEqual({
      occupations: [
        { occupation: 'a', tasks: 1, used: 1, share: 1 },
        { occupation: 'b', tasks: 4, used: 1, share: 0.25 },
        { occupation: 'c', tasks: 1, used: 0, share: 0 },
      ],
      reached: [
        { threshold: 0.25, occupations: 2, share: 2 / 3 },
        { threshold: 0.75, occupations: 1, share: 1 / 3 },
      ],
    });
    expect(() => observedUse([])).toThrow('observedUse: there is no task');
  });
});

describe('automation and augmentation', () => {
  const modes = { directive: 27, feedbackLoop: 16, taskIteration: 31, validation: 3, learning: 23 };

  test('two modes hand a task over, three help with it, the rest is left out and counted (SPEC E7)', () => {
    const {
      automation,
      augmentation: helped,
      classified,
      leftOut,
    } = augmentation({ ...modes, unclassified: 9 });
    expect([automation.value, helped.value, classified, leftOut]).toEqual([0.43, 0.57, 100, 9]);
    expect(automation).toEqual(wilson(43, 100));
    expect(automation.low).toBeCloseTo(1 - helped.high, 12);
  });

  test('of nothing classified nothing is known (SPEC E7)', () => {
    const none = { directive: 0, feedbackLoop: 0, taskIteration: 0, validation: 0, learning: 0 };
    expect(augmentation({ ...none, unclassified: 4 }).automation).toMatchObject({ low: 0, high: 1 });
    expect(() => augmentation({ ...modes, learning: -1 })).toThrow(
      'a count is a finite number from 0, not -1',
    );
  });
});
