import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { singleHump } from '../src/shape/singleHump.ts';

interface Golden {
  readonly grid: readonly number[];
  readonly cases: readonly {
    readonly law: string;
    readonly precision: readonly number[];
    readonly seen: readonly number[];
    readonly weight: readonly number[];
    readonly logLikelihood: number;
  }[];
}

// Worked by test/golden/singleHump.py: mixtures of uniform densities, every mode tried.
const golden: Golden = JSON.parse(readFileSync(new URL('./golden/singleHump.json', import.meta.url), 'utf8'));

const flat = (points: number) => new Float64Array(points).fill(1 / points);

test.each(golden.cases.map((c) => [c.law, c] as const))(
  'the best single hump of the %s places is found to a tenth of a nat (S6)',
  (_, c) => {
    const likelihood = Float64Array.from(
      c.seen.flatMap((s, i) => golden.grid.map((t) => Math.exp(-0.5 * c.precision[i] * (t - s) ** 2))),
    );
    const weight = Float64Array.from(c.weight);
    const { logLikelihood } = singleHump(likelihood, weight, flat(golden.grid.length), 0);
    expect(logLikelihood).toBeLessThan(c.logLikelihood + 1e-3);
    expect(logLikelihood).toBeGreaterThan(c.logLikelihood - 0.1);
  },
);

test('people seen exactly give the pooled histogram, by hand (S6)', () => {
  // Counts 1, 4, 0, 3: the pits 0 and 3 are pooled to 1.5 and 1.5; shares 1/8, 4/8, 1.5/8, 1.5/8.
  const at = [0, 1, 1, 1, 1, 3, 3, 3];
  const likelihood = Float64Array.from(at.flatMap((p) => [0, 1, 2, 3].map((g) => (g === p ? 1 : 0))));
  const { density } = singleHump(likelihood, new Float64Array(8).fill(1), flat(4), 0);
  expect([...density].map((d) => Number(d.toFixed(6)))).toEqual([0.125, 0.5, 0.1875, 0.1875]);
});

test('the answer is always a probability density with one hump (S6)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.double({ min: 0.1, max: 30, noNaN: true })), {
        minLength: 1,
        maxLength: 30,
      }),
      (people) => {
        const likelihood = Float64Array.from(
          people.flatMap(([s, p]) => Array.from({ length: 8 }, (_, g) => Math.exp(-0.5 * p * (g - s) ** 2))),
        );
        const { density } = singleHump(
          likelihood,
          new Float64Array(people.length).fill(1),
          flat(8),
          Infinity,
        );
        expect(density.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        const mode = density.indexOf(Math.max(...density));
        for (let g = 1; g < 8; g++) {
          if (g <= mode) expect(density[g]).toBeGreaterThanOrEqual(density[g - 1]);
          else expect(density[g]).toBeLessThanOrEqual(density[g - 1]);
        }
      },
    ),
  );
});
