import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimum, nextStep } from '../src/index.ts';

const shown = { people: 20, shares: [0.55, 0.3, 0.15], step: 0.05 } as const;
const stays = { replaces: false, waiting: 5 };
const replaces = { replaces: true, waiting: 0 };

describe('the next step of a total (R12)', () => {
  // By hand: 20 people who answered 11, 6, 3 are 55, 30 and 15 in a hundred.
  it('waits for the fifth person', () => {
    expect(nextStep(shown, [12, 6, 3])).toEqual(stays);
    expect(nextStep(shown, [14, 7, 3])).toEqual(stays);
    expect(nextStep(shown, [14, 8, 3])).toEqual(replaces);
    expect(nextStep(shown, [16, 10, 9])).toEqual(replaces);
  });

  it('counts those who took their answers back in the same way', () => {
    expect(nextStep(shown, [10, 5, 1])).toEqual(stays);
    expect(nextStep(shown, [9, 5, 1])).toEqual(replaces);
  });

  it('may be finer where it says the same of as many people', () => {
    expect(nextStep(shown, [11, 6, 3])).toEqual(replaces);
  });

  it('stays where one of as many people changed her mind', () => {
    expect(nextStep(shown, [10, 7, 3])).toEqual(stays);
  });

  it('lets a changed mind pass that the shares shown do not tell', () => {
    // 100 people: 50.5 and 49.5 in a hundred cannot be told at five points, 53 and 47 can.
    const hundred = { people: 100, shares: [0.5, 0.5], step: 0.05 } as const;
    expect(nextStep(hundred, [51, 49])).toEqual(replaces);
    expect(nextStep(hundred, [53, 47])).toEqual(stays);
  });

  it('finds nothing new where all of a small group agree, or all but one: both are said alike', () => {
    const nearly = { people: 12, shares: [0.95, 0.05, 0.05], step: 0.05 } as const;
    expect(nextStep(nearly, [12, 0, 0])).toEqual(replaces);
    expect(nextStep(nearly, [11, 0, 1])).toEqual(replaces);
    expect(nextStep(nearly, [10, 1, 1])).toEqual(stays);
  });

  it('refuses counts that are none', () => {
    expect(() => nextStep(shown, [11, 9])).toThrow(RangeError);
    expect(() => nextStep(shown, [11, 6.5, 2.5])).toThrow(RangeError);
    expect(() => nextStep(shown, [21, 6, -7])).toThrow(RangeError);
  });

  it('never lets two totals be subtracted that differ by one to four people', () => {
    const counts = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60));
    fc.assert(
      fc.property(
        fc.array(counts, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(0.05 as const, 0.01 as const),
        (votes, step) => {
          let last: { people: number; shares: number[]; step: 0.05 | 0.01 } | undefined;
          for (const newer of votes) {
            const people = newer[0] + newer[1] + newer[2];
            if (people === 0) continue;
            if (last && !nextStep(last, newer).replaces) continue;
            if (last) {
              const between = Math.abs(people - last.people);
              expect(between === 0 || between >= minimum.floor).toBe(true);
            }
            last = { people, shares: newer.map((n) => Math.round(n / people / step) * step), step };
          }
        },
      ),
    );
  });
});
