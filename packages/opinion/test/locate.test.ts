import { describe, expect, test } from 'vitest';
import { fit } from '../src/fit.ts';
import { locate } from '../src/locate.ts';
import type { Model } from '../src/model.ts';
import { predict } from '../src/predict.ts';
import { simulateLine } from './simulateLine.ts';

const { votes } = simulateLine({ people: 200, statements: 30, density: 0.5, passes: 0.1 }, 7);
const model = fit(votes, { seed: 1 });
const size = model.factors + 1;
const rowOf = (i: number) =>
  [
    votes.statement.subarray(votes.offsets[i], votes.offsets[i + 1]),
    votes.value.subarray(votes.offsets[i], votes.offsets[i + 1]),
  ] as const;

/** One statement of known level, no factors, no doubt: everything can be computed by hand. */
const simple: Model = {
  factors: 0,
  personMean: Float64Array.of(0.5),
  personCov: Float64Array.of(0.2),
  statementMean: Float64Array.of(1),
  statementCov: Float64Array.of(0.3),
  leniencyVariance: 1,
  levelMean: -0.4,
  levelVariance: 0.5,
  strength: new Float64Array(0),
  blend: 0,
};

describe('locate', () => {
  test('finds people where the fit has put them, to a fifth of their doubt (SPEC L1)', () => {
    votes.participants.forEach((_, i) => {
      const { mean, cov } = locate(model, ...rowOf(i));
      for (let r = 0; r < size; r++) {
        const apart = Math.abs(mean[r] - model.personMean[i * size + r]);
        expect(apart / Math.sqrt(cov[(r * (r + 3)) / 2])).toBeLessThan(0.2);
      }
    });
  });

  test('is the prior without a vote, and after passes alone (SPEC L2)', () => {
    for (const [statements, values] of [
      [[], []] as const,
      [
        [0, 3],
        [0, 0],
      ] as const,
    ]) {
      const { mean, cov, side } = locate(model, statements, values);
      expect([...mean]).toEqual(Array(size).fill(0));
      expect(cov[0]).toBeCloseTo(model.leniencyVariance, 12);
      expect(cov[2]).toBeCloseTo(1, 12);
      expect(side).toBe(0.5);
    }
  });

  test('solves the bound’s own equation (SPEC L1)', () => {
    // One agreement, prior N(0, 1), statement at 1 without doubt. At the fixed point, by definition:
    // 1 / cov = 1 + ω, mean / cov = ½ − ω · 1, ω = tanh(ξ/2) / (2ξ), ξ² = (mean + 1)² + cov.
    const sure = { ...simple, statementCov: Float64Array.of(0) };
    const { mean, cov } = locate(sure, [0], [1]);
    const xi = Math.sqrt((mean[0] + 1) ** 2 + cov[0]);
    const omega = Math.tanh(xi / 2) / (2 * xi);
    expect(1 / cov[0]).toBeCloseTo(1 + omega, 3);
    expect(mean[0] / cov[0]).toBeCloseTo(0.5 - omega, 3);
  });

  test('comes to the same place for votes in another order (SPEC L3)', () => {
    const [statements, values] = rowOf(3);
    const forwards = locate(model, statements, values);
    const backwards = locate(model, [...statements].reverse(), [...values].reverse());
    for (let r = 0; r < size; r++) expect(backwards.mean[r]).toBeCloseTo(forwards.mean[r], 10);
  });

  test('is surer of a side the more votes say so, and mirrors with the votes (SPEC L4)', () => {
    const loaded = [...votes.statements.keys()]
      .sort((a, b) => model.statementMean[b * size + 1] - model.statementMean[a * size + 1])
      .slice(0, 8);
    const sides = [1, 4, 8].map((count) => locate(model, loaded.slice(0, count), Array(count).fill(1)).side);
    expect(sides).toEqual([...sides].sort((a, b) => a - b));
    expect(sides[2]).toBeGreaterThan(0.8);
  });

  test('refuses statements outside the model and values that are no votes (SPEC L5)', () => {
    expect(() => locate(model, [30], [1])).toThrow(
      new RangeError('locate: there is no statement 30 in the model'),
    );
    expect(() => locate(model, [0], [2])).toThrow(RangeError);
    expect(() => locate(model, [0, 1], [1])).toThrow(RangeError);
  });
});

describe('predict', () => {
  test('averages over the doubt about person and statement (SPEC P1)', () => {
    // σ((0.5 + 1) / √(1 + π (0.2 + 0.3) / 8)) = σ(1.5 / 1.0937…) = σ(1.37145…), by hand.
    expect(predict(simple, 0, 0)).toBeCloseTo(0.797609, 4);
  });

  test('gives an unknown person the statement’s rate and an unknown statement the base rate (SPEC P2)', () => {
    // σ(1 / √(1 + π · 1.3 / 8)), σ((0.5 − 0.4) / √(1 + π · 0.7 / 8)), σ(−0.4 / √(1 + π · 1.5 / 8)).
    expect(predict(simple, -1, 0)).toBeCloseTo(1 / (1 + Math.exp(-1 / Math.sqrt(1.510508806))), 9);
    expect(predict(simple, 0, -1)).toBeCloseTo(1 / (1 + Math.exp(-0.1 / Math.sqrt(1.274889357))), 9);
    expect(predict(simple, -1, -1)).toBeCloseTo(1 / (1 + Math.exp(0.4 / Math.sqrt(1.589048623))), 9);
  });

  test('carries the doubt of a product of position and loading (SPEC P1)', () => {
    // z = u w, u ~ N(2, 0.5), w ~ N(1, 0.25): Var z = 0.5 · 1² + 0.25 · 2² + 0.5 · 0.25 = 1.625, mean 2.
    const product: Model = {
      ...simple,
      factors: 1,
      personMean: Float64Array.of(0, 2),
      personCov: Float64Array.of(0, 0, 0.5),
      statementMean: Float64Array.of(0, 1),
      statementCov: Float64Array.of(0, 0, 0.25),
      strength: Float64Array.of(1),
    };
    expect(predict(product, 0, 0)).toBeCloseTo(
      1 / (1 + Math.exp(-2 / Math.sqrt(1 + (Math.PI * 1.625) / 8))),
      12,
    );
  });

  test('over a debate gives each statement its share back, for people as for a newcomer (SPEC P2)', () => {
    votes.statements.forEach((_, j) => {
      let yes = 0;
      let all = 0;
      let expected = 0;
      votes.participants.forEach((_, i) => {
        for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
          if (votes.statement[v] !== j || votes.value[v] === 0) continue;
          all++;
          if (votes.value[v] === 1) yes++;
          expected += predict(model, i, j);
        }
      });
      // 90 votes a statement: two standard errors of a share are at most 0.11.
      expect(Math.abs(expected / all - yes / all)).toBeLessThan(0.06);
      expect(Math.abs(predict(model, -1, j) - yes / all)).toBeLessThan(0.12);
    });
  });

  test('refuses people and statements outside the model (SPEC P3)', () => {
    expect(() => predict(simple, 1, 0)).toThrow(new RangeError('predict: there is no person 1 among 1'));
    expect(() => predict(simple, 0, -2)).toThrow(RangeError);
  });
});
