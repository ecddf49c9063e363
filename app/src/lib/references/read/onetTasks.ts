import type { OnetTask } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { readOnetTable } from './onetTable.ts';

/** The tasks of O*NET's occupations (`Task Statements.txt`). */
export const onetTasks: FileKind<OnetTask> = {
  source: 'onet',
  table: 'tasks',
  columns: ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type'],
  without: ['Title'],
  read: (bytes, file) =>
    readOnetTable(bytes, file, {
      columns: ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type'],
      filled: ['Task ID', 'Task'],
      end: /\t(?:Incumbent|Analyst|Occupational Expert)[^\t]*$/,
      row: (cells) => ({
        code: cells['O*NET-SOC Code'],
        id: cells['Task ID'],
        task: cells.Task,
        core: cells['Task Type'] === 'Core',
      }),
    }),
};
