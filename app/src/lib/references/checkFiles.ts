import { InputError } from '#lib/files/InputError.ts';
import type { Source } from './read/FileKind.ts';
import type { FileRead, Refused } from './readFiles.ts';
import type { TableName } from './relations.ts';
import type { Rows } from './restrict.ts';
import { strangersIn } from './strangersIn.ts';

/**
 * Holds the files that were read against each other and against what is kept: rows that name a code which the list
 * of such codes does not have are refused one by one; where most of a table's do, it is of another version than
 * that list, and its source is refused, which is added to `refused`.
 *
 * @param kept every table that is there
 * @param short lists of which an earlier one of those to keep has left out so much that nothing follows from them
 * @returns for each file, the refused rows by their place, each with its reason
 */
export function checkFiles(
  files: readonly FileRead[],
  kept: Rows,
  short: ReadonlySet<TableName>,
  refused: Refused,
): ReadonlyMap<FileRead, ReadonlyMap<number, InputError>> {
  for (;;) {
    const sound = files.filter(({ source }) => !refused.has(source));
    const fileOf = new Map(sound.map((file) => [file.name, file]));
    const all = new Map([...kept, ...sound.map(({ name, reading }) => [name, reading.rows] as const)]);
    const touched = new Set(sound.map(({ source }) => source));
    const tables = new Map([...all].filter(([name]) => touched.has(sourceOf(name))));
    const { strangers, foreign } = strangersIn(tables, all);
    const worst = foreign.find(({ list }) => fileOf.has(list) || !short.has(list));
    if (worst) {
      const { table, list, strangers: count, rows } = worst;
      const file = fileOf.get(table);
      const error = file
        ? new InputError('reference-foreign', { file: file.path, count, rows, list: listName(list) })
        : new InputError('reference-older', { file: fileOf.get(list)!.path, count, rows, table });
      refused.set(sourceOf(file ? table : list), error);
      continue;
    }
    const found = new Map(sound.map((file) => [file, new Map<number, InputError>()]));
    for (const { table, row, value, list } of strangers) {
      const file = fileOf.get(table);
      if (!file) continue;
      const line = file.reading.lines[row]!;
      const details = { file: file.path, line, value, list: listName(list) };
      found.get(file)!.set(row, new InputError('code-unknown', details));
    }
    return found;
  }
}

const sourceOf = (table: TableName) => table.split(' ')[0] as Source;

/** As both languages say it. */
const listName = (table: TableName) =>
  ({ rome: 'ROME', esco: 'ESCO', isco: 'CITP-08 / ISCO-08', onet: 'O*NET' })[sourceOf(table) as string] ??
  table;
