import type { RomeSkill } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { romeText } from './romeText.ts';

/** Skills of ROME (`unix_referentiel_competence`), of ROME v3 and of ROME 4.0. */
export const romeSkills: FileKind<RomeSkill> = {
  source: 'rome',
  table: 'skills',
  key: 'ogr',
  columns: ['libelle_competence', 'code_ogr'],
  mark: 'libelle_competence',
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['code_ogr', 'libelle_competence'],
      optional: ['statut'],
      filled: ['code_ogr', 'libelle_competence'],
      row: (cells) =>
        cells.statut === undefined || cells.statut === '1'
          ? { ogr: cells.code_ogr, label: romeText(cells.libelle_competence) }
          : undefined,
    }),
};
