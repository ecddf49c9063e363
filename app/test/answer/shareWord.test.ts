import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundWord, type ShareWord, shareWord } from '#lib/answer/shareWord.ts';

const share = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

/** What each word claims, as the least and the most that the true share may be (SPEC.md, W1 to W14). */
const claims: Readonly<Record<ShareWord, readonly [number, number]>> = {
  almost_all: [0.9, 1],
  tenths_9: [0.85, 0.95],
  tenths_8: [0.75, 0.85],
  tenths_7: [0.65, 0.75],
  tenths_6: [0.55, 0.65],
  four_in_five: [0.8, 1],
  three_in_four: [0.75, 1],
  two_in_three: [2 / 3, 1],
  six_in_ten: [0.6, 1],
  majority: [0.5, 1],
  half: [0.4, 0.6],
  minority: [0, 0.5],
  four_in_ten: [0, 0.4],
  one_in_three: [0, 1 / 3],
  one_in_four: [0, 0.25],
  one_in_five: [0, 0.2],
  almost_none: [0, 0.1],
  open: [0, 1],
};

describe('words for a share', () => {
  test.each<[string, number, number, ShareWord]>([
    ['W1', 0.9, 0.97, 'almost_all'],
    ['W2', 0.89, 0.99, 'four_in_five'],
    ['W3', 0.79, 0.93, 'three_in_four'],
    ['W4', 0.67, 0.85, 'two_in_three'],
    ['W5', 0.66, 0.85, 'six_in_ten'],
    ['W6', 0.51, 0.8, 'majority'],
    ['W7', 0.2, 0.49, 'minority'],
    ['W8', 0.2, 0.4, 'four_in_ten'],
    ['W9', 0.2, 0.33, 'one_in_three'],
    ['W10', 0.1, 0.25, 'one_in_four'],
    ['W11', 0.1, 0.2, 'one_in_five'],
    ['W12', 0.01, 0.1, 'almost_none'],
    ['W13', 0.4, 0.6, 'half'],
    ['W13', 0.46, 0.62, 'open'],
  ])('%s: from %d to %d is said “%s”', (_, low, high, word) => {
    expect(boundWord(share(low, high))).toBe(word);
  });

  test.each<[number, number, ShareWord]>([
    [0.86, 0.95, 'tenths_9'],
    [0.85, 0.95, 'tenths_9'],
    [0.91, 0.94, 'almost_all'],
    [0.84, 0.95, 'four_in_five'],
    [0.75, 0.85, 'tenths_8'],
    [0.55, 0.65, 'tenths_6'],
  ])('W14: from %d to %d is said “%s”', (low, high, word) => {
    expect(shareWord(share(low, high))).toBe(word);
  });

  test('no word ever claims more than the interval holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (a, b) => {
        const [low, high] = [Math.min(a, b) / 100, Math.max(a, b) / 100];
        for (const word of [boundWord(share(low, high)), shareWord(share(low, high))]) {
          const [least, most] = claims[word];
          expect(low).toBeGreaterThanOrEqual(least);
          expect(high).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
