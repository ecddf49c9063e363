import { sql } from 'kysely';
import type { Dialect } from './openStore.ts';
import type { Database } from './schema.ts';

/** One step of the schema: the same tables on both databases, told in each one's words. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  statements(dialect: Dialect): readonly string[];
}

/**
 * Brings the schema up to date, in one transaction: all the missing steps or none.
 *
 * Returns the number of the schema found, 0 for an empty database. When that is beyond the last known
 * step nothing is changed, and the caller refuses the database.
 */
export async function migrate(
  db: Database,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<number> {
  return db.transaction().execute(async (db) => {
    // Several nodes may start at once on one PostgreSQL; SQLite's transaction is alone by itself.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(7102655314)`.execute(db);
    await sql`create table if not exists migration (number integer not null primary key, name text not null)`.execute(
      db,
    );
    const { found } = await db
      .selectFrom('migration')
      .select(({ fn, val }) => fn.coalesce(fn.max('number'), val(0)).as('found'))
      .executeTakeFirstOrThrow();
    for (const step of migrations.filter(({ number }) => number > found)) {
      for (const statement of step.statements(dialect)) await sql.raw(statement).execute(db);
      await db.insertInto('migration').values({ number: step.number, name: step.name }).execute();
    }
    return found;
  });
}
