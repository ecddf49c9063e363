import type { OnetTitle } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readOnetTable } from './onetTable.ts';

/** What people call the occupations of O*NET (`Alternate Titles.txt`). */
export const onetTitles: FileKind<OnetTitle> = {
  source: 'onet',
  table: 'titles',
  columns: ['Alternate Title', 'O*NET-SOC Code'],
  mark: 'Alternate Title',
  read: (bytes, file) =>
    readOnetTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Alternate Title'],
      filled: ['Alternate Title'],
      end: /\t\d{2}(?:,\d{2})*$/,
      row: (cells) => ({ code: cells['O*NET-SOC Code'], title: cells['Alternate Title'] }),
    }),
};
