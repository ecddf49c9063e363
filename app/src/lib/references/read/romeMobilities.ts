import { InputError } from '#lib/files/InputError.ts';
import type { RomeMobility } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';
import { ROME_CODE } from './romeCodes.ts';

const relations: Readonly<Record<string, RomeMobility['relation']>> = {
  Proche: 'close',
  Evolution: 'evolution',
};

/**
 * Official moves from code to code (`unix_rubrique_mobilite`). Some of ROME v3 are of one title only; they count
 * for its code, once. ROME 4.0 gives an order instead of a kind of move.
 */
export const romeMobilities: FileKind<RomeMobility> = {
  source: 'rome',
  table: 'mobilities',
  columns: ['code_rome_cible', 'code_rome'],
  mark: 'code_rome_cible',
  read: (bytes, file) => {
    const seen = new Set<string>();
    return readTable(bytes, file, {
      columns: ['code_rome', 'code_rome_cible'],
      optional: ['libelle_type_mobilite'],
      filled: ['code_rome', 'code_rome_cible'],
      row: ({ code_rome: from, code_rome_cible: to, libelle_type_mobilite: kind }, line) => {
        for (const [column, value] of [
          ['code_rome', from],
          ['code_rome_cible', to],
        ] as const) {
          if (!ROME_CODE.test(value)) return new InputError('code-malformed', { file, line, column, value });
        }
        const relation = kind === undefined ? undefined : relations[kind];
        if (kind !== undefined && relation === undefined) {
          const column = 'libelle_type_mobilite';
          return new InputError('value-unknown', { file, line, column, value: kind });
        }
        const once = `${from} ${to} ${relation}`;
        if (seen.has(once)) return undefined;
        seen.add(once);
        return { from, to, ...(relation && { relation }) };
      },
    });
  },
};
