import { describe, expect, test } from 'vitest';
import { minimumBehind } from '../src/index.ts';

describe('minimumBehind', () => {
  test('R2: the table of constants: 8, one more for a reader inside, 10 for groups, 5 for a mark', () => {
    expect(minimumBehind('figure', 'outside')).toBe(8);
    expect(minimumBehind('figure', 'inside')).toBe(9);
    for (const kind of ['comments', 'crossed', 'group'] as const)
      expect(minimumBehind(kind, 'inside')).toBe(10);
    expect(minimumBehind('mark', 'inside')).toBe(5);
  });

  test('R2: an organisation may ask for more, and then groups never ask for less than figures', () => {
    expect(minimumBehind('figure', 'inside', 12)).toBe(13);
    expect(minimumBehind('group', 'inside', 12)).toBe(13);
  });

  test('R2: nobody may go under five', () => {
    expect(minimumBehind('figure', 'outside', 5)).toBe(5);
    expect(() => minimumBehind('figure', 'outside', 4)).toThrow('at least 5 people');
    expect(() => minimumBehind('figure', 'outside', 5.5)).toThrow(RangeError);
  });
});
