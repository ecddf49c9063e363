import { Kysely } from 'kysely';
import { migrations } from '../../../migrations/index.ts';
import { type DoorCounter, doorCounter } from './doorCounter.ts';
import { hearNodes, type News, noNews } from './hearNodes.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './openPostgres.ts';
import { openSqlite } from './openSqlite.ts';
import type { Database, Schema } from './schema.ts';
import { StoreError } from './storeError.ts';
import { type VoteQueue, voteQueue } from './voteQueue.ts';

export type Dialect = 'sqlite' | 'postgres';

/** The box of one instance: a folder of its own, or a PostgreSQL database shared by several nodes. */
export interface Store {
  readonly db: Database;
  readonly dialect: Dialect;
  /** The way in for votes: many in one commit, each acknowledged once it is safe. */
  readonly votes: VoteQueue;
  /** What other nodes on the same database tell this one. */
  readonly news: News;
  /** By which doors people come in. */
  readonly doors: DoorCounter;
  /** Waits for the votes under way, then lets go of the database. */
  close(): Promise<void>;
}

export type StoreLocation = { readonly data: string } | { readonly databaseUrl: string };

/**
 * Opens the box and brings its schema up to date.
 *
 * `data` is a folder, made if it is missing, that holds `box.sqlite`; `databaseUrl` a
 * `postgres://` address, PostgreSQL 15 or newer. Throws a `StoreError` when it cannot.
 *
 *     const store = await openStore({ data: './abord-data' });
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const { dialect, kysely, where, check, refusal } =
    'data' in location ? openSqlite(location.data, 'box.sqlite') : openPostgres(location.databaseUrl);
  const db = new Kysely<Schema>({ dialect: kysely });
  try {
    await check?.(db);
    const found = await migrate(db, dialect, migrations);
    if (found > migrations.length) throw new StoreError('data-newer', { where });
  } catch (error) {
    await db.destroy();
    throw error instanceof StoreError ? error : refusal(error);
  }
  const votes = voteQueue(db);
  const nodes = 'databaseUrl' in location ? hearNodes(location.databaseUrl) : undefined;
  const doors = doorCounter(db);
  return {
    db,
    dialect,
    votes,
    news: nodes ?? noNews,
    doors,
    async close() {
      nodes?.close();
      await votes.drain();
      await doors.rest();
      await db.destroy();
    },
  };
}
