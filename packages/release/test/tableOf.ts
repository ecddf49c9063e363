import type { CountedCell, Division } from '../src/narrowCells.ts';

/** A table of counts as cells in rows, the totals of its rows and columns known. */
export function tableOf(
  counts: readonly (readonly number[])[],
  isHidden: (count: number, row: number, column: number) => boolean,
): { cells: CountedCell[]; divisions: Division[] } {
  const width = counts[0].length;
  const cells = counts.flatMap((line, row) =>
    line.map((count, column) => ({ count, hidden: isHidden(count, row, column) })),
  );
  const sum = (places: readonly number[]) => places.reduce((total, place) => total + cells[place].count, 0);
  const lines = [
    ...counts.map((line, row) => line.map((_, column) => row * width + column)),
    ...counts[0].map((_, column) => counts.map((_, row) => row * width + column)),
  ];
  return { cells, divisions: lines.map((parts) => ({ whole: { count: sum(parts) }, parts })) };
}
