import { InputError } from '#lib/files/InputError.ts';
import type { TaskUse } from '../tables.ts';
import type { FileKind } from './FileKind.ts';
import { ONET_CODE } from './onetTable.ts';
import { publishedRows } from './publishedRows.ts';
import { readTable } from './readTable.ts';

/**
 * Tasks on which conversations with one assistant were seen (Anthropic Economic Index, February 2025, as joined
 * to occupations in `tasks_final.csv`).
 */
export const exposureAnthropicUse: FileKind<TaskUse> = {
  source: 'anthropic',
  table: 'use',
  columns: ['task', 'soc_code_2010', 'pct_normalized'],
  mark: 'pct_normalized',
  read: async (bytes, file) => {
    const reading = await readTable(bytes, file, {
      columns: ['task', 'soc_code_2010', 'pct_normalized'],
      filled: ['task', 'soc_code_2010', 'pct_normalized'],
      row: (cells, line): TaskUse | InputError => {
        const { task, soc_code_2010: occupation, pct_normalized: value } = cells;
        if (!ONET_CODE.test(occupation)) {
          return new InputError('code-malformed', { file, line, column: 'soc_code_2010', value: occupation });
        }
        const percent = Number(value);
        return percent >= 0 && percent <= 100
          ? { task, occupation, share: percent / 100 }
          : new InputError('number-wrong', { file, line, column: 'pct_normalized', value });
      },
    });
    return publishedRows(reading, file, 4250);
  },
};
