import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { FoundOrder } from './matching.ts';
import { ordersIn, placesOf } from './placesOf.ts';

/**
 * Every order of these ids in a SQLite file and its journal, as they lie on the disk at this moment: by
 * table, index and freed page, in the file as a whole, and in the journal, by the page version that brings
 * or changes each.
 */
export function ordersInSqlite(folder: string, file: string, ids: ReadonlySet<string>): FoundOrder[] {
  const copy = mkdtempSync(join(tmpdir(), 'abord-thief-'));
  try {
    const [stale, journal] = ['', '-wal'].map((suffix) => {
      const from = join(folder, file + suffix);
      if (!existsSync(from)) return Buffer.alloc(0);
      copyFileSync(from, join(copy, file + suffix));
      return readFileSync(from);
    });
    const stolen = new DatabaseSync(join(copy, file));
    stolen.exec('pragma wal_checkpoint(truncate)');
    const bytes = readFileSync(join(copy, file));
    const pages = stolen.prepare('select name, pageno as page, pgsize as size from dbstat').all() as {
      name: string;
      page: number;
      size: number;
    }[];
    stolen.close();
    const { size } = pages[0];
    const contentOf = (page: number) => bytes.subarray((page - 1) * size, page * size);
    const trees = new Map<string, Uint8Array[]>();
    for (const { name, page } of pages.sort((a, b) => a.page - b.page)) {
      trees.set(name, [...(trees.get(name) ?? []), contentOf(page)]);
    }
    const used = new Set(pages.map(({ page }) => page));
    const all = Array.from({ length: bytes.length / size }, (_, place) => place + 1);
    trees.set('freed pages', all.filter((page) => !used.has(page)).map(contentOf));
    return [
      ...[...trees].flatMap(([name, pages]) => ordersIn(`${file} ${name}`, Buffer.concat(pages), ids, size)),
      ...ordersIn(file, bytes, ids, size),
      ...ordersIn(`${file} journal`, journal, ids, size + FRAME),
      ...changesIn(stale, journal, ids, size),
      { name: 'id', ids: [...ids].sort() },
    ];
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Bytes of the heads of a journal and of each page in it (sqlite.org/fileformat.html, 4.1). */
const HEAD = 32;
const FRAME = 24;
/** Bytes before an id that say how its row is written: the end of the row's head, and the inquiry's id. */
const BEFORE = 16;

/** Ids in the order in which their rows first and last come, or change, from one version of a page to the next. */
function changesIn(file: Buffer, journal: Buffer, ids: ReadonlySet<string>, size: number): FoundOrder[] {
  const rowsOf = (page: Buffer) =>
    new Map(
      placesOf(page, ids).map(({ id, at }) => [id, page.toString('latin1', Math.max(0, at - BEFORE), at)]),
    );
  const versions = new Map<number, Map<string, string>>();
  const first = new Set<string>();
  const last = new Set<string>();
  for (let at = HEAD; at + FRAME + size <= journal.length; at += FRAME + size) {
    const number = journal.readUInt32BE(at);
    const before = versions.get(number) ?? rowsOf(file.subarray((number - 1) * size, number * size));
    const after = rowsOf(journal.subarray(at + FRAME, at + FRAME + size));
    versions.set(number, after);
    for (const [id, row] of after) {
      if (before.get(id) === row) continue;
      first.add(id);
      last.delete(id);
      last.add(id);
    }
  }
  return [
    { name: 'first change in the journal', ids: [...first] },
    { name: 'last change in the journal', ids: [...last] },
  ].filter(({ ids }) => ids.length > 0);
}

/**
 * Every order of these ids in a PostgreSQL database as its files are at this moment: by row, transaction and
 * place in the file of each table and index, rows that were deleted included.
 */
export async function ordersInPostgres(
  db: QueryExecutorProvider,
  folder: string,
  ids: ReadonlySet<string>,
): Promise<FoundOrder[]> {
  await sql`checkpoint`.execute(db);
  const { rows: relations } = await sql<{ name: string; kind: string; path: string }>`
    select relname as name, relkind as kind, pg_relation_filepath(oid) as path from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`.execute(db);
  const orders: FoundOrder[] = [{ name: 'id', ids: [...ids].sort() }];
  for (const { name, kind, path } of relations) {
    orders.push(...ordersIn(name, readFileSync(join(folder, path)), ids, 8_192));
    if (kind !== 'r') continue;
    const { rows } = await sql<{ text: string }>`
      select row::text as text from ${sql.table(name)} as row
      order by cast(cast(xmin as text) as bigint), row::text`.execute(db);
    const bytes = Buffer.from(rows.map(({ text }) => text).join('\n'));
    orders.push(...ordersIn(`${name} by transaction`, bytes, ids).slice(0, 2));
  }
  // Whatever lies in the folder of this database, files that no table has any more included.
  const base = join(folder, relations[0].path, '..');
  const all = readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isFile());
  const whole = Buffer.concat(all.map(({ name }) => readFileSync(join(base, name))));
  orders.push(...ordersIn('the whole folder', whole, ids, 8_192));
  return orders;
}

/** Every order of these ids in the log that PostgreSQL keeps of its writes. */
export function ordersInLog(folder: string, ids: ReadonlySet<string>): FoundOrder[] {
  const log = join(folder, 'pg_wal');
  const segments = readdirSync(log).filter((name) => /^[0-9A-F]{24}$/.test(name));
  const bytes = Buffer.concat(segments.sort().map((name) => readFileSync(join(log, name))));
  return ordersIn('the log of writes', bytes, ids, 8_192);
}
