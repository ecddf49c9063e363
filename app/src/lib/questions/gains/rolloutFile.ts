import { factorOf, type Rollout } from '@abord/effect';
import { InputError } from '#lib/files/InputError.ts';
import { isEmpty, numberIn, readColumns } from '#lib/files/readColumns.ts';

/** Which columns of a file say what of a roll-out. */
export interface RolloutColumns {
  readonly outcome: string;
  readonly unit: string;
  readonly time: string;
  readonly cohort: string;
}

export interface RolloutFile {
  readonly rollout: Rollout;
  /** Per row of the roll-out, its line in the file. */
  readonly lines: readonly number[];
  /** Rows without an outcome, a unit or a period. */
  readonly leftOut: number;
}

const never = /^(?:0|never|jamais|inf|infinity)$/i;

/**
 * Reads a roll-out of a CSV file, one row a unit and period. An empty cohort is never.
 *
 * @throws InputError for a missing column, a text in a column of numbers, and a file without a full row
 */
export async function readRolloutFile(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  { outcome, unit, time, cohort }: RolloutColumns,
): Promise<RolloutFile> {
  const names = [outcome, unit, time, cohort];
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new InputError('column-used-twice', { file, column: twice });
  const { lines, cells, decimalComma } = await readColumns(bytes, file, names);
  const rows = Array.from(lines.keys());
  const full = rows.filter((row) => [outcome, unit, time].every((name) => !isEmpty(cells.get(name)![row])));
  if (full.length === 0) throw new InputError('rows-missing', { file });
  const numberAt = (name: string, row: number): number => {
    const cell = cells.get(name)![row];
    const value = numberIn(cell, decimalComma);
    if (value === undefined)
      throw new InputError('number-wrong', { file, line: lines[row], column: name, value: cell });
    return value;
  };
  const cohortAt = (row: number) => {
    const cell = cells.get(cohort)![row];
    return isEmpty(cell) || never.test(cell) ? Infinity : numberAt(cohort, row);
  };
  return {
    rollout: {
      outcome: full.map((row) => numberAt(outcome, row)),
      unit: factorOf(full.map((row) => cells.get(unit)![row])),
      time: full.map((row) => numberAt(time, row)),
      cohort: full.map(cohortAt),
    },
    lines: full.map((row) => lines[row]),
    leftOut: rows.length - full.length,
  };
}
