import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit } from '../src/fit.ts';
import { locate } from '../src/locate.ts';
import { nextStatement } from '../src/nextStatement.ts';
import { simulateLine } from './simulateLine.ts';

const { votes } = simulateLine({ people: 120, statements: 20, density: 0.6 }, 5);
const model = fit(votes, { factors: 2, sweeps: 8, hyperprior: 100, seed: 1 });
const everything = Array.from({ length: 20 }, (_, j) => j);

/** Every statement's probability, found by walking the uniform number through a fine grid. */
function probabilities(unseen: readonly number[], seen: readonly number[], values: readonly number[]) {
  const found = new Map<number, number>();
  const person = locate(model, seen, values);
  for (let k = 0; k < 2000; k++) {
    const { statement, probability } = nextStatement({
      model,
      person,
      unseen,
      uniform: (k + 0.5) / 2000,
    });
    found.set(statement, probability);
  }
  return found;
}

describe('nextStatement', () => {
  test('the probabilities said are those of the draw, and sum to one (SPEC N1)', () => {
    const found = probabilities(everything, [], []);
    expect([...found.values()].reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  });

  test('every unseen statement keeps a fifth of an equal chance (SPEC N3)', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(19), { minLength: 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (unseen, uniform) => {
          const seen = everything.filter((j) => !unseen.includes(j));
          const person = locate(
            model,
            seen,
            seen.map((j) => (j % 2 ? 1 : -1)),
          );
          const { statement, probability } = nextStatement({ model, person, unseen, uniform });
          expect(unseen).toContain(statement);
          expect(probability).toBeGreaterThanOrEqual(0.2 / unseen.length - 1e-12);
          expect(probability).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('without a model every statement is as likely (SPEC N4)', () => {
    expect(nextStatement({ unseen: [3, 7], uniform: 0.6 })).toEqual({ statement: 7, probability: 0.5 });
  });

  test('a statement that splits people is shown sooner than one on which all agree (SPEC N2)', () => {
    const strength = everything.map((j) => Math.abs(model.statementMean[j * 3 + 1]));
    const level = everything.map((j) => Math.abs(model.statementMean[j * 3]));
    const splitting = everything.toSorted((a, b) => strength[b] - level[b] - (strength[a] - level[a]))[0];
    const settled = everything.toSorted((a, b) => level[b] - strength[b] - (level[a] - strength[a]))[0];
    const found = probabilities(everything, [], []);
    expect(found.get(splitting)!).toBeGreaterThan(2 * found.get(settled)!);
  });

  test('a statement that is mostly passed loses by the share of its passes (SPEC N2)', () => {
    const person = locate(model, [], []);
    const answered = everything.map((j) => (j === 4 ? 0.1 : 1));
    const chance = (rates: number[] | undefined) => {
      for (let k = 0; k < 2000; k++) {
        const drawn = nextStatement({
          model,
          person,
          unseen: everything,
          ...(rates && { answered: rates }),
          uniform: k / 2000,
        });
        if (drawn.statement === 4) return drawn.probability;
      }
      return 0;
    };
    expect(chance(answered)).toBeLessThan(chance(undefined));
  });

  test('refuses when nothing is left', () => {
    expect(() => nextStatement({ unseen: [], uniform: 0.5 })).toThrow(
      'nextStatement: every statement has been seen',
    );
  });
});
