import { relations, type TableName } from './relations.ts';
import type { Tables } from './tables.ts';

/** Rows of tables by their names. */
export type Rows = ReadonlyMap<TableName, readonly object[]>;

/** How a row of a table is named in a list of those to keep. */
const namesOf: Readonly<Partial<Record<TableName, (row: never) => readonly string[]>>> = {
  'rome titles': ({ ogr }: Tables['rome']['titles'][0]) => [ogr],
  'rome codes': ({ code }: Tables['rome']['codes'][0]) => [code],
  'esco fr': ({ code }: Tables['esco']['fr'][0]) => [code, addressOf(code)],
  'esco en': ({ code }: Tables['esco']['en'][0]) => [code, addressOf(code)],
  'isco fr': ({ code }: Tables['isco']['fr'][0]) => [code],
  'isco en': ({ code }: Tables['isco']['en'][0]) => [code],
  'onet occupations': ({ code }: Tables['onet']['occupations'][0]) => [code],
  'onet titles': ({ code, title }: Tables['onet']['titles'][0]) => [title, `${code}\t${title}`],
};

const addressOf = (code: string) => `http://data.europa.eu/esco/occupation/${code}`;

/**
 * Keeps only what a list names. A table of which it names no row is not touched; of the others, what it does not
 * name is held out, and with it every row of another table that speaks of it.
 *
 * @returns which rows stay, and how many identifiers of the list name nothing here
 */
export function restrict(
  tables: Rows,
  only: ReadonlySet<string>,
): { readonly stays: ReadonlyMap<TableName, readonly boolean[]>; readonly unknown: number } {
  const used = new Set<string>();
  const stays = new Map<TableName, boolean[]>();
  for (const [table, rows] of tables) {
    const names = namesOf[table] as ((row: object) => readonly string[]) | undefined;
    const named = rows.map((row) => {
      const own = names?.(row).filter((name) => only.has(name)) ?? [];
      for (const name of own) used.add(name);
      return own.length > 0;
    });
    stays.set(table, named.includes(true) ? named : rows.map(() => true));
  }
  for (const { table, column, lists } of relations) {
    const own = stays.get(table);
    if (!own) continue;
    const [all, left] = [new Set<unknown>(), new Set<unknown>()];
    for (const list of lists) {
      for (const [k, row] of (tables.get(list.table) ?? []).entries()) {
        const id = row[list.column as keyof typeof row];
        all.add(id);
        if (stays.get(list.table)![k]) left.add(id);
      }
    }
    for (const [k, row] of tables.get(table)!.entries()) {
      const id = row[column as keyof typeof row];
      if (all.has(id) && !left.has(id)) own[k] = false;
    }
  }
  return { stays, unknown: only.size - used.size };
}
