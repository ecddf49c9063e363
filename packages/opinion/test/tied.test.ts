import { describe, expect, test } from 'vitest';
import type { StatementFigure } from '../src/analysis.ts';
import { tied } from '../src/tied.ts';

function figure(
  id: string,
  value: number,
  half: number,
  gap = { value: 0.1, half: 0.1, q: 1 },
): StatementFigure {
  const around = (v: number, h: number) => ({ value: v, low: v - h, high: v + h });
  return {
    id,
    agree: 0,
    disagree: 0,
    pass: 0,
    share: around(value, half),
    bridge: around(value, half),
    along: around(value, half),
    divide: { ...around(gap.value, gap.half), q: gap.q },
    bySegment: [],
  };
}

describe('tied', () => {
  test('keeps with the leader what is not surely below it (SPEC T8)', () => {
    // Standard errors 0.04 / 1.96 = 0.0204 each; b is 0.02 behind (0.7 errors of the difference), c 0.2 (6.9).
    const figures = [figure('c', 0.68, 0.04), figure('a', 0.88, 0.04), figure('b', 0.86, 0.04)];
    expect(tied(figures).commonGround).toEqual(['a', 'b']);
  });

  test('holds nothing that a majority of each end does not surely share, and may be empty (SPEC T8)', () => {
    const figures = [figure('a', 0.55, 0.08), figure('b', 0.9, 0.45)];
    expect(tied(figures).commonGround).toEqual([]);
    expect(tied([]).divides).toEqual([]);
  });

  test('a division needs q at most 5 % (SPEC T8)', () => {
    const figures = [
      figure('a', 0.5, 0.1, { value: 0.6, half: 0.05, q: 0.001 }),
      figure('b', 0.5, 0.1, { value: 0.62, half: 0.3, q: 0.2 }),
      figure('c', 0.5, 0.1, { value: 0.58, half: 0.05, q: 0.01 }),
      figure('d', 0.5, 0.1, { value: 0.2, half: 0.05, q: 0.01 }),
    ];
    expect(tied(figures).divides).toEqual(['a', 'c']);
  });
});
