import type { ShapeName } from '#lib/components/shapeName.ts';

/** A mark on the line: its place from 0 (low end) to 1 (high end), and the shape of its segment. */
export interface LineMark {
  readonly at: number;
  readonly shape: ShapeName;
}

/** A mark in the drawing: column from the left, row from the water line up. */
export interface StackedMark {
  readonly column: number;
  readonly row: number;
  readonly shape: ShapeName;
}

/**
 * Stands marks in `columns` columns on the line, each in the column nearest to its place, one above the
 * other; in a column, those further left stand lower. O(n log n).
 *
 * @example stackMarks([{ at: 0.49, shape: 'ring' }, { at: 0.5, shape: 'ring' }], 3)
 * // [{ column: 1, row: 0, shape: 'ring' }, { column: 1, row: 1, shape: 'ring' }]
 */
export function stackMarks(marks: readonly LineMark[], columns: number): StackedMark[] {
  const heights = new Array<number>(columns).fill(0);
  return marks
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, shape }) => {
      const column = Math.min(columns - 1, Math.max(0, Math.round(at * (columns - 1))));
      return { column, row: heights[column]++, shape };
    });
}
