import { random, randomNormal, shuffle } from '@abord/numbers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shapeOf } from '../src/shapeOf.ts';
import type { VoteRow } from '../src/votes.ts';
import { votesFrom } from '../src/votesFrom.ts';
import { simulateCamps } from './simulateCamps.ts';

/** Votes along one line: logit = level + place · loading, place normal. */
function simulateNormalLine(people: number, statements: number, seed: number): VoteRow[] {
  const source = random(seed);
  const level = Array.from({ length: statements }, () => randomNormal(source));
  const loading = Array.from({ length: statements }, () => randomNormal(source));
  const rows: VoteRow[] = [];
  for (let i = 0; i < people; i++) {
    const place = randomNormal(source);
    for (let j = 0; j < statements; j++) {
      if (source() < 0.5) continue;
      const vote = source() < 1 / (1 + Math.exp(-level[j] - place * loading[j])) ? 1 : -1;
      rows.push({ participant: `p${i}`, statement: `s${j}`, vote });
    }
  }
  return rows;
}

const camps = simulateCamps(200, 60, 2, 1.5, 1);
const line = simulateNormalLine(200, 60, 1);

describe('the four answers', () => {
  test('two clear camps are told, with nearly everybody in the camp where she was put (S7, S11)', () => {
    const votes = votesFrom(camps);
    const shape = shapeOf(votes, { seed: 1, subsamples: 3 });
    expect(shape.kind).toBe('camps');
    expect(shape.segmentIds).toEqual(['A', 'B', 'between']);
    expect(shape.groups.map((g) => g.standing)).toEqual(['stable', 'stable']);
    const campOf = votes.participants.map((id) => Number(id.slice(1)) % 2);
    const same = campOf.filter((c, i) => c === shape.groupOf[i]).length;
    // The planted camp is sure at this strength: 30 votes, a difference of 2.1 logits on the average.
    expect(Math.max(same, 200 - same)).toBeGreaterThanOrEqual(195);
  });

  test('people along a normal line are a line with two ends, never groups (S4, S10)', () => {
    const shape = shapeOf(votesFrom(line), { seed: 1 });
    expect(shape.kind).toBe('line');
    expect(shape.segmentIds).toEqual(['low', 'between', 'high']);
    expect(shape.groups).toEqual([]);
    for (let i = 0; i < 200; i++) {
      const sure = shape.certainty[i] >= 0.8;
      expect(shape.segmentOf[i]).toBe(sure ? (shape.position[i * 2] < 0 ? 0 : 2) : 1);
    }
  });

  test('leniency alone is no line: its axes are pruned, a cloud without segments (S3, S4)', () => {
    const shape = shapeOf(votesFrom(simulateCamps(200, 60, 0, 0, 2)), { seed: 1 });
    expect(shape.kind).toBe('cloud');
    expect(shape.strength.length).toBe(0);
    expect(shape.segmentIds).toEqual([]);
    expect([...new Set(shape.segmentOf)]).toEqual([-1]);
  });

  test('39 people with seven votes are too few to say, 40 are enough (S1)', () => {
    const people = (n: number) => votesFrom(camps.filter((r) => Number(r.participant.slice(1)) < n));
    expect(shapeOf(people(39), { seed: 1 }).kind).toBe('few');
    expect(shapeOf(people(40), { seed: 1, subsamples: 1 }).kind).not.toBe('few');
  });

  test('a debate without votes, or without people, is too small to say (S1)', () => {
    expect(shapeOf(votesFrom([]), { seed: 1 }).kind).toBe('few');
    expect(shapeOf(votesFrom([], { participants: ['a'], statements: ['s'] }), { seed: 1 }).kind).toBe('few');
  });

  test('in a large debate a sample decides and everybody gets a place and a camp (S2)', () => {
    const votes = votesFrom(simulateCamps(5100, 24, 2, 2, 3));
    const shape = shapeOf(votes, { seed: 1, subsamples: 2 });
    expect(shape.shapedOn).toBe(5000);
    expect(shape.kind).toBe('camps');
    expect(shape.groupOf.length).toBe(5100);
    const campOf = votes.participants.map((id) => Number(id.slice(1)) % 2);
    const same = campOf.filter((c, i) => c === shape.groupOf[i]).length;
    expect(Math.max(same, 5100 - same)).toBeGreaterThan(0.85 * 5100);
  });

  test('without subsamples nothing stands, so no group is told (S9)', () => {
    const shape = shapeOf(votesFrom(camps), { seed: 1, subsamples: 0 });
    expect(shape.kind).toBe('line');
    expect(shape.groups).toEqual([]);
  });

  test('a number of subsamples that is no number is refused at the door', () => {
    expect(() => shapeOf(votesFrom(camps), { seed: 1, subsamples: -1 })).toThrow(RangeError);
  });
});

