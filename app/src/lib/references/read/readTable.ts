import { columnsOf } from '#lib/files/columnsOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { readCsv } from '#lib/files/readCsv.ts';
import type { Reading } from './FileKind.ts';

export interface TableForm<Column extends string, Optional extends string, Row> {
  readonly columns: readonly Column[];
  readonly optional?: readonly Optional[];
  /** False for files in which a double quote is a sign like any other. */
  readonly quotes?: boolean;
  /** Columns that may not be empty. */
  readonly filled: readonly Column[];
  /** Cells by column, clean, those of absent columns undefined; nothing for a row that says nothing here. */
  readonly row: (
    cells: Readonly<Record<Column, string> & Record<Optional, string | undefined>>,
    line: number,
  ) => Row | InputError | undefined;
}

/**
 * Reads a published table: its header is checked, its cells are cleaned, and a row that cannot be used is
 * refused alone.
 *
 * @throws InputError naming file, line and reason, where the file as a whole cannot be used
 */
export async function readTable<Column extends string, Optional extends string, Row>(
  bytes: Uint8Array,
  file: string,
  { columns, optional = [], quotes = true, filled, row }: TableForm<Column, Optional, Row>,
): Promise<Reading<Row>> {
  const rows: Row[] = [];
  const lines: number[] = [];
  const refused: InputError[] = [];
  const names = [...columns, ...optional];
  let places: readonly number[] = [];
  await readCsv(
    once(bytes),
    file,
    (header, line) => {
      places = columnsOf(
        file,
        line,
        header.map((name) => name.trim()),
        columns,
        optional,
      );
    },
    (found, line) => {
      const cells = Object.fromEntries(
        names.map((name, at) => [name, places[at] === -1 ? undefined : plain(found[places[at]!]!)]),
      ) as Parameters<typeof row>[0];
      const empty = filled.find((name) => cells[name] === '');
      const made =
        empty === undefined ? row(cells, line) : new InputError('cell-empty', { file, line, column: empty });
      if (made instanceof InputError) refused.push(made);
      else if (made !== undefined) {
        rows.push(made);
        lines.push(line);
      }
    },
    { quotes },
  );
  return { rows, lines, refused };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Line ends stay: lists in one cell are set apart by them. */
function plain(cell: string): string {
  return cell.normalize('NFC').trim();
}
