import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Store } from '#lib/store/openStore.ts';
import type { Stage } from './stage.ts';

/** What waits in an intake is where it will rest, in the place of what it replaces. */
const restsAs: Readonly<Record<string, { readonly table: string; readonly key: readonly string[] }>> = {
  vote_intake: { table: 'vote', key: ['inquiry', 'ballot', 'statement'] },
  said_intake: { table: 'said', key: ['inquiry', 'question', 'author_hash'] },
  ballot_intake: { table: 'ballot', key: ['inquiry', 'id'] },
};

/** A hash of everything that a stage's box holds, whatever its database and wherever rows lie in it. */
export async function boxHash({ inBox }: Stage): Promise<string> {
  const hash = createHash('sha256');
  for (const [table, rows] of await inBox(readBox)) hash.update(JSON.stringify([table, rows]));
  return hash.digest('hex');
}

/** Number of rows of each table of a stage's box. */
export async function boxRows({ inBox }: Stage): Promise<Record<string, number>> {
  const rows = [...(await inBox(readBox))].map(([table, rows]) => [table, rows.length] as const);
  return Object.fromEntries(rows);
}

/** Every table with its rows as JSON, in an order of their own. */
async function readBox({ db, dialect }: Store): Promise<Map<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`${
    dialect === 'sqlite'
      ? sql`select name from sqlite_master where type = 'table' order by name`
      : sql`select table_name::text as name from information_schema.tables where table_schema = 'public'`
  }`.execute(db);
  const names = tables.map(({ name }) => name).sort();
  const box = new Map<string, string[]>();
  for (const name of names.filter((name) => !(name in restsAs))) {
    const kept = new Map<string, string>();
    const waits = Object.keys(restsAs).find((intake) => restsAs[intake].table === name);
    for (const source of waits ? [name, waits] : [name]) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(source)}`.execute(db);
      const key = (row: Record<string, unknown>) =>
        waits ? restsAs[waits].key.map((column) => row[column]) : Object.values(row);
      for (const row of rows) kept.set(JSON.stringify(key(row)), JSON.stringify(withoutClock(row)));
    }
    box.set(name, [...kept.values()].sort());
  }
  return box;
}

/** The hour in which the host's session was used may change at any time. */
function withoutClock({ used: _, sure_until: __, ...row }: Record<string, unknown>): object {
  return row;
}
