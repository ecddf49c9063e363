import { InputError } from '#lib/files/InputError.ts';
import type { OnetTaskThen } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { ONET_CODE } from './onetTable.ts';
import { publishedRows } from './publishedRows.ts';
import { readTable } from './readTable.ts';

/** The tasks of O*NET 20.1, the list in which the Anthropic Economic Index counts (`task_statements_v20.1.csv`). */
export const exposureAnthropicTasks: FileKind<OnetTaskThen> = {
  source: 'anthropic',
  table: 'tasks',
  columns: ['O*NET-SOC Code', 'Title', 'Task ID', 'Task', 'Task Type', 'Incumbents Responding'],
  read: async (bytes, file) => {
    const reading = await readTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type'],
      filled: ['O*NET-SOC Code', 'Task ID', 'Task'],
      row: (cells, line): OnetTaskThen | InputError => {
        const occupation = cells['O*NET-SOC Code'];
        if (!ONET_CODE.test(occupation)) {
          const column = 'O*NET-SOC Code';
          return new InputError('code-malformed', { file, line, column, value: occupation });
        }
        return { occupation, id: cells['Task ID'], task: cells.Task, type: cells['Task Type'] };
      },
    });
    return publishedRows(reading, file, 19_530);
  },
};
