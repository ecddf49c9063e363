import { InputError } from '#lib/files/InputError.ts';
import type { OnetRelated } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { ONET_CODE, readOnetTable } from './onetTable.ts';

/** Occupations that O*NET holds to be alike (`Related Occupations.txt`), nearest first. */
export const onetRelated: FileKind<OnetRelated> = {
  source: 'onet',
  table: 'related',
  columns: ['Related O*NET-SOC Code', 'O*NET-SOC Code', 'Relatedness Tier'],
  mark: 'Related O*NET-SOC Code',
  read: (bytes, file) =>
    readOnetTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Related O*NET-SOC Code', 'Relatedness Tier'],
      filled: ['Relatedness Tier'],
      end: /\t\d+$/,
      row: (cells, line) => {
        const [column, value] = ['Related O*NET-SOC Code', cells['Related O*NET-SOC Code']] as const;
        return ONET_CODE.test(value)
          ? { from: cells['O*NET-SOC Code'], to: value, tier: cells['Relatedness Tier'] }
          : new InputError('code-malformed', { file, line, column, value });
      },
    }),
};
