import { InputError } from '#lib/files/InputError.ts';
import type { Reading } from './FileKind.ts';
import { readTable, type TableForm } from './readTable.ts';

export const ONET_CODE = /^\d{2}-\d{4}\.\d{2}$/;

/**
 * Reads a text file of the O*NET database: tabs, no quotes, a code in each row, and a line end after its last one,
 * without which the file was cut.
 *
 * @throws InputError as `readTable` does, and for a last row whose last cell cannot be whole
 */
export async function readOnetTable<Column extends string, Row>(
  bytes: Uint8Array,
  file: string,
  form: Omit<TableForm<Column | 'O*NET-SOC Code', never, Row>, 'quotes' | 'optional'> & {
    /** What the last cell of a row looks like. */
    readonly end: RegExp;
  },
): Promise<Reading<Row>> {
  let last = 1;
  const reading = await readTable<Column | 'O*NET-SOC Code', never, Row>(bytes, file, {
    ...form,
    quotes: false,
    row: (cells, line) => {
      last = line;
      const value = cells['O*NET-SOC Code'];
      return ONET_CODE.test(value)
        ? form.row(cells, line)
        : new InputError('code-malformed', { file, line, column: 'O*NET-SOC Code', value });
    },
  });
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'utf8',
    bytes.length - 400,
  );
  if (!/[\r\n]$/.test(end) && !form.end.test(end)) throw new InputError('file-cut', { file, line: last });
  return reading;
}
