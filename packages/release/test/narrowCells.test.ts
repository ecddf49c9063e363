import { describe, expect, test } from 'vitest';
import { narrowCells } from '../src/narrowCells.ts';
import { solveWithHighs } from './solveWithHighs.ts';
import { tableOf } from './tableOf.ts';

// The 4 × 4 table of sdcTable's test "simpleheuristic": rows w x y z, columns a b c d.
const COUNTS = [
  [30, 47, 64, 89],
  [90, 124, 5, 31],
  [92, 100, 59, 85],
  [800, 991, 651, 685],
];
// Hidden there: w|a w|b w|c, x|a x|c, y|b y|d, z|b z|d. Two or more in every line.
const HIDDEN = ['00', '01', '02', '10', '12', '21', '23', '31', '33'];

const narrow = (hidden: readonly string[], least: number) => {
  const { cells, divisions } = tableOf(COUNTS, (_, row, column) => hidden.includes(`${row}${column}`));
  return narrowCells(cells, divisions, { least, solve: solveWithHighs });
};

describe('narrowCells', () => {
  test('R15: finds the cell of sdcTable’s table that is exactly 236 - 189 = 47, two hidden in every line', () => {
    expect(narrow(HIDDEN, 1)).toEqual([1]);
  });

  test('R15: one more hidden cell opens it: x|d to 0..78, x|b to 0..141, as sdcTable finds', () => {
    for (const [more, width] of [
      ['13', 78],
      ['11', 141],
    ] as const) {
      expect(narrow([...HIDDEN, more], width)).not.toContain(1);
      expect(narrow([...HIDDEN, more], width + 1)).toContain(1);
    }
  });

  test('R15: a rest that belongs to no part is one more unknown, and a whole may be hidden itself', () => {
    const hidden = { count: 4, hidden: true };
    const known = [{ whole: { count: 30 }, parts: [0, 1] }];
    const shown = { count: 20, hidden: false };
    // 4 + a rest of 6: between 0 and 10.
    expect(narrowCells([hidden, shown], known, { least: 10, solve: solveWithHighs })).toEqual([]);
    expect(narrowCells([hidden, shown], known, { least: 11, solve: solveWithHighs })).toEqual([0]);
    const within = [{ whole: { cell: 2 }, parts: [0, 1] }];
    expect(
      narrowCells([hidden, shown, { count: 24, hidden: true }], within, {
        least: 1_000,
        solve: solveWithHighs,
      }),
    ).toEqual([]);
  });

  test('a table without hidden cells asks nothing of the solver', () => {
    const { cells, divisions } = tableOf(COUNTS, () => false);
    const never = () => {
      throw new Error('asked');
    };
    expect(narrowCells(cells, divisions, { least: 10, solve: never })).toEqual([]);
  });
});
