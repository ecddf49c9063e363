import type { Released, ReleasedCell } from '@abord/release';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EveryoneRelease, EveryoneTables } from '#lib/questions/everyone/release.ts';
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
          expect([cell?.people, cell?.share]).toEqual([people, agree]);
          if (kind === 'unexpected') expect(expected! < agree.low || expected! > agree.high).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  /** Figures as the gate hands them out; only what surprises are made of. */
  const figures = (
    cells: readonly Pick<
      ReleasedCell<EveryoneTables['statements']>,
      'statement' | 'people' | 'agree' | 'disagree' | 'pass' | 'share'
    >[],
  ) => ({ tables: { statements: { cells } } }) as unknown as Released<EveryoneRelease>;

  const room = figures([
    // By hand, of 20 people: 18 agree; 9 and 9; 12 agree and 6 pass; 4 agree.
    {
      statement: 1,
      people: 20,
      agree: 18,
      disagree: 2,
      pass: 0,
      share: { value: 0.9, low: 0.69, high: 0.98 },
    },
    {
      statement: 2,
      people: 20,
      agree: 9,
      disagree: 9,
      pass: 2,
      share: { value: 0.45, low: 0.25, high: 0.66 },
    },
    {
      statement: 3,
      people: 20,
      agree: 12,
      disagree: 2,
      pass: 6,
      share: { value: 0.6, low: 0.38, high: 0.79 },
    },
    {
      statement: 4,
      people: 20,
      agree: 4,
      disagree: 14,
      pass: 2,
      share: { value: 0.2, low: 0.08, high: 0.42 },
    },
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
