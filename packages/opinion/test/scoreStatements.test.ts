import { wilson } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import { distinguish } from '../src/distinguish.ts';
import { fit } from '../src/fit.ts';
import { scoreStatements } from '../src/scoreStatements.ts';
import type { Votes } from '../src/votes.ts';
import { votesFrom } from '../src/votesFrom.ts';
import { type Standing, weighStatements } from '../src/weighStatements.ts';
import { simulateLine } from './simulateLine.ts';

const LINE = ['low', 'between', 'high'];

function onLine(votes: Votes): Standing {
  const model = fit(votes, { seed: 1 });
  const size = model.factors + 1;
  const segmentOf = Int8Array.from(votes.participants, (_, i) => {
    const z = model.personMean[i * size + 1] / Math.sqrt(model.personCov[(i * size * (size + 1)) / 2 + 2]);
    return z > 0.84 ? 2 : z < -0.84 ? 0 : 1;
  });
  return { segmentIds: LINE, segmentOf, membership: [], model };
}

function asOne(votes: Votes): Standing {
  return { ...onLine(votes), segmentIds: [], segmentOf: new Int8Array(votes.participants.length).fill(-1) };
}

const debate = simulateLine({ people: 200, statements: 30, density: 0.5, passes: 0.1 }, 11);

describe('scoreStatements', () => {
  test('shares keep passes in the denominator and carry Wilson’s interval (SPEC T1)', () => {
    const rows = [1, 1, 1, -1, 0].map((vote, i) => ({
      participant: String(i),
      statement: 'x',
      vote: vote as 1 | -1 | 0,
    }));
    const [x] = scoreStatements(votesFrom(rows), asOne(votesFrom(rows)));
    expect([x.agree, x.disagree, x.pass]).toEqual([3, 1, 1]);
    // Wilson 1927 at 3 of 5.
    expect(x.share).toEqual(wilson(3, 5));
  });

  test('where there are no ends, common ground is everybody’s agreement and no division is claimed (SPEC T4, T5)', () => {
    const figures = scoreStatements(debate.votes, asOne(debate.votes));
    for (const { bridge, divide, share } of figures) {
      expect(divide).toEqual({ value: 0, low: 0, high: 1, q: 1 });
      expect(Math.abs(bridge.value - share.value)).toBeLessThan(0.15);
    }
  });

  test('the smallest agreement is never above either end’s, and intervals hold their values (SPEC T4, T5)', () => {
    for (const { bridge, divide, along, share } of scoreStatements(debate.votes, onLine(debate.votes)))
      for (const { value, low, high } of [bridge, divide, along, share]) {
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high).toBeGreaterThanOrEqual(value - 1e-9);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }
  });

  test('intervals of common ground and division hold the truth about 95 times in 100 (SPEC T2, T3)', () => {
    // Eight debates of 200 × 30; truth by SPEC T2. `npm run bench -- coverage` does it with routing and more sizes.
    let bridges = 0;
    let divides = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { votes, place, yes } = simulateLine(
        { people: 200, statements: 30, density: 0.4, passes: 0.1 },
        seed,
      );
      const middle = place.reduce((a, b) => a + b, 0) / place.length;
      scoreStatements(votes, onLine(votes)).forEach(({ bridge, divide }, j) => {
        const sides = [0, 1].map((side) => {
          const there = Array.from(place.keys()).filter((i) => place[i] > middle === (side === 1));
          return there.reduce((sum, i) => sum + yes[i * 30 + j], 0) / there.length;
        });
        const least = Math.min(...sides);
        const gap = Math.abs(sides[0] - sides[1]);
        if (bridge.low <= least && least <= bridge.high) bridges++;
        if (divide.low <= gap && gap <= divide.high) divides++;
      });
    }
    // 240 statements each; 95 % ± 4 standard errors of a proportion.
    for (const held of [bridges, divides]) {
      expect(held / 240).toBeGreaterThan(0.893);
      expect(held / 240).toBeLessThan(1);
    }
  }, 60_000);

  test('agreement along the axis is near one, or near nothing, where everybody says the same (SPEC T6)', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [
      { participant: String(i), statement: 'yes', vote: 1 as const },
      { participant: String(i), statement: 'no', vote: -1 as const },
    ]).flat();
    const votes = votesFrom(rows, { statements: ['unseen'] });
    const byId = Object.fromEntries(
      scoreStatements(votes, asOne(votes)).map((figure) => [figure.id, figure]),
    );
    // SPEC T6 by hand, with everybody in reach of every place: 300.7 / 302, 0.7 / 302, 0.7 / 2.
    expect(byId.yes.along.value).toBeCloseTo(300.7 / 302, 2);
    expect(byId.no.along.value).toBeCloseTo(0.7 / 302, 2);
    expect(byId.unseen.along.value).toBeCloseTo(0.35, 9);
  });

  test('agree and disagree changed into each other mirror the figures (SPEC T9)', () => {
    const { votes } = simulateLine({ people: 150, statements: 20, density: 0.5 }, 3);
    const mirror = { ...votes, value: votes.value.map((v) => -v) };
    const there = weighStatements(votes, onLine(votes));
    const back = weighStatements(mirror, onLine(mirror));
    const turned = Math.abs(back.people[0] - there.people[0]) > 1e-6;
    for (let s = 0; s < 2; s++)
      for (let j = 0; j < 20; j++)
        expect(back.share[(turned ? 1 - s : s) * 20 + j]).toBeCloseTo(1 - there.share[s * 20 + j], 5);
  });

  test('everybody twice gives the same shares and narrower intervals (SPEC T9)', () => {
    const { votes } = debate;
    const n = votes.participants.length;
    const rows = Array.from({ length: 2 * n }, (_, k) => k % n).flatMap((i, k) =>
      Array.from({ length: votes.offsets[i + 1] - votes.offsets[i] }, (_, v) => ({
        participant: String(k),
        statement: votes.statements[votes.statement[votes.offsets[i] + v]],
        vote: votes.value[votes.offsets[i] + v] as 1 | -1 | 0,
      })),
    );
    const twice = votesFrom(rows);
    const once = scoreStatements(votes, onLine(votes));
    let narrower = 0;
    scoreStatements(twice, onLine(twice)).forEach((figure, j) => {
      expect(figure.share.value).toBeCloseTo(once[j].share.value, 12);
      expect(figure.share.high - figure.share.low).toBeLessThan(once[j].share.high - once[j].share.low);
      expect(Math.abs(figure.bridge.value - once[j].bridge.value)).toBeLessThan(0.08);
      narrower += (figure.bridge.high - figure.bridge.low) / (once[j].bridge.high - once[j].bridge.low) / 30;
    });
    // √½ = 0.71 if nothing but the number of people changed.
    expect(narrower).toBeGreaterThan(0.62);
    expect(narrower).toBeLessThan(0.8);
  });

  test('statements under other names get the same figures under those names (SPEC T9)', () => {
    const { votes } = debate;
    const rename = (j: number) => String((j * 7) % 30);
    const rows = votes.participants.flatMap((participant, i) =>
      Array.from({ length: votes.offsets[i + 1] - votes.offsets[i] }, (_, v) => ({
        participant,
        statement: rename(votes.statement[votes.offsets[i] + v]),
        vote: votes.value[votes.offsets[i] + v] as 1 | -1 | 0,
      })),
    );
    const renamed = votesFrom(rows);
    const there = scoreStatements(votes, onLine(votes));
    const back = scoreStatements(renamed, onLine(renamed));
    there.forEach(({ bridge, divide }, j) => {
      const same = back.find(({ id }) => id === rename(j))!;
      expect(same.bridge.value).toBeCloseTo(bridge.value, 4);
      expect(same.bridge.low).toBeCloseTo(bridge.low, 4);
      expect(same.divide.value).toBeCloseTo(divide.value, 4);
    });
  });

  test('votes come back untouched, and the same votes give the same bytes', () => {
    const { votes } = debate;
    const before = structuredClone(votes);
    const standing = onLine(votes);
    const first = JSON.stringify(scoreStatements(votes, standing));
    expect(JSON.stringify(scoreStatements(votes, standing))).toBe(first);
    expect(votes).toEqual(before);
  });
});

