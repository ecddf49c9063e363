import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forecast, type FoundAgreement, forecastGaps } from '#lib/room/forecastGaps.ts';
import { paperDifferences, type Sheet, tickOf } from '#lib/room/paperSheet.ts';

const hundredths = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { maxLength: 30 });
const figures = names.chain((statements) =>
  fc.tuple(
    ...statements.map((statement) =>
      fc
        .tuple(hundredths, hundredths, hundredths, fc.integer({ min: 8, max: 500 }))
        .map(([a, b, c, people]) => {
          const [low, share, high] = [a, b, c].sort((x, y) => x - y);
          return { statement, people, agree: { share, low, high } } satisfies FoundAgreement;
        }),
    ),
  ),
);
const forecasts = names.chain((statements) =>
  fc.tuple(...statements.map((statement) => hundredths.map((agree): Forecast => ({ statement, agree })))),
);

describe('the gap between what was expected and what was found', () => {
  it('is found less expected, the widest first, and unexpected outside the interval', () => {
    const found: FoundAgreement[] = [
      { statement: 'a', people: 95, agree: { share: 0.6, low: 0.5, high: 0.69 } },
      { statement: 'b', people: 95, agree: { share: 0.41, low: 0.32, high: 0.51 } },
      { statement: 'c', people: 40, agree: { share: 0.2, low: 0.11, high: 0.35 } },
    ];
    const guessed = [
      { statement: 'b', agree: 0.7 },
      { statement: 'a', agree: 0.55 },
      { statement: 'z', agree: 0.1 },
    ];
    // By hand: 0.41 − 0.70 = −0.29, and 70 % lies above 51 %; 0.60 − 0.55 = 0.05, and 55 % lies within 50 to 69 %.
    expect(forecastGaps(found, guessed)).toEqual([
      { ...found[1], expected: 0.7, gap: -0.29, unexpected: true },
      { ...found[0], expected: 0.55, gap: 0.05, unexpected: false },
    ]);
  });

  it('is said of the statements that have both, each once, and of no other', () => {
    fc.assert(
      fc.property(figures, forecasts, (found, guessed) => {
        const both = found
          .map(({ statement }) => statement)
          .filter((one) => guessed.some(({ statement }) => statement === one));
        const said = forecastGaps(found, guessed).map(({ statement }) => statement);
        expect([...said].sort()).toEqual([...both].sort());
      }),
    );
  });

  it('never narrows from one line to the next, and expected and gap give back what was found', () => {
    fc.assert(
      fc.property(figures, forecasts, (found, guessed) => {
        const gaps = forecastGaps(found, guessed);
        gaps.forEach(({ gap, expected, agree }, place) => {
          expect(expected + gap).toBeCloseTo(agree.share, 9);
          if (place > 0) expect(Math.abs(gap)).toBeLessThanOrEqual(Math.abs(gaps[place - 1].gap));
        });
      }),
    );
  });

  it('is the same whatever the order of the forecasts, and leaves them as they are', () => {
    fc.assert(
      fc.property(figures, forecasts, (found, guessed) => {
        const before = JSON.stringify([found, guessed]);
        const gaps = forecastGaps(found, guessed);
        expect(JSON.stringify([found, guessed])).toBe(before);
        expect(forecastGaps(found, [...guessed].reverse())).toEqual(gaps);
      }),
    );
  });

  it('takes no share outside 0 to 1 and no statement twice', () => {
    const one: FoundAgreement = { statement: 'a', people: 9, agree: { share: 0.5, low: 0.2, high: 0.8 } };
    for (const agree of [-0.01, 1.01, Number.NaN]) {
      expect(() => forecastGaps([one], [{ statement: 'a', agree }])).toThrow(RangeError);
    }
    expect(() => forecastGaps([one, one], [{ statement: 'a', agree: 0.5 }])).toThrow(RangeError);
    const twice = { statement: 'a', agree: 0.5 };
    expect(() => forecastGaps([one], [twice, twice])).toThrow(RangeError);
  });
});

describe('two typings of a sheet of paper', () => {
  const ticks = fc.constantFrom(1 as const, -1 as const, 0 as const, undefined);
  const sheets = names.chain((statements) =>
    fc.record({
      statements: fc.constant(statements),
      first: fc.tuple(...statements.map(() => ticks)),
      second: fc.tuple(...statements.map(() => ticks)),
    }),
  );
  const sheet = (statements: readonly string[], ticked: readonly Sheet[string][]): Sheet =>
    Object.fromEntries(statements.map((statement, place) => [statement, ticked[place]]));

  it('differ where, and only where, the answers differ; no box ticked is not a pass', () => {
    expect(paperDifferences(['a', 'b', 'c'], { a: 1, b: 0, c: -1 }, { a: 1, b: undefined, c: 1 })).toEqual([
      'b',
      'c',
    ]);
    fc.assert(
      fc.property(sheets, ({ statements, first, second }) => {
        const differ = statements.filter((_, place) => first[place] !== second[place]);
        expect(paperDifferences(statements, sheet(statements, first), sheet(statements, second))).toEqual(
          differ,
        );
      }),
    );
  });

  it('differ alike whoever typed first, and a sheet never differs from itself', () => {
    fc.assert(
      fc.property(sheets, ({ statements, first, second }) => {
        const [one, two] = [sheet(statements, first), sheet(statements, second)];
        expect(paperDifferences(statements, one, two)).toEqual(paperDifferences(statements, two, one));
        expect(paperDifferences(statements, one, one)).toEqual([]);
      }),
    );
  });

  it('hold agree, disagree, pass or nothing', () => {
    expect(['agree', 'disagree', 'pass', 'none'].map(tickOf)).toEqual([1, -1, 0, undefined]);
    for (const wrong of ['', 'yes', 'toString', '1']) expect(() => tickOf(wrong)).toThrow(RangeError);
  });
});
