import { random } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import { curvature } from '../src/curvature.ts';
import { fit } from '../src/fit.ts';
import { invertPacked } from '../src/invertPacked.ts';
import { predict } from '../src/predict.ts';
import type { Votes } from '../src/votes.ts';
import { votesFrom } from '../src/votesFrom.ts';
import { votesFromArrays } from '../src/votesFromArrays.ts';
import { simulateLine } from './simulateLine.ts';

const debate = simulateLine({ people: 250, statements: 30, density: 0.5, passes: 0.15 }, 3);
const model = fit(debate.votes, { seed: 1 });
const size = model.factors + 1;

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((s, v) => s + v, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cross = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((s, v, k) => s + (v - mx) * (y[k] - my), 0);
  return cross(a, ma, b, mb) / Math.sqrt(cross(a, ma, a, ma) * cross(b, mb, b, mb));
}

/** The votes as lists, so that a test can change or reorder them. */
function listsOf(votes: Votes) {
  const participant = new Int32Array(votes.value.length);
  votes.participants.forEach((_, i) => {
    participant.fill(i, votes.offsets[i], votes.offsets[i + 1]);
  });
  const { participants, statements, statement, value } = votes;
  return { participants, statements, participant, statement, value };
}

/** Log loss of predictions for one vote in ten, the others given. */
function heldOut(votes: Votes, predictor: (kept: Votes) => (i: number, j: number) => number): number {
  const draw = random(5);
  const lists = listsOf(votes);
  const hidden = Array.from(votes.value, (v) => v !== 0 && draw() < 0.1);
  const without = <T>(list: ArrayLike<T>) => Array.from(list).filter((_, k) => !hidden[k]);
  const p = predictor(
    votesFromArrays({
      ...lists,
      participant: without(lists.participant),
      statement: without(lists.statement),
      value: without(lists.value),
    }),
  );
  let loss = 0;
  hidden.forEach((is, k) => {
    if (!is) return;
    const agree = p(lists.participant[k], lists.statement[k]);
    loss -= Math.log(lists.value[k] === 1 ? agree : 1 - agree);
  });
  return loss / hidden.filter(Boolean).length;
}

