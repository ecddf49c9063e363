import type { RomeSkill } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { romeText } from './romeText.ts';

/** What one has to know (`unix_referentiel_savoir`): ROME 4.0 has it in a file apart from that of its other skills. */
export const romeKnowledge: FileKind<RomeSkill> = {
  source: 'rome',
  table: 'knowledge',
  key: 'ogr',
  columns: ['code_ogr_savoir', 'libelle_savoir'],
  mark: 'code_ogr_savoir',
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['code_ogr_savoir', 'libelle_savoir'],
      filled: ['code_ogr_savoir', 'libelle_savoir'],
      row: (cells) => ({ ogr: cells.code_ogr_savoir, label: romeText(cells.libelle_savoir) }),
    }),
};
