import { expect, test } from 'vitest';
import type { Model } from '../src/model.ts';
import { likelihoods } from '../src/shape/likelihoods.ts';
import { votesFrom } from '../src/votesFrom.ts';

/** One person at place 1 on the first axis, one statement with loading 1 there; leniency all but fixed. */
function model(loadingVariance: number): Model {
  const statementCov = new Float64Array(10);
  statementCov[2] = loadingVariance;
  return {
    factors: 3,
    personMean: Float64Array.of(0, 1, 0, 0),
    personCov: new Float64Array(10),
    statementMean: Float64Array.of(0, 1, 0, 0),
    statementCov,
    leniencyVariance: 1e-12,
    levelMean: 0,
    levelVariance: 1,
    strength: Float64Array.of(1, 0, 0),
    blend: 0,
  };
}

const votes = votesFrom([{ participant: 'a', statement: 's', vote: 1 }]);

test('one yes at logit 1 weighs p(1 − p), and pulls by its residual (S5)', () => {
  // By hand: p = 0.731059, p(1 − p) = 0.196612; h = 0.196612 · 1 + (1 − p).
  const { precision, information } = likelihoods(votes, model(0), 2, true);
  expect(precision[0]).toBeCloseTo(0.196612, 6);
  expect(information[0]).toBeCloseTo(0.465553, 6);
  expect([precision[1], precision[2], information[1]]).toEqual([0, 0, 0]);
});

test("a person's own pull on the loading is taken out before she is judged by it (S5)", () => {
  // By hand: residual 0.268941; loading 1 − 0.1 · 0.268941, logit 1 − 0.1 · 0.268941.
  const { precision, information } = likelihoods(votes, model(0.1), 2, true);
  expect(precision[0]).toBeCloseTo(0.18848, 5);
  expect(information[0]).toBeCloseTo(0.455366, 6);
});

test('somebody new to the model is placed by a Newton step, the loading as it is (S5)', () => {
  // By hand, prior 1: (½) / (¼ + 1) = 0.4; there p(1 − p) = 0.240261, h = 1 − p + 0.4 p(1 − p) = 0.497417.
  const { precision, information } = likelihoods(votes, model(0.1), 2, false);
  expect(precision[0]).toBeCloseTo(0.240261, 6);
  expect(information[0]).toBeCloseTo(0.497417, 6);
});
