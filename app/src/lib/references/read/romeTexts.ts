import { InputError } from '#lib/files/InputError.ts';
import type { RomeText } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { ROME_CODE } from './romeCodes.ts';
import { romeText } from './romeText.ts';

const kinds: Readonly<Record<string, RomeText['kind']>> = {
  definition: 'definition',
  acces_a_em: 'access',
  acces_metier: 'access',
  cond_exercice_activite: 'conditions',
};

/** The sentences of ROME's sheets (`unix_texte`), one a row; ROME 4.0 has no conditions, and other texts are left out. */
export const romeTexts: FileKind<RomeText> = {
  source: 'rome',
  table: 'texts',
  columns: ['libelle_texte', 'code_rome', 'libelle_type_texte'],
  mark: 'libelle_texte',
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['code_rome', 'libelle_texte', 'libelle_type_texte'],
      filled: ['code_rome', 'libelle_texte'],
      row: (cells, line) => {
        if (!ROME_CODE.test(cells.code_rome)) {
          return new InputError('code-malformed', {
            file,
            line,
            column: 'code_rome',
            value: cells.code_rome,
          });
        }
        const kind = kinds[cells.libelle_type_texte];
        return kind && { rome: cells.code_rome, kind, text: romeText(cells.libelle_texte) };
      },
    }),
};
