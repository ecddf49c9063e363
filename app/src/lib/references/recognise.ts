import { kinds } from './kinds.ts';
import type { FileKind } from './read/FileKind.ts';
import { isWorkbook, sheetsOf } from './read/sheetsOf.ts';

/** A header stands among the first lines, and these among the first bytes. */
const HEADER_WITHIN = { lines: 40, bytes: 64 * 1024 };

/**
 * Which kind of published file this is, by the names of its columns; what it is called does not count. Of kinds
 * whose columns are all there, it is the one with most of them. A file that lacks some, but has the column that
 * only one kind has, is of that kind: reading it says what is missing.
 */
export async function recognise(bytes: Uint8Array, file: string): Promise<FileKind<object> | undefined> {
  const workbook = isWorkbook(bytes);
  const head = workbook ? '' : new TextDecoder().decode(bytes.subarray(0, HEADER_WITHIN.bytes));
  const lines = workbook ? await rowsOf(bytes, file) : linesOf(head);
  const candidates = kinds.filter((kind) => (kind.workbook ?? false) === workbook);
  const whole = candidates.filter(
    ({ columns, without = [], holds }) =>
      (holds === undefined || holds.test(head)) &&
      lines.some(
        (cells) => columns.every((name) => cells.has(name)) && !without.some((name) => cells.has(name)),
      ),
  );
  const marked = candidates.filter(
    ({ mark }) => mark !== undefined && lines.some((cells) => cells.has(mark)),
  );
  return whole.toSorted((a, b) => b.columns.length - a.columns.length)[0] ?? marked[0];
}

function linesOf(head: string): readonly ReadonlySet<string>[] {
  return head
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/, HEADER_WITHIN.lines)
    .map((line) => new Set(line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))));
}

async function rowsOf(bytes: Uint8Array, file: string): Promise<readonly ReadonlySet<string | undefined>[]> {
  const sheets = await sheetsOf(bytes, file, HEADER_WITHIN.lines);
  return sheets.flatMap(({ rows }) => rows.map((cells) => new Set(cells)));
}
