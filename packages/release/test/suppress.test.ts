import { describe, expect, test } from 'vitest';
import type { CheckedCell } from '../src/checkedCells.ts';
import { type Context, suppress } from '../src/suppress.ts';
import { cellsOfMicrodata } from './microdata.ts';
import { solveWithHighs } from './solveWithHighs.ts';

// Table z1 of R's package SSBtools, regions A to H by annet, arbeid, soshjelp, trygd.
const Z1 = [
  [11, 11, 55, 36],
  [7, 1, 29, 18],
  [5, 8, 35, 25],
  [13, 2, 17, 13],
  [9, 14, 63, 52],
  [12, 9, 24, 22],
  [6, 4, 22, 8],
  [9, 3, 38, 15],
];

/** A table with all its margins as cells, numbered from 1 as R's packages do: totals first, row by row. */
function numbered(rows: readonly (readonly number[][])[], least: number): CheckedCell[] {
  const sorted = (people: readonly number[]) => [...people].sort((a, b) => a - b);
  const columns = rows[0].map((_, column) => sorted(rows.flatMap((row) => row[column])));
  const cells: CheckedCell[] = [];
  const table = (key: string) => ({ key, kind: 'figure' as const, cells: [] });
  const [margins, lines, inner] = [table('margins'), table('lines'), table('inner')];
  const add = (of: ReturnType<typeof table>, people: readonly number[], wholes: readonly CheckedCell[]) => {
    const cell = {
      id: `${cells.length + 1}`,
      about: 'count',
      figures: {},
      people,
      least,
      table: of,
      needs: [],
      wholes,
    };
    cells.push(cell);
    return cell;
  };
  const all = add(margins, sorted(rows.flat(2)), []);
  const tops = columns.map((people) => add({ ...margins, key: 'columns' }, people, [all]));
  for (const row of rows) {
    const line = add(lines, sorted(row.flat()), [all]);
    row.forEach((people, column) => {
      add(inner, people, [line, tops[column]]);
    });
  }
  return cells;
}

function counted(counts: readonly (readonly number[])[]): number[][][] {
  let next = 0;
  return counts.map((row) => row.map((count) => Array.from({ length: count }, () => next++)));
}

const hidden = (cells: readonly CheckedCell[], context: Context = { solve: solveWithHighs }) =>
  [...suppress(cells, context).keys()].map(({ id }) => Number(id)).sort((a, b) => a - b);

describe('suppress', () => {
  test('R3, R13: hides cells 12, 13, 22, 23, 42, 43 of z1 where three are too few, as R’s GaussSuppression does', () => {
    expect(hidden(numbered(counted(Z1), 4))).toEqual([12, 13, 22, 23, 42, 43]);
  });

  test('R3, R13: hides the three cells beside A, female that sdcTable’s optimum hides: 5, 6, 11, 12', () => {
    const rows = [3, 6, 9, 12].map((at) => [cellsOfMicrodata[at + 1], cellsOfMicrodata[at + 2]]);
    expect(hidden(numbered(rows, 3))).toEqual([5, 6, 11, 12]);
  });

  test('R3: one more is hidden where two lone people stand beside each other (sdcTable’s regions a, b, b, c)', () => {
    // Each of the two knows herself, and so the other: more than two must be left.
    expect(hidden(numbered([[[0], [1, 2], [3]]], 2).slice(0, 4)).length).toBe(2);
    expect(hidden(numbered([[[0], [1, 2], [3]]], 3).slice(0, 4)).length).toBe(3);
  });

  test('R15: an empty group is as hidden as one of few people, once a solver is asked', () => {
    // Row 1 has nobody in its third cell, 8: alone hidden there, it is 37 - 27 - 10, and so known to be empty.
    const cells = numbered(
      counted([
        [27, 10, 0],
        [1, 28, 14],
        [8, 27, 25],
      ]),
      8,
    );
    expect(hidden(cells, {})).toEqual([8, 10, 12, 14, 16]);
    expect(hidden(cells)).toEqual([6, 7, 8, 10, 12, 14, 15, 16]);
  });
});
