import { InputError } from '#lib/files/InputError.ts';
import type { RomeIsco } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { iscoCode } from './iscoCode.ts';
import { readSheetTable } from './readSheetTable.ts';
import { ROME_CODE } from './romeCodes.ts';

const columns = ['Code ROME', 'Code ISCO08'] as const;

/** One ISCO-08 group for each code of ROME, as EURES uses it (workbook of France Travail). */
export const romeIsco: FileKind<RomeIsco> = {
  source: 'rome-isco',
  table: 'links',
  columns,
  workbook: true,
  read: (bytes, file) =>
    readSheetTable(bytes, file, columns, ([rome, group], line) => {
      const isco = iscoCode(group!);
      if (!ROME_CODE.test(rome!)) {
        return new InputError('code-malformed', { file, line, column: columns[0], value: rome! });
      }
      if (isco === undefined) {
        return new InputError('code-malformed', { file, line, column: columns[1], value: group! });
      }
      return { rome: rome!, isco };
    }),
};
