import { InputError } from '#lib/files/InputError.ts';
import type { FileKind } from '#lib/references/read/FileKind.ts';
import { readTable } from '#lib/references/read/readTable.ts';

export interface IscoEmployment {
  /** A minor group of ISCO-08, three figures. */
  readonly isco: string;
  readonly employment: number;
}

/** Employment in France in 2018 by minor group of ISCO-08, in thousands in the file (Nesta, from Eurostat). */
export const employmentFrance: Pick<FileKind<IscoEmployment>, 'read'> = {
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['isco_code', '2018', 'isco_minor_group'],
      filled: ['isco_code', '2018'],
      row: (cells, line): IscoEmployment | InputError => {
        const isco = cells.isco_code;
        if (!/^\d{3}$/.test(isco)) {
          return new InputError('code-malformed', { file, line, column: 'isco_code', value: isco });
        }
        const employment = Number(cells['2018']) * 1000;
        return employment >= 0
          ? { isco, employment }
          : new InputError('number-wrong', { file, line, column: '2018', value: cells['2018'] });
      },
    }),
};
