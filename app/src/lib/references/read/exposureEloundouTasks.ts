import type { ExposureLabel } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import type { EloundouTask } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { ONET_CODE } from './onetTable.ts';
import { publishedRows } from './publishedRows.ts';
import { readTable } from './readTable.ts';

const columns = ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type', 'human_labels', 'gpt4_exposure'] as const;
const labels: readonly string[] = ['E0', 'E1', 'E2'] satisfies ExposureLabel[];

/** Tasks of O*NET 27 as people and as a model labelled them (Eloundou et al. 2023, `full_labelset.tsv`). */
export const exposureEloundouTasks: FileKind<EloundouTask> = {
  source: 'eloundou',
  table: 'tasks',
  columns,
  mark: 'gpt4_exposure',
  read: async (bytes, file) => {
    const reading = await readTable(bytes, file, {
      columns,
      filled: ['O*NET-SOC Code', 'Task ID', 'Task'],
      row: (cells, line): EloundouTask | InputError => {
        const occupation = cells['O*NET-SOC Code'];
        if (!ONET_CODE.test(occupation)) {
          const column = 'O*NET-SOC Code';
          return new InputError('code-malformed', { file, line, column, value: occupation });
        }
        for (const column of ['human_labels', 'gpt4_exposure'] as const) {
          const value = cells[column];
          if (!labels.includes(value)) return new InputError('value-unknown', { file, line, column, value });
        }
        return {
          occupation,
          // The file writes it as a fraction: 8823.0.
          id: cells['Task ID'].replace(/\.0$/, ''),
          task: cells.Task,
          type: cells['Task Type'],
          human: cells.human_labels as ExposureLabel,
          model: cells.gpt4_exposure as ExposureLabel,
        };
      },
    });
    return publishedRows(reading, file, 19_265);
  },
};
