import type { Gradient } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import type { IloTask } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { iscoCode } from './iscoCode.ts';
import { publishedRows } from './publishedRows.ts';
import { readSheetTable } from './readSheetTable.ts';

const columns = [
  'ISCO_08',
  'Title',
  'taskID',
  'Task_ISCO',
  'score_2025',
  'mean_score_2025',
  'SD_2025',
  'potential25',
] as const;

const steps: Readonly<Record<string, Gradient>> = {
  'Not Exposed': 'not-exposed',
  'Minimal Exposure': 'minimal',
  'Exposed: Gradient 1': 'gradient-1',
  'Exposed: Gradient 2': 'gradient-2',
  'Exposed: Gradient 3': 'gradient-3',
  'Exposed: Gradient 4': 'gradient-4',
};

/** Tasks of ISCO-08 unit groups and their exposure to generative AI (workbook of the ILO, scores of 2025). */
export const exposureIlo: FileKind<IloTask> = {
  source: 'ilo',
  table: 'tasks',
  columns,
  mark: 'mean_score_2025',
  workbook: true,
  read: async (bytes, file) => {
    const reading = await readSheetTable(bytes, file, columns, (cells, line): IloTask | InputError => {
      const [group, title, id, task, ...figures] = cells;
      const isco = iscoCode(group!);
      if (isco === undefined) {
        return new InputError('code-malformed', { file, line, column: columns[0], value: group! });
      }
      for (const at of [4, 5, 6]) {
        const value = cells[at]!;
        if (value === '' || !(Number(value) >= 0 && Number(value) <= 1)) {
          return new InputError('number-wrong', { file, line, column: columns[at]!, value });
        }
      }
      const [score, mean, sd] = figures.map(Number) as [number, number, number];
      const gradient = steps[cells[7]!];
      if (gradient === undefined) {
        return new InputError('value-unknown', { file, line, column: columns[7], value: cells[7]! });
      }
      return { isco, title: title!, id: id!, task: task!, score, mean, sd, gradient };
    });
    return publishedRows(reading, file, 3266);
  },
};
