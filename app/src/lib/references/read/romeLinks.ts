import { InputError } from '#lib/files/InputError.ts';
import type { RomeLink } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { ROME_CODE } from './romeCodes.ts';

/** Which skills and activities belong to which code of ROME (`unix_coherence_item`). */
export const romeLinks: FileKind<RomeLink> = {
  source: 'rome',
  table: 'links',
  columns: ['code_rome', 'code_ogr'],
  without: ['code_compo_bloc', 'code_ref_rubrique'],
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['code_rome', 'code_ogr'],
      filled: ['code_rome', 'code_ogr'],
      row: (cells, line) =>
        ROME_CODE.test(cells.code_rome)
          ? { rome: cells.code_rome, ogr: cells.code_ogr }
          : new InputError('code-malformed', { file, line, column: 'code_rome', value: cells.code_rome }),
    }),
};