describe('fit', () => {
  test('finds the axis along which votes were drawn (SPEC F1)', () => {
    const found = debate.votes.participants.map((_, i) => model.personMean[i * size + 1]);
    // 13 agree or disagree votes a person, loadings of variance 1.7, curvature near 0.17: posterior variance
    // near 1 / (1 + 13 · 1.7 · 0.17) = 0.21, so a correlation of √0.79 = 0.89 would take known loadings.
    expect(Math.abs(correlation(found, [...debate.place]))).toBeGreaterThan(0.8);
  });

  test('goes at least a third of the way from the statement’s share to the truth behind hidden votes (SPEC F9)', () => {
    const share = (kept: Votes) => {
      const yes = new Float64Array(kept.statements.length).fill(1);
      const all = new Float64Array(kept.statements.length).fill(2);
      for (let v = 0; v < kept.value.length; v++) {
        if (kept.value[v] === 0) continue;
        all[kept.statement[v]]++;
        if (kept.value[v] === 1) yes[kept.statement[v]]++;
      }
      return (_: number, j: number) => yes[j] / all[j];
    };
    const fitted = (kept: Votes) => {
      const own = fit(kept, { seed: 1 });
      return (i: number, j: number) => predict(own, i, j);
    };
    const truth = () => (i: number, j: number) => debate.yes[i * 30 + j] / 0.85;
    // With 13 votes a person nobody can go the whole way.
    const third = (2 * heldOut(debate.votes, share) + heldOut(debate.votes, truth)) / 3;
    expect(heldOut(debate.votes, fitted)).toBeLessThan(third);
  });

  test('falls back to the statement’s share where people differ in nothing but chance (SPEC F3)', () => {
    const draw = random(9);
    const rows = Array.from({ length: 300 * 10 }, (_, k) => ({
      participant: String(k % 300),
      statement: String(Math.floor(k / 300)),
      vote: draw() < 0.2 + 0.06 * Math.floor(k / 300) ? (1 as const) : (-1 as const),
    }));
    const votes = votesFrom(rows);
    const flat = fit(votes, { seed: 1 });
    for (let j = 0; j < 10; j++) {
      const share = rows.filter((r) => r.statement === String(j) && r.vote === 1).length / 300;
      // Means over people of the predictions must give the share back.
      let mean = 0;
      for (let i = 0; i < 300; i++) mean += predict(flat, i, j) / 300;
      expect(mean).toBeCloseTo(share, 1);
    }
    // It starts from 1 and falls towards the true 0.
    expect(flat.leniencyVariance).toBeLessThan(0.25);
  });

  test('without a hyperprior prunes axes that votes do not bear (SPEC F3)', () => {
    const { strength } = fit(debate.votes, { seed: 1, factors: 3, sweeps: 40, hyperprior: 0, blend: 0 });
    expect(strength[0]).toBeGreaterThan(5 * strength[1]);
    expect(strength[2]).toBeLessThan(0.04);
  });

  test('never looks at passes (SPEC F2)', () => {
    const lists = listsOf(debate.votes);
    const answered = (list: ArrayLike<number>) => Array.from(list).filter((_, k) => lists.value[k] !== 0);
    const without = votesFromArrays({
      ...lists,
      participant: answered(lists.participant),
      statement: answered(lists.statement),
      value: answered(lists.value),
    });
    expect(fit(without, { seed: 1 })).toEqual(model);
  });

  test('gives each axis mean square 1 over people and the sharper end on the high side (SPEC F6, F7)', () => {
    const packed = (size * (size + 1)) / 2;
    for (let f = 1; f < size; f++) {
      let square = 0;
      let cubes = 0;
      debate.votes.participants.forEach((_, i) => {
        square += model.personMean[i * size + f] ** 2 + model.personCov[i * packed + (f * (f + 3)) / 2];
      });
      debate.votes.statements.forEach((_, j) => {
        cubes += model.statementMean[j * size + f] ** 3;
      });
      // People are placed once more after the last sweep, hence not exactly 1.
      expect(Math.abs(square / debate.votes.participants.length - 1)).toBeLessThan(0.15);
      expect(cubes).toBeGreaterThanOrEqual(0);
    }
  });

  test('mirrors everything when every vote is turned round (SPEC F6)', () => {
    const turned = fit({ ...debate.votes, value: debate.votes.value.map((v) => -v) }, { seed: 1 });
    for (let i = 0; i < 250; i += 7) {
      for (let j = 0; j < 30; j++) expect(predict(turned, i, j)).toBeCloseTo(1 - predict(model, i, j), 4);
    }
    expect(turned.levelMean).toBeCloseTo(-model.levelMean, 6);
    expect(turned.strength[0]).toBeCloseTo(model.strength[0], 6);
  });

  test('counts a person of weight 2 like two people with the same votes (SPEC F8)', () => {
    const lists = listsOf(debate.votes);
    const twice = Array.from(lists.participant.keys()).filter((k) => lists.participant[k] < 50);
    const doubled = votesFromArrays({
      participants: [...lists.participants, ...lists.participants.slice(0, 50).map((id) => `${id}'`)],
      statements: lists.statements,
      participant: [...lists.participant, ...twice.map((k) => 250 + lists.participant[k])],
      statement: [...lists.statement, ...twice.map((k) => lists.statement[k])],
      value: [...lists.value, ...twice.map((k) => lists.value[k])],
    });
    // Weights as they are, not divided by their mean: what they count is what is tested.
    const weighted = { ...debate.votes, weight: debate.votes.weight.map((w, i) => (i < 50 ? 2 * w : w)) };
    const a = fit(doubled, { seed: 1 });
    const b = fit(weighted, { seed: 1 });
    for (let k = 0; k < a.statementMean.length; k++)
      expect(a.statementMean[k]).toBeCloseTo(b.statementMean[k], 6);
    expect(a.leniencyVariance).toBeCloseTo(b.leniencyVariance, 8);
  });

  test('gives permuted results for statements under other names (SPEC F5)', () => {
    const lists = listsOf(debate.votes);
    const renamed = votesFromArrays({
      ...lists,
      statements: lists.statements.map((id) => String(97 - Number(id))),
    });
    const other = fit(renamed, { seed: 1 });
    const at = renamed.statements.map((id) => lists.statements.indexOf(String(97 - Number(id))));
    for (let i = 0; i < 250; i += 7) {
      at.forEach((j, k) => {
        expect(predict(other, i, k)).toBeCloseTo(predict(model, i, j), 4);
      });
    }
  });

  test('shapes statements on a sample and still places everybody (SPEC F10)', () => {
    const sampled = fit(debate.votes, { seed: 1, sample: 120 });
    expect(sampled.personMean.length).toBe(250 * size);
    const places = debate.votes.participants.map((_, i) => sampled.personMean[i * size + 1]);
    expect(Math.abs(correlation(places, [...debate.place]))).toBeGreaterThan(0.8);
    expect(fit(debate.votes, { seed: 1, sample: 250 })).toEqual(model);
    expect(fit(debate.votes, { seed: 2, sample: 120 }).personMean).not.toEqual(sampled.personMean);
  });

  test('stays finite and near the prior for no votes, one vote, and perfect agreement (SPEC F11)', () => {
    const vote = (participant: string, statement: string) => ({ participant, statement, vote: 1 as const });
    const empty = fit(votesFrom([], { participants: ['a'], statements: ['x'] }), { seed: 1 });
    expect(predict(empty, 0, 0)).toBe(0.5);
    expect(fit(votesFrom([]), { seed: 1 }).statementMean.length).toBe(0);
    const one = fit(votesFrom([vote('a', 'x')]), { seed: 1 });
    expect(predict(one, 0, 0)).toBeGreaterThan(0.5);
    const people = Array.from({ length: 40 }, (_, i) => String(i));
    const unanimous = fit(votesFrom(people.flatMap((id) => ['x', 'y', 'z'].map((s) => vote(id, s)))), {
      seed: 1,
    });
    for (const number of [...unanimous.personMean, ...unanimous.statementCov, ...unanimous.strength]) {
      expect(number).toBeTypeOf('number');
      expect(Number.isFinite(number)).toBe(true);
    }
    expect(predict(unanimous, 0, 0)).toBeGreaterThan(0.9);
  });

  test('begins a refit where another model ended (SPEC F12)', () => {
    const long = { seed: 1, sweeps: 60 };
    const settled = fit(debate.votes, long);
    const again = fit(debate.votes, { seed: 1, sweeps: 2, start: settled });
    for (let i = 0; i < 250; i += 7) {
      for (let j = 0; j < 30; j++) {
        expect(Math.abs(predict(again, i, j) - predict(settled, i, j))).toBeLessThan(0.04);
      }
    }
    expect(() => fit(debate.votes, { seed: 1, factors: 2, start: settled })).toThrow(RangeError);
  });

  test('refuses options out of range', () => {
    for (const wrong of [
      { factors: 9 },
      { factors: 1.5 },
      { sweeps: 0 },
      { hyperprior: -1 },
      { blend: 2 },
      { sample: 0 },
    ]) {
      expect(() => fit(debate.votes, { seed: 1, ...wrong })).toThrow(RangeError);
    }
  });

  test('leaves its input as it was', () => {
    const before = structuredClone(debate.votes);
    fit(debate.votes, { seed: 1 });
    expect(debate.votes).toEqual(before);
  });
});

describe('the pieces of the fit', () => {
  test('curvature of the logistic bound (SPEC F4)', () => {
    expect(curvature(0)).toBe(0.25);
    // tanh(1) / 4 at ξ = 2, tanh(5) / 20 at ξ = 10, tanh(10) / 40 at ξ = 20.
    expect(curvature(4)).toBeCloseTo(0.190398539, 5);
    expect(curvature(100)).toBeCloseTo(0.04999546, 6);
    expect(curvature(400)).toBeCloseTo(0.025, 8);
  });

  test('inverts a packed matrix', () => {
    // [4 2 0; 2 3 1; 0 1 2]: determinant 12, adjugate [5 −4 2; −4 8 −4; 2 −4 8].
    const matrix = Float64Array.of(4, 2, 3, 0, 1, 2);
    invertPacked(matrix, 3);
    [5, -4, 8, 2, -4, 8].forEach((cofactor, k) => {
      expect(matrix[k]).toBeCloseTo(cofactor / 12, 14);
    });
  });
});