describe('weighStatements', () => {
  test('a weight counts like so many people (SPEC T9)', () => {
    const { votes } = simulateLine({ people: 80, statements: 6, density: 1 }, 2);
    const standing = asOne(votes);
    // Everybody was asked everything: the share is that of the votes, whatever the model thinks.
    const weight = votes.weight.map((_, i) => (i < 40 ? 1.5 : 0.5));
    const { share } = weighStatements({ ...votes, weight }, standing);
    for (let j = 0; j < 6; j++) {
      let agreed = 0;
      for (let i = 0; i < 80; i++) if (votes.value[votes.offsets[i] + j] === 1) agreed += weight[i];
      // Within one imagined vote of the model's.
      expect(Math.abs(share[j] - agreed / 80)).toBeLessThan(0.02);
    }
  });

  test('probabilities of being shown that are all alike change nothing (SPEC T3)', () => {
    const { votes } = simulateLine({ people: 60, statements: 8, density: 1 }, 4);
    const standing = onLine(votes);
    const shownProbability = new Float64Array(votes.value.length).fill(0.125);
    const { share } = weighStatements(votes, { ...standing, shownProbability });
    weighStatements(votes, standing).share.forEach((value, k) => {
      expect(share[k]).toBeCloseTo(value, 9);
    });
  });

  test('refuses memberships and probabilities that do not fit', () => {
    const { votes } = debate;
    const standing = { ...onLine(votes), segmentIds: ['A', 'B', 'between'] };
    expect(() => weighStatements(votes, standing)).toThrow(
      '200 people and 2 camps need 400 memberships, got 0',
    );
    expect(() => weighStatements(votes, { ...onLine(votes), shownProbability: [1] })).toThrow(
      'as many probabilities, got 1',
    );
  });
});

