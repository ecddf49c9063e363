import { InputError } from '#lib/files/InputError.ts';
import type { OnetZone } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readOnetTable } from './onetTable.ts';

/** How much preparation an occupation of O*NET asks for, from 1 to 5 (`Job Zones.txt`). */
export const onetZones: FileKind<OnetZone> = {
  source: 'onet',
  table: 'zones',
  columns: ['O*NET-SOC Code', 'Job Zone'],
  read: (bytes, file) =>
    readOnetTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Job Zone'],
      filled: ['Job Zone'],
      end: /\t(?:Incumbent|Analyst|Occupational Expert)[^\t]*$/,
      row: (cells, line) => {
        const value = cells['Job Zone'];
        return /^[1-5]$/.test(value)
          ? { code: cells['O*NET-SOC Code'], zone: Number(value) }
          : new InputError('value-unknown', { file, line, column: 'Job Zone', value });
      },
    }),
};
