import { InputError } from '#lib/files/InputError.ts';
import type { IscoSoc } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readSheetTable } from './readSheetTable.ts';

const columns = ['ISCO-08 Code', 'part', '2010 SOC Code'] as const;

/** Between ISCO-08 and the US classification of 2010 (workbook of the Bureau of Labor Statistics). */
export const iscoSoc: FileKind<IscoSoc> = {
  source: 'isco-soc',
  table: 'links',
  columns,
  workbook: true,
  read: (bytes, file) =>
    readSheetTable(bytes, file, columns, ([group, part, soc], line) => {
      // Text in this workbook: three figures are a group of another level, not a nought that was lost.
      const isco = group!;
      if (!/^\d{4}$/.test(isco)) {
        return new InputError('code-malformed', { file, line, column: columns[0], value: isco });
      }
      if (!/^\d{2}-\d{4}$/.test(soc!)) {
        return new InputError('code-malformed', { file, line, column: columns[2], value: soc! });
      }
      return { isco, soc: soc!, part: part !== '' };
    }),
};
