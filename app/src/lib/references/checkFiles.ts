import { InputError } from '#lib/files/InputError.ts';
import type { Source } from './read/FileKind.ts';
import type { FileRead, Refused } from './readFiles.ts';
import { relations, type TableName } from './relations.ts';
import type { Rows } from './restrict.ts';
import { strangersIn } from './strangersIn.ts';

/** Rows of a table that was there before no longer find their code in a list that has come; they stay as they are. */
export interface Stranded {
  readonly source: Source;
  readonly table: string;
  readonly count: number;
  readonly rows: number;
  readonly list: Source;
}

/**
 * Holds the files that were read against each other and against what is kept: rows that name a code which the list
 * of such codes does not have are refused one by one; where most of a table's do, it is of another version than
 * that list, and its source is refused, which is added to `refused`.
 *
 * @param kept every table that is there
 * @param short lists of which an earlier one of those to keep has left out so much that nothing follows from them
 * @returns for each file, the refused rows by their place, each with its reason; and what no longer fits of the
 * tables that were there, whichever came first
 */
export function checkFiles(
  files: readonly FileRead[],
  kept: Rows,
  short: ReadonlySet<TableName>,
  refused: Refused,
): {
  readonly strangers: ReadonlyMap<FileRead, ReadonlyMap<number, InputError>>;
  readonly stranded: readonly Stranded[];
} {
  for (;;) {
    const sound = files.filter(({ source }) => !refused.has(source));
    const fileOf = new Map(sound.map((file) => [file.name, file]));
    const all = new Map([...kept, ...sound.map(({ name, reading }) => [name, reading.rows] as const)]);
    const touched = new Set(sound.map(({ source }) => source));
    const spokenOf = new Set(
      relations.filter(({ lists }) => lists.some(({ table }) => fileOf.has(table))).map(({ table }) => table),
    );
    const tables = new Map([...all].filter(([name]) => touched.has(sourceOf(name)) || spokenOf.has(name)));
    const { strangers, foreign } = strangersIn(tables, all);
    const worst = foreign.find(
      ({ table, list }) => touched.has(sourceOf(table)) && (fileOf.has(list) || !short.has(list)),
    );
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
    const lost = new Map<string, Stranded>();
    for (const { table, row, value, list } of strangers) {
      const file = fileOf.get(table);
      if (!file) {
        if (short.has(list) && !fileOf.has(list)) continue;
        const [source, name] = table.split(' ') as [Source, string];
        const { count = 0 } = lost.get(`${table} ${list}`) ?? {};
        const rows = all.get(table)!.length;
        const stranded = { source, table: name, count: count + 1, rows, list: sourceOf(list) };
        lost.set(`${table} ${list}`, stranded);
        continue;
      }
      const line = file.reading.lines[row]!;
      const details = { file: file.path, line, value, list: listName(list) };
      found.get(file)!.set(row, new InputError('code-unknown', details));
    }
    return { strangers: found, stranded: [...lost.values()] };
  }
}

const sourceOf = (table: TableName) => table.split(' ')[0] as Source;

/** As both languages say it. */
const listName = (table: TableName) =>
  ({ rome: 'ROME', esco: 'ESCO', isco: 'CITP-08 / ISCO-08', onet: 'O*NET' })[sourceOf(table) as string] ??
  table;
