import { InputError } from '#lib/files/InputError.ts';
import type { FileKind } from '#lib/references/read/FileKind.ts';
import { readTable } from '#lib/references/read/readTable.ts';

export interface SocEmployment {
  /** SOC, six figures. */
  readonly soc: string;
  readonly title: string;
  readonly employment: number;
}

/** Nobody is counted where the Bureau of Labor Statistics could not say. */
const UNSAID: readonly string[] = ['', '**'];

/**
 * Employment by US occupation, six figures, national (Bureau of Labor Statistics, OEWS, saved as CSV). Also the
 * table of Eloundou et al. that ties O*NET's occupations to it by title: `title` is then O*NET's, and each of
 * several occupations that share one employment has the whole of it.
 */
export const employmentUs: Pick<FileKind<SocEmployment>, 'read'> = {
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['OCC_CODE', 'OCC_TITLE', 'O_GROUP', 'TOT_EMP'],
      optional: ['occupation'],
      filled: [],
      row: (cells, line): SocEmployment | InputError | undefined => {
        const { OCC_CODE: soc, O_GROUP: level, TOT_EMP: value, occupation: title = cells.OCC_TITLE } = cells;
        if (level !== 'detailed' || title === '' || UNSAID.includes(value)) return undefined;
        if (!/^\d{2}-\d{4}$/.test(soc)) {
          return new InputError('code-malformed', { file, line, column: 'OCC_CODE', value: soc });
        }
        const employment = Number(value.replaceAll(',', ''));
        return employment >= 0
          ? { soc, title, employment }
          : new InputError('number-wrong', { file, line, column: 'TOT_EMP', value });
      },
    }),
};
