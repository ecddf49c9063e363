import { InputError } from '#lib/files/InputError.ts';
import type { RomeTitle } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { ROME_CODE } from './romeCodes.ts';
import { romeText } from './romeText.ts';

/**
 * Titles of ROME (`unix_referentiel_appellation`), those of ROME v3 and of ROME 4.0: the later file has the four
 * columns needed here too, no status, and marks as `peu_usite` what its published sheets leave out; such words
 * are those that people use, and are kept.
 */
export const romeTitles: FileKind<RomeTitle> = {
  source: 'rome',
  table: 'titles',
  key: 'ogr',
  columns: ['libelle_appellation_long', 'code_ogr', 'code_rome'],
  mark: 'libelle_appellation_long',
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['code_ogr', 'libelle_appellation_long', 'code_rome'],
      optional: ['libelle_appellation_court', 'statut'],
      filled: ['code_ogr', 'libelle_appellation_long', 'code_rome'],
      row: (cells, line) => {
        if (cells.statut !== undefined && cells.statut !== '1') return undefined;
        const rome = cells.code_rome;
        if (!ROME_CODE.test(rome)) {
          return new InputError('code-malformed', { file, line, column: 'code_rome', value: rome });
        }
        const label = romeText(cells.libelle_appellation_long);
        const short = romeText(cells.libelle_appellation_court || label);
        return { ogr: cells.code_ogr, rome, label, short };
      },
    }),
};
