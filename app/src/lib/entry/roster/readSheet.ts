import type { read } from '@e965/xlsx';
import { unzipped } from './unzipped.ts';

/** Bytes of a workbook once it is unfolded. */
const LARGEST = 64 * 1024 * 1024;

/** Rows and columns of a list of people. */
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 60;

/** The cells of a sheet as they are shown, row by row from its first one; empty rows are empty. */
export interface Sheet {
  readonly rows: readonly (readonly string[])[];
  /** Its name, where the workbook has others that hold something too. */
  readonly among?: string;
}

export type SheetFault = 'sheet-unreadable' | 'rows-too-many' | 'columns-too-many';

/**
 * Reads the first sheet of an XLSX workbook that holds anything and is not hidden. Nothing is computed: a cell
 * that holds a formula gives the formula, with its sign =. Plain data in, plain data out, so that a worker can
 * do it.
 */
export async function readSheet(bytes: Uint8Array): Promise<Sheet | SheetFault> {
  const plain = unzipped(bytes, LARGEST);
  if (!plain) return 'sheet-unreadable';
  // Loaded where a workbook is read, and by nobody else.
  const { read: readWorkbook } = await import('@e965/xlsx');
  let book: ReturnType<typeof read>;
  try {
    book = readWorkbook(plain, { type: 'buffer', dense: true, cellHTML: false, sheetRows: MOST_ROWS + 2 });
  } catch {
    // Whatever the reader stumbles over, the file is none that it knows.
    return 'sheet-unreadable';
  }
  const found = book.SheetNames.flatMap((name, place) => {
    const hidden = book.Workbook?.Sheets?.[place]?.Hidden;
    const rows = hidden || !Object.hasOwn(book.Sheets, name) ? [] : rowsOf(book.Sheets[name]!);
    return rows.length > 0 ? [{ name, rows }] : [];
  });
  const [first] = found;
  if (!first) return { rows: [] };
  const filled = first.rows.filter((row) => row.length > 0);
  if (filled.length > MOST_ROWS + 1 || first.rows.length > MOST_ROWS + 1) return 'rows-too-many';
  if (filled.some((row) => row.length > MOST_COLUMNS)) return 'columns-too-many';
  return { rows: first.rows, ...(found.length > 1 && { among: first.name }) };
}

interface Cell {
  readonly v?: unknown;
  /** As it is shown. */
  readonly w?: string;
  readonly f?: string;
}

function rowsOf(sheet: { readonly '!data'?: readonly (readonly (Cell | undefined)[] | undefined)[] }) {
  const rows = Array.from(sheet['!data'] ?? [], (cells) => {
    const row = Array.from(cells ?? [], (cell) => {
      if (cell?.f !== undefined) return `=${cell.f}`;
      return cell?.w ?? (cell?.v === undefined || cell.v === null ? '' : String(cell.v));
    });
    while (row.length > 0 && row.at(-1)!.trim() === '') row.pop();
    return row;
  });
  while (rows.length > 0 && rows.at(-1)!.length === 0) rows.pop();
  return rows;
}
