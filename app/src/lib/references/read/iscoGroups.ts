import { InputError } from '#lib/files/InputError.ts';
import type { IscoGroup } from '../tables.ts';
import { escoCode } from './escoText.ts';
import type { FileKind } from './FileKind.ts';
import { languageOfLabels } from './languageOfLabels.ts';
import { readTable } from './readTable.ts';

/** The groups of ISCO-08 at their four levels in one language, as ESCO publishes them. */
export const iscoGroups: FileKind<IscoGroup> = {
  source: 'isco',
  table: 'groups',
  key: 'code',
  columns: ['conceptUri', 'code', 'preferredLabel'],
  holds: /\/esco\/isco\//,
  read: async (bytes, file) => {
    const reading = await readTable(bytes, file, {
      columns: ['conceptUri', 'code', 'preferredLabel'],
      optional: ['description'],
      filled: ['conceptUri', 'preferredLabel'],
      row: (cells, line): IscoGroup | InputError => {
        // The cell loses its leading noughts in a spreadsheet; the address does not.
        const code = /^C(\d{1,4})$/.exec(escoCode(cells.conceptUri, 'isco') ?? '')?.[1];
        if (code === undefined) {
          const column = 'conceptUri';
          return new InputError('code-malformed', { file, line, column, value: cells.conceptUri });
        }
        return {
          code,
          label: cells.preferredLabel.replace(/\s+/g, ' '),
          description: cells.description ?? '',
        };
      },
    });
    const language = languageOfLabels(
      reading.rows.map(({ label }) => label),
      file,
    );
    if (language === undefined) throw new InputError('language-unknown', { file });
    return { ...reading, table: language };
  },
};
