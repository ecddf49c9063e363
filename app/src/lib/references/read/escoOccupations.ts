import { InputError } from '#lib/files/InputError.ts';
import type { EscoOccupation } from '../tables.ts';
import { escoCode, labelsIn } from './escoText.ts';
import type { FileKind } from './FileKind.ts';
import { iscoCode } from './iscoCode.ts';
import { languageOfLabels } from './languageOfLabels.ts';
import { readTable } from './readTable.ts';

/**
 * Occupations of ESCO in one language: v1.0 and those after it, with or without the ISCO-08 unit group (columns
 * `iscoGroup`, or `code`, of which the first four figures are it).
 */
export const escoOccupations: FileKind<EscoOccupation> = {
  source: 'esco',
  table: 'occupations',
  key: 'code',
  columns: ['conceptUri', 'preferredLabel', 'altLabels'],
  without: ['skillType', 'reuseLevel'],
  holds: /\/esco\/occupation\//,
  read: async (bytes, file) => {
    const reading = await readTable(bytes, file, {
      columns: ['conceptUri', 'preferredLabel', 'altLabels'],
      optional: ['iscoGroup', 'code', 'description'],
      filled: ['conceptUri', 'preferredLabel'],
      row: (cells, line): EscoOccupation | InputError => {
        const code = escoCode(cells.conceptUri, 'occupation');
        if (code === undefined) {
          const column = 'conceptUri';
          return new InputError('code-malformed', { file, line, column, value: cells.conceptUri });
        }
        const column = cells.iscoGroup ? 'iscoGroup' : 'code';
        const group = cells[column];
        const isco = group ? iscoCode(/^C?(\d+)(?:\.|$)/.exec(group)?.[1] ?? '') : undefined;
        if (group && isco === undefined) {
          return new InputError('code-malformed', { file, line, column, value: group });
        }
        const [label] = labelsIn(cells.preferredLabel);
        return {
          code,
          ...(isco !== undefined && { isco }),
          label: label!,
          others: labelsIn(cells.altLabels).filter((other) => other !== label),
          description: (cells.description ?? '').replace(/\s+/g, ' '),
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
