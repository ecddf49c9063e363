import { Kysely } from 'kysely';
import { rosterMigrations } from '../../../migrations/roster/index.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './openPostgres.ts';
import { openSqlite } from './openSqlite.ts';
import type { Dialect } from './openStore.ts';
import type { RosterDatabase, RosterSchema } from './rosterSchema.ts';
import { StoreError } from './storeError.ts';

/** The roster of one instance: everything that has a name, in a database apart from the box. */
export interface Roster {
  readonly db: RosterDatabase;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

export type RosterLocation = { readonly data: string } | { readonly rosterUrl: string };

/**
 * Opens the roster and brings its schema up to date.
 *
 * `data` is the folder of the box, in which it is `roster.sqlite`; `rosterUrl` a `postgres://` address that
 * is not that of the box. Throws a `StoreError` when it cannot.
 *
 *     const roster = await openRoster({ data: './abord-data' });
 */
export async function openRoster(location: RosterLocation): Promise<Roster> {
  const { dialect, kysely, where, check, refusal } =
    'data' in location ? openSqlite(location.data, 'roster.sqlite') : openPostgres(location.rosterUrl);
  const db = new Kysely<RosterSchema>({ dialect: kysely });
  try {
    await check?.(db);
    const found = await migrate(db, dialect, rosterMigrations);
    if (found > rosterMigrations.length) throw new StoreError('data-newer', { where });
  } catch (error) {
    await db.destroy();
    throw error instanceof StoreError ? error : refusal(error);
  }
  return { db, dialect, close: () => db.destroy() };
}
