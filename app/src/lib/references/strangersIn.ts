import { type Relation, relations, type TableName } from './relations.ts';
import type { Rows } from './restrict.ts';

/** A row that names what the lists do not have. */
export interface Stranger {
  readonly table: TableName;
  readonly row: number;
  readonly value: string;
  /** The list that should have it. */
  readonly list: TableName;
}

/** A table of which more than half of the rows name what a list does not have: it belongs to another version. */
export interface Foreign {
  readonly table: TableName;
  readonly list: TableName;
  readonly strangers: number;
  readonly rows: number;
}

/**
 * Rows of the tables that name what no list has, in a table whose list is there.
 *
 * @param tables those to look at
 * @param all every table that will be kept, these included
 */
export function strangersIn(
  tables: Rows,
  all: Rows,
): { readonly strangers: readonly Stranger[]; readonly foreign: readonly Foreign[] } {
  const strangers: Stranger[] = [];
  const foreign: Foreign[] = [];
  for (const relation of relations) {
    const rows = tables.get(relation.table);
    const known = rows && idsOf(relation, all);
    if (!rows || known === undefined) continue;
    const list = relation.lists[0]!.table;
    const found = rows.flatMap((row, at): Stranger[] => {
      const value = row[relation.column as keyof typeof row] as string | undefined;
      return value === undefined || known.has(value) ? [] : [{ table: relation.table, row: at, value, list }];
    });
    if (2 * found.length > rows.length && !relation.short) {
      foreign.push({ table: relation.table, list, strangers: found.length, rows: rows.length });
    }
    if (!relation.lenient) strangers.push(...found);
  }
  return { strangers, foreign };
}

/** Nothing where no list is there. */
function idsOf({ lists }: Relation, all: Rows): ReadonlySet<string> | undefined {
  const there = lists.filter(({ table }) => (all.get(table)?.length ?? 0) > 0);
  if (there.length === 0) return undefined;
  return new Set(
    there.flatMap(({ table, column }) =>
      all.get(table)!.map((row) => row[column as keyof typeof row] as string),
    ),
  );
}
