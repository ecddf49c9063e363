import { InputError } from '#lib/files/InputError.ts';
import { readCsv } from '#lib/files/readCsv.ts';
import { MOST_COLUMNS, MOST_ROWS, type Sheet, type SheetFault } from './readSheet.ts';

/** A list of people as its file has it: nothing is understood yet. */
export interface PeopleTable {
  /** As they are headed; what has no heading is empty. */
  readonly columns: readonly string[];
  readonly rows: readonly PeopleRow[];
  /** The sheet that was read, where the workbook has others. */
  readonly among?: string;
}

/** As many cells as there are columns. */
export interface PeopleRow {
  /** Where it stands in the file, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Bytes of a list of people. */
export const LARGEST_LIST = 5 * 1024 * 1024;

/**
 * Reads a list of people from a CSV file, as spreadsheets of any language write it, or from an XLSX workbook:
 * its first row is the headings. `sheetOf` reads a workbook, best in a worker.
 *
 * @param file the name to give in sentences
 * @throws InputError where it is no such file, naming it and the reason
 */
export async function readPeopleFile(
  bytes: Uint8Array,
  file: string,
  sheetOf: (bytes: Uint8Array) => Sheet | SheetFault | Promise<Sheet | SheetFault>,
): Promise<PeopleTable> {
  if (bytes.length > LARGEST_LIST) throw new InputError('file-too-large', { file, most: 5 });
  if (startsWith(bytes, ZIP)) return tableOf(file, await sheetOf(bytes));
  if (startsWith(bytes, OLD_OFFICE)) throw new InputError('sheet-unreadable', { file });
  let columns: readonly string[] = [];
  const rows: PeopleRow[] = [];
  async function* text() {
    yield inUtf8(bytes);
  }
  await readCsv(
    text(),
    file,
    (found) => {
      columns = found.map(plain);
      if (columns.length > MOST_COLUMNS) {
        throw new InputError('columns-too-many', { file, most: MOST_COLUMNS });
      }
    },
    (cells, line) => {
      if (cells.every((cell) => cell.trim() === '')) return;
      if (rows.length === MOST_ROWS) throw new InputError('rows-too-many', { file, most: MOST_ROWS });
      rows.push({ line, cells: cells.map(plain) });
    },
  );
  return { columns, rows };
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The workbooks of before 2007. */
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

function tableOf(file: string, sheet: Sheet | SheetFault): PeopleTable {
  if (sheet === 'sheet-unreadable') throw new InputError('sheet-unreadable', { file });
  if (sheet === 'rows-too-many') throw new InputError('rows-too-many', { file, most: MOST_ROWS });
  if (sheet === 'columns-too-many') throw new InputError('columns-too-many', { file, most: MOST_COLUMNS });
  const head = sheet.rows.findIndex((row) => row.length > 0);
  if (head < 0) throw new InputError('file-empty', { file });
  const width = Math.max(...sheet.rows.map((row) => row.length));
  const cellsOf = (row: readonly string[]) => Array.from({ length: width }, (_, at) => plain(row[at] ?? ''));
  return {
    columns: cellsOf(sheet.rows[head]!),
    rows: sheet.rows.flatMap((row, at) =>
      at > head && row.length > 0 ? [{ line: at + 1, cells: cellsOf(row) }] : [],
    ),
    ...(sheet.among !== undefined && { among: sheet.among }),
  };
}

/** What Excel saves as “CSV” in France is no UTF-8, and what it calls Unicode text is UTF-16. */
function inUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding === 'utf-8' ? bytes : new TextEncoder().encode(text);
  } catch {
    return new TextEncoder().encode(new TextDecoder('windows-1252').decode(bytes));
  }
}

/** One line, without signs that nobody sees. */
function plain(cell: string): string {
  return cell
    .normalize('NFC')
    .toWellFormed()
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
