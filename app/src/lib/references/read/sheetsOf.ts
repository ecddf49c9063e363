import type { read } from '@e965/xlsx';
import { unzipped } from '#lib/entry/roster/unzipped.ts';
import { InputError } from '#lib/files/InputError.ts';

/** Bytes of a published workbook, and of what it unfolds to. */
const LARGEST = 256 * 1024 * 1024;

/** The rows of a sheet from its first one, cells as they are shown; those left empty are absent. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/**
 * The sheets of a published workbook, XLSX or the XLS of before 2007.
 *
 * @param rows read no more of each sheet
 * @throws InputError if it is none
 */
export async function sheetsOf(bytes: Uint8Array, file: string, rows = 0): Promise<readonly Sheet[]> {
  const plain = isZip(bytes) ? unzipped(bytes, LARGEST) : bytes;
  if (!plain) throw new InputError('workbook-unreadable', { file });
  const { read: readWorkbook } = await import('@e965/xlsx');
  let book: ReturnType<typeof read>;
  try {
    book = readWorkbook(plain, { type: 'buffer', dense: true, cellHTML: false, sheetRows: rows });
  } catch (error) {
    throw new InputError('workbook-unreadable', { file }, { cause: error });
  }
  return book.SheetNames.flatMap((name) => {
    const cells: readonly (
      | readonly ({ readonly w?: string; readonly v?: unknown } | undefined)[]
      | undefined
    )[] = book.Sheets[name]?.['!data'] ?? [];
    const rows = Array.from(cells, (row) =>
      Array.from(row ?? [], (cell) =>
        (cell?.w ?? (cell?.v === undefined ? undefined : String(cell.v)))?.trim(),
      ),
    );
    return rows.length > 0 ? [{ name, rows }] : [];
  });
}

/** Whether a file is a workbook, by its first bytes. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return isZip(bytes) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}
