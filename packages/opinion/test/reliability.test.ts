import { expect, test } from 'vitest';
import type { Model } from '../src/model.ts';
import { reliability } from '../src/shape/reliability.ts';
import { votesFrom } from '../src/votesFrom.ts';

test('loadings count as known by their share of mean square, statements by their votes (S3)', () => {
  // By hand: s has two votes, t one, u only a pass.
  // Axis 1: (2 · 0.9² + 1 · 0.3²) / (the same + 2 · 0.19 + 1 · 0.91) = 1.71 / 3.
  const votes = votesFrom([
    { participant: 'a', statement: 's', vote: 1 },
    { participant: 'b', statement: 's', vote: -1 },
    { participant: 'a', statement: 't', vote: 1 },
    { participant: 'b', statement: 'u', vote: 0 },
  ]);
  const model: Model = {
    factors: 1,
    personMean: new Float64Array(4),
    personCov: new Float64Array(6),
    statementMean: Float64Array.of(0, 0.9, 0, 0.3, 0, 5),
    statementCov: Float64Array.of(1, 0, 0.19, 1, 0, 0.91, 1, 0, 1),
    leniencyVariance: 1,
    levelMean: 0,
    levelVariance: 1,
    strength: Float64Array.of(1),
    blend: 0,
  };
  expect(reliability(votes, model)[0]).toBeCloseTo(0.57, 12);
});
