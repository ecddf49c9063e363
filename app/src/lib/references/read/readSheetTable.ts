import { columnsOf } from '#lib/files/columnsOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import type { Reading } from './FileKind.ts';
import { sheetsOf } from './sheetsOf.ts';

/** A header stands near the top. */
const HEADER_WITHIN = 40;

/**
 * Reads the first sheet of a published workbook that has all of the columns in one of its first rows; rows
 * without anything in those columns are passed over.
 *
 * @param row the cells of the columns, in their order, `''` where they are empty
 * @throws InputError if it is no workbook or no sheet has the columns
 */
export async function readSheetTable<Row>(
  bytes: Uint8Array,
  file: string,
  columns: readonly string[],
  row: (cells: readonly string[], line: number) => Row | InputError,
): Promise<Reading<Row>> {
  const sheets = await sheetsOf(bytes, file);
  const found = sheets.flatMap(({ rows }) => {
    const at = rows
      .slice(0, HEADER_WITHIN)
      .findIndex((cells) => columns.every((name) => cells.includes(name)));
    return at === -1 ? [] : [{ rows, at }];
  })[0];
  if (!found) throw new InputError('columns-missing', { file, expected: columns.join(', ') });
  const { rows: all, at } = found;
  const places = columnsOf(
    file,
    at + 1,
    all[at]!.map((cell) => cell ?? ''),
    columns,
  );
  const rows: Row[] = [];
  const lines: number[] = [];
  const refused: InputError[] = [];
  all.slice(at + 1).forEach((found, k) => {
    const cells = places.map((place) => found[place] ?? '');
    if (cells.every((cell) => cell === '')) return;
    const made = row(cells, at + 2 + k);
    if (made instanceof InputError) refused.push(made);
    else {
      rows.push(made);
      lines.push(at + 2 + k);
    }
  });
  return { rows, lines, refused };
}
