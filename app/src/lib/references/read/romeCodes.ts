import { InputError } from '#lib/files/InputError.ts';
import type { RomeCode } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { romeText } from './romeText.ts';

export const ROME_CODE = /^[A-Z]\d{4}$/;

/** Codes of ROME and their names (`unix_referentiel_code_rome`), of ROME v3 and of ROME 4.0. */
export const romeCodes: FileKind<RomeCode> = {
  source: 'rome',
  table: 'codes',
  key: 'code',
  columns: ['libelle_rome', 'code_rome', 'code_ogr'],
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['code_rome', 'libelle_rome'],
      optional: ['statut'],
      filled: ['code_rome', 'libelle_rome'],
      row: (cells, line) => {
        if (cells.statut !== undefined && cells.statut !== '1') return undefined;
        const code = cells.code_rome;
        if (!ROME_CODE.test(code)) {
          return new InputError('code-malformed', { file, line, column: 'code_rome', value: code });
        }
        return { code, label: romeText(cells.libelle_rome) };
      },
    }),
};