describe('distinguish', () => {
  test('finds what sets an end apart, and falsely about one in twenty at most (SPEC T7)', () => {
    // Six debates, 300 × 60; the last 30 statements do not depend on the axis.
    let found = 0;
    let falsely = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const { votes } = simulateLine({ people: 300, statements: 60, density: 0.4, touched: 30 }, seed * 31);
      const high = distinguish(votes, onLine(votes))[2];
      found += high.length;
      falsely += high.filter(({ statement }) => Number(statement) >= 30).length;
      for (const { direction, difference, q } of high) {
        expect(Math.sign(difference.value)).toBe(direction);
        expect(q).toBeLessThanOrEqual(0.05);
      }
    }
    expect(found).toBeGreaterThan(6 * 15);
    // 5 % and four standard errors of a proportion of about 140.
    expect(falsely / found).toBeLessThan(0.125);
  }, 60_000);

  test('where there are no ends nothing is set apart; people between never are (SPEC T7)', () => {
    expect(distinguish(debate.votes, asOne(debate.votes))).toEqual([]);
    const [, between] = distinguish(debate.votes, onLine(debate.votes));
    expect(between).toEqual([]);
  });

  test('the two ends mirror each other (SPEC T7)', () => {
    const [low, , high] = distinguish(debate.votes, onLine(debate.votes));
    expect(low.map(({ statement }) => statement).sort()).toEqual(
      high.map(({ statement }) => statement).sort(),
    );
    for (const { statement, direction } of low)
      expect(high.find((other) => other.statement === statement)!.direction).toBe(-direction);
  });
});
