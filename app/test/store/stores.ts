import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreLocation } from '#lib/store/openStore.ts';
import { type Postgres, postgresLeftOut, startPostgres } from '../setup/postgres.ts';

/** A kind of database on which the same tests run, with the same expected results. */
export interface Kind {
  readonly name: string;
  /** Why its tests are left out here, if they are. */
  readonly leftOut: string | undefined;
  start(): Promise<Place>;
}

/** Where boxes can be made. */
export interface Place {
  /** A new, empty place for a box. */
  newLocation(): Promise<StoreLocation>;
  /** The server, where there is one. */
  readonly server?: Postgres;
  stop(): Promise<void>;
}

const sqlite: Kind = {
  name: 'SQLite',
  leftOut: undefined,
  async start() {
    const home = mkdtempSync(join(tmpdir(), 'abord-store-'));
    let boxes = 0;
    return {
      newLocation: async () => ({ data: join(home, `box-${++boxes}`) }),
      stop: async () => rmSync(home, { recursive: true, force: true }),
    };
  },
};

const postgres: Kind = {
  name: postgresLeftOut ? `PostgreSQL (${postgresLeftOut})` : 'PostgreSQL',
  leftOut: postgresLeftOut,
  async start() {
    const server = await startPostgres();
    return {
      server,
      newLocation: async () => ({ databaseUrl: await server.newDatabase() }),
      stop: () => server.stop(),
    };
  },
};

if (postgresLeftOut) console.warn(`The tests on PostgreSQL are ${postgresLeftOut}.`);

export const kinds: readonly Kind[] = [sqlite, postgres];
