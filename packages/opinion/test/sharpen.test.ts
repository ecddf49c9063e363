import { expect, test } from 'vitest';
import { fit } from '../src/fit.ts';
import { sharpened, structure } from '../src/shape/structure.ts';
import { votesFrom } from '../src/votesFrom.ts';
import { simulateCamps } from './simulateCamps.ts';

test('loadings that know of the groups leave the groups and their evidence as they were (S8)', () => {
  const votes = votesFrom(simulateCamps(300, 60, 2, 1, 4));
  const found = structure(votes, fit(votes, { seed: 1 }), 0, 1);
  const sharper = sharpened(found, votes);
  expect(sharper.grouping?.groups).toBe(found.grouping?.groups);
  expect(sharper.grouping?.gain).toBe(found.grouping?.gain);
  expect(sharper.axes).toBe(found.axes);
});

test('they place at least as many people in the camp where they were put, over eight debates (S8)', () => {
  const right = (groupOf: Int8Array, ids: readonly string[]) => {
    const same = ids.filter((id, i) => groupOf[i] === Number(id.slice(1)) % 2).length;
    return Math.max(same, ids.length - same);
  };
  let before = 0;
  let after = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const votes = votesFrom(simulateCamps(300, 60, 2, 0.8, seed));
    const found = structure(votes, fit(votes, { seed }), -1, seed);
    before += right(found.groupOf, votes.participants);
    after += right(sharpened(found, votes).groupOf, votes.participants);
  }
  expect(after).toBeGreaterThanOrEqual(before);
});
