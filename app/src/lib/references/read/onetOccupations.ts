import type { OnetOccupation } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readOnetTable } from './onetTable.ts';

/** The occupations of O*NET (`Occupation Data.txt`). */
export const onetOccupations: FileKind<OnetOccupation> = {
  source: 'onet',
  table: 'occupations',
  key: 'code',
  columns: ['O*NET-SOC Code', 'Title', 'Description'],
  read: (bytes, file) =>
    readOnetTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Title', 'Description'],
      filled: ['Title'],
      end: /[.)]$/,
      row: (cells) => ({
        code: cells['O*NET-SOC Code'],
        label: cells.Title,
        description: cells.Description,
      }),
    }),
};
