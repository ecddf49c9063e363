import { InputError } from './InputError.ts';
import { readCsv } from './readCsv.ts';

/** Columns of a CSV file, row by row, and the line where each row starts. */
export interface Columns {
  readonly lines: readonly number[];
  readonly cells: ReadonlyMap<string, readonly string[]>;
  /** Whether a comma may stand for a decimal point: cells are set apart otherwise. */
  readonly decimalComma: boolean;
}

/**
 * Reads the columns that are asked for and leaves the others.
 *
 * @throws InputError as `readCsv`, for a column that is missing or comes twice in the header
 */
export async function readColumns(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  names: readonly string[],
): Promise<Columns> {
  const lines: number[] = [];
  const cells = new Map(names.map((name): [string, string[]] => [name, []]));
  let places: [string[], number][] = [];
  let decimalComma = false;
  await readCsv(
    bytes,
    file,
    (header, line, separator) => {
      decimalComma = separator !== ',';
      places = [...cells].map(([name, list]) => {
        const place = header.indexOf(name);
        if (place < 0) {
          const found = header.join(',');
          throw new InputError('header-wrong', { file, line, expected: [...cells.keys()].join(','), found });
        }
        if (place !== header.lastIndexOf(name))
          throw new InputError('header-twice', { file, line, column: name });
        return [list, place];
      });
    },
    (row, line) => {
      lines.push(line);
      for (const [list, place] of places) list.push(row[place].trim());
    },
  );
  return { lines, cells, decimalComma };
}

/** Whether a cell says that nothing is known. */
export function isEmpty(cell: string): boolean {
  return cell === '' || cell === 'NA';
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a cell holds; undefined for anything else. */
export function numberIn(cell: string, decimalComma: boolean): number | undefined {
  const plain = decimalComma ? cell.replace(',', '.') : cell;
  const value = NUMBER.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
