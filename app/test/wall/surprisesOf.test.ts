import { type Released, roundedShares } from '@abord/release';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { surprisesOf } from '#lib/room/components/wall/surprisesOf.ts';
import { someRelease } from '../everyone/someRelease.ts';

describe('surprisesOf', () => {
  test('says each thing once, of figures that were released, each statement for one reason only', () => {
    const guesses = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 });
    fc.assert(
      fc.property(someRelease, guesses, ({ released }, guessed) => {
        const cells = released.tables.statements.cells;
        const forecasts = cells
          .slice(0, guessed.length)
          .map(({ statement }, place) => ({ statement: String(statement), agree: guessed[place] / 100 }));
        const said = surprisesOf(released, forecasts);
        expect(new Set(said.map(({ kind }) => kind)).size).toBe(said.length);
        expect(new Set(said.map(({ statement }) => statement)).size).toBe(said.length);
        for (const { kind, statement, people, agree, expected } of said) {
          const cell = cells.find((one) => one.statement === statement);
          expect([cell?.people, cell?.answers.agree]).toEqual([people, agree]);
          if (kind === 'unexpected') expect(expected! < agree.low || expected! > agree.high).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  /** Figures as the gate hands them out; only what surprises are made of. */
  const figures = (counts: readonly Record<'agree' | 'disagree' | 'pass', number>[]) => {
    const cells = counts.map((given, index) => ({
      statement: index + 1,
      people: given.agree + given.disagree + given.pass,
      answers: roundedShares(given),
    }));
    return { tables: { statements: { cells } } } as unknown as Released<EveryoneRelease>;
  };

  // Of 20 people.
  const room = figures([
    { agree: 18, disagree: 2, pass: 0 },
    { agree: 9, disagree: 9, pass: 2 },
    { agree: 12, disagree: 2, pass: 6 },
    { agree: 4, disagree: 14, pass: 2 },
  ]);

  test('most agreed, most split and most passed are found', () => {
    expect(surprisesOf(room, []).map(({ kind, statement }) => [kind, statement])).toEqual([
      ['agreed', 1],
      ['split', 2],
      ['passed', 3],
    ]);
  });

  test('what nobody expected is the forecast that is furthest off, beyond the doubt', () => {
    const [first] = surprisesOf(room, [
      { statement: '3', agree: 0.7 },
      { statement: '4', agree: 0.8 },
      { statement: '1', agree: 0.6 },
    ]);
    expect([first.kind, first.statement, first.expected]).toEqual(['unexpected', 4, 0.8]);
  });

  test('a forecast within the doubt of what was found surprises nobody', () => {
    const kinds = surprisesOf(room, [{ statement: '4', agree: 0.4 }]).map(({ kind }) => kind);
    expect(kinds).not.toContain('unexpected');
  });

  test('nothing released, nothing said', () => {
    expect(surprisesOf(figures([]), [{ statement: '1', agree: 0.5 }])).toEqual([]);
  });
});
