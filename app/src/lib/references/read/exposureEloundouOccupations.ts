import { InputError } from '#lib/files/InputError.ts';
import type { EloundouOccupation } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { ONET_CODE } from './onetTable.ts';
import { publishedRows } from './publishedRows.ts';
import { readTable } from './readTable.ts';

const figures = [
  'human_rating_alpha',
  'human_rating_beta',
  'human_rating_gamma',
  'dv_rating_alpha',
  'dv_rating_beta',
  'dv_rating_gamma',
] as const;

/** Exposure of O*NET's occupations as published (Eloundou et al. 2023, `occ_level.csv`). */
export const exposureEloundouOccupations: FileKind<EloundouOccupation> = {
  source: 'eloundou',
  table: 'occupations',
  columns: ['O*NET-SOC Code', 'Title', ...figures],
  mark: 'human_rating_beta',
  read: async (bytes, file) => {
    const reading = await readTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Title', ...figures],
      filled: ['O*NET-SOC Code', 'Title', ...figures],
      row: (cells, line): EloundouOccupation | InputError => {
        const occupation = cells['O*NET-SOC Code'];
        if (!ONET_CODE.test(occupation)) {
          const column = 'O*NET-SOC Code';
          return new InputError('code-malformed', { file, line, column, value: occupation });
        }
        for (const column of figures) {
          const value = cells[column];
          if (!(Number(value) >= 0 && Number(value) <= 1)) {
            return new InputError('number-wrong', { file, line, column, value });
          }
        }
        const three = (by: 'human' | 'dv') => ({
          alpha: Number(cells[`${by}_rating_alpha`]),
          beta: Number(cells[`${by}_rating_beta`]),
          gamma: Number(cells[`${by}_rating_gamma`]),
        });
        return { occupation, title: cells.Title, human: three('human'), model: three('dv') };
      },
    });
    return publishedRows(reading, file, 923);
  },
};