describe('what must hold of any answer', () => {
  test('rows in another order give the same bytes (S13)', () => {
    const options = { seed: 5, subsamples: 3 };
    const first = shapeOf(votesFrom(camps), options);
    const again = shapeOf(votesFrom(shuffle(random(9), camps)), options);
    expect(again).toEqual(first);
  });

  test('agree and disagree exchanged: the same groups, and the line at most turned round (S13)', () => {
    const flip = (rows: readonly VoteRow[]) =>
      rows.map((r) => ({ ...r, vote: r.vote === 1 ? (-1 as const) : (1 as const) }));
    const options = { seed: 5, subsamples: 3 };
    const before = shapeOf(votesFrom(camps), options);
    const after = shapeOf(votesFrom(flip(camps)), options);
    expect(after.kind).toBe('camps');
    expect(after.groupOf).toEqual(before.groupOf);
    const straight = shapeOf(votesFrom(line), options);
    const turned = shapeOf(votesFrom(flip(line)), options);
    const sign = Math.sign(straight.position[0] * turned.position[0]);
    for (let i = 0; i < 200; i++) {
      expect(turned.position[i * 2]).toBeCloseTo(sign * straight.position[i * 2], 6);
      expect(turned.certainty[i]).toBeCloseTo(straight.certainty[i], 6);
    }
  });

  test('statements renamed in the same order change nothing (S13)', () => {
    const options = { seed: 5, subsamples: 3 };
    const renamed = camps.map((r) => ({ ...r, statement: `t${r.statement.slice(1)}` }));
    expect(shapeOf(votesFrom(renamed), options)).toEqual(shapeOf(votesFrom(camps), options));
  });

  test('somebody who votes like another stands where the other stands (S13)', () => {
    const twin = camps.filter((r) => r.participant === 'p7').map((r) => ({ ...r, participant: 'p999' }));
    const votes = votesFrom([...camps, ...twin]);
    const shape = shapeOf(votes, { seed: 5, subsamples: 3 });
    const [a, b] = ['p7', 'p999'].map((id) => votes.participants.indexOf(id));
    expect(shape.groupOf[a]).toBe(shape.groupOf[b]);
    expect(shape.groupCertainty[a]).toBeCloseTo(shape.groupCertainty[b], 9);
  });

  test('probabilities are probabilities and rows of membership sum to one, whatever the votes (S10, S12)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 3 }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (seed, count, strength, statements) => {
          const votes = votesFrom(simulateCamps(60, statements * 5, count, strength, seed));
          const shape = shapeOf(votes, { seed, subsamples: 2 });
          const people = votes.participants.length;
          for (const p of [...shape.certainty, ...shape.groupCertainty, ...shape.membership]) {
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(1 + 1e-12);
          }
          const places = shape.membership.length / people;
          for (let i = 0; places > 0 && i < people; i++) {
            const row = shape.membership.subarray(i * places, (i + 1) * places);
            expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          }
          for (const g of shape.groups) expect(g.size).toBeGreaterThan(0);
          for (const s of [...shape.position, ...shape.spread]) expect(Number.isFinite(s)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});
