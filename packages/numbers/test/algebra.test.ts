import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choleskySolve, logSumExp, quantile, symmetricEigen } from '../src/index.ts';

const symmetric = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc
    .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: n * n, maxLength: n * n })
    .map((entries) => ({
      n,
      matrix: entries.map((_, k) => entries[k] + entries[(k % n) * n + Math.floor(k / n)]),
    })),
);

describe('choleskySolve', () => {
  test('solves two equations done by hand (SPEC A1)', () => {
    // 4·1.5 + 2·2 = 10, 2·1.5 + 3·2 = 9
    const x = choleskySolve([4, 2, 2, 3], [10, 9]);
    expect(x[0]).toBeCloseTo(1.5, 12);
    expect(x[1]).toBeCloseTo(2, 12);
  });

  test('refuses a matrix that is not positive definite, and sizes that disagree', () => {
    expect(() => choleskySolve([1, 2, 2, 1], [1, 1])).toThrow(
      'choleskySolve requires a positive definite matrix',
    );
    expect(() => choleskySolve([1, 2, 2], [1, 1])).toThrow(
      'choleskySolve requires 4 numbers for 2 unknowns, got 3',
    );
  });

  test('what it solves multiplies back', () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        // A Aᵀ + I is positive definite.
        const definite = Array.from({ length: n * n }, (_, k) => {
          const [i, j] = [Math.floor(k / n), k % n];
          let sum = i === j ? 1 : 0;
          for (let l = 0; l < n; l++) sum += matrix[i * n + l] * matrix[j * n + l];
          return sum;
        });
        const right = Array.from({ length: n }, (_, i) => i - 1);
        const x = choleskySolve(definite, right);
        for (let i = 0; i < n; i++) {
          let sum = 0;
          for (let j = 0; j < n; j++) sum += definite[i * n + j] * x[j];
          expect(Math.abs(sum - right[i])).toBeLessThan(1e-7);
        }
      }),
    );
  });
});

describe('symmetricEigen', () => {
  test('agrees with numpy on three dimensions (SPEC A2)', () => {
    // numpy 2.4.6, linalg.eigh; signs by the rule of SPEC A2.
    const { values, vectors } = symmetricEigen([4, 1, 0.5, 1, 3, -1, 0.5, -1, 2]);
    const expectedValues = [4.62290512, 3.31754444, 1.05955044];
    const expectedVectors = [
      0.83675021, 0.54543773, -0.04844347, 0.4442152, -0.62440251, 0.64249075, -0.32019047, 0.55912359,
      0.76476066,
    ];
    expectedValues.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 7);
    });
    expectedVectors.forEach((value, i) => {
      expect(vectors[i]).toBeCloseTo(value, 7);
    });
  });

  test('values come largest first, vectors rebuild the matrix', () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const before = matrix.slice();
        const { values, vectors } = symmetricEigen(matrix);
        expect(matrix).toEqual(before);
        for (let k = 1; k < n; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < n; k++) sum += values[k] * vectors[k * n + i] * vectors[k * n + j];
            expect(Math.abs(sum - matrix[i * n + j])).toBeLessThan(1e-9);
          }
      }),
    );
  });

  test('refuses what is not square or not symmetric', () => {
    expect(() => symmetricEigen([1, 2])).toThrow('symmetricEigen requires a square matrix, got 2 numbers');
    expect(() => symmetricEigen([1, 2, 3, 4])).toThrow('symmetricEigen requires a symmetric matrix');
  });
});

describe('quantile', () => {
  test('is the type 7 of R (SPEC A3)', () => {
    // R: quantile(c(3, 1, 2, 10), c(0, .25, .5, .75, 1), type = 7)
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([3, 1, 2, 10], p))).toEqual([1, 1.75, 2.5, 4.75, 10]);
    expect(() => quantile([], 0.5)).toThrow('quantile requires at least one number');
  });
});

describe('logSumExp', () => {
  test('stays finite where exp does not (SPEC A4)', () => {
    // log(2 · e^-1000) = log 2 - 1000; log(2 · e^1000) = log 2 + 1000
    expect(logSumExp([-1000, -1000])).toBeCloseTo(Math.LN2 - 1000, 12);
    expect(logSumExp([1000, 1000])).toBeCloseTo(Math.LN2 + 1000, 12);
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, 0])).toBe(0);
  });
});
