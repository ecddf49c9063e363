import { type Kysely, sql } from 'kysely';
import type { Dialect } from './openStore.ts';
import type { MigrationTable } from './schema.ts';

/** What both databases have: the box and the roster. */
type Database = Kysely<{ migration: MigrationTable }>;

/** One step of the schema: the same tables on both databases, told in each one's words. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
}

/**
 * Brings the schema up to date, in one transaction: all the missing steps or none. Steps are numbered
 * from 1 without a gap.
 *
 * Returns the number of the schema found, 0 for an empty database. When that is beyond the last known
 * step nothing is changed, and the caller refuses the database.
 */
export async function migrate(
  db: Database,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<number> {
  const newest = migrations.length;
  const found = await schemaOf(db, dialect);
  if (found >= newest) return found;
  return db.transaction().execute(async (db) => {
    // Several nodes may start at once on one PostgreSQL; SQLite's transaction is alone by itself.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(7102655314)`.execute(db);
    await sql`create table if not exists migration (number integer not null primary key, name text not null)`.execute(
      db,
    );
    const found = await schemaOf(db, dialect);
    for (const { number, name, statements } of migrations.slice(found)) {
      for (const statement of statements(dialect)) await sql.raw(statement).execute(db);
      await db.insertInto('migration').values({ number, name }).execute();
    }
    return found;
  });
}

/** Number of the schema; 0 in an empty database. Only reads: it never waits for a long import. */
async function schemaOf(db: Database, dialect: Dialect): Promise<number> {
  const table = await (dialect === 'sqlite'
    ? sql`select 1 from sqlite_schema where name = 'migration'`
    : sql`select 1 from pg_class where oid = to_regclass('migration')`
  ).execute(db);
  if (!table.rows.length) return 0;
  const { found } = await db
    .selectFrom('migration')
    .select(({ fn, val }) => fn.coalesce(fn.max('number'), val(0)).as('found'))
    .executeTakeFirstOrThrow();
  return found;
}
