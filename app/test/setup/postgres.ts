import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL server of the tests' own, on a free port of the loopback. */
export interface Postgres {
  /** Its data folder. */
  readonly folder: string;
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** An address of this server, with another user or database. */
  address(user: string, database: string): string;
  /** Ends the server with SIGKILL, then starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** The user whose password the server asks for (`secret`); everybody else on the loopback is trusted. */
export const GUARDED = 'guarded';

/** Whether the PostgreSQL half may be left out where the server is not installed. */
const required = process.env.CI === 'true' || process.env.ABORD_REQUIRE_POSTGRES === '1';

/** Folder of `initdb` and `postgres`: the PATH, else the newest that Debian has installed. */
export function postgresBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** One sentence where the PostgreSQL half is left out, for the name of what is skipped. */
export const postgresLeftOut =
  postgresBinaries() || required
    ? undefined
    : 'left out: no PostgreSQL server is installed (on Debian: apt-get install postgresql)';

/** Makes and starts a server in a temporary folder. Root hands it to `postgres` or `nobody`. */
export async function startPostgres(): Promise<Postgres> {
  const binaries = postgresBinaries();
  if (!binaries) throw new Error('No PostgreSQL server is installed, and these tests must not be left out.');
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
  const home = mkdtempSync(join(tmpdir(), 'abord-postgres-'));
  const folder = join(home, 'data');
  mkdirSync(folder, { mode: 0o700 });
  if (owner) for (const path of [home, folder]) chownSync(path, owner.uid, owner.gid);
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', folder, '-U', 'abord', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  writeFileSync(
    join(folder, 'pg_hba.conf'),
    `host all ${GUARDED} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n`,
  );

  const port = await freePort();
  const address = (user: string, database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
  const start = async () => {
    const server = spawn(
      join(binaries, 'postgres'),
      [
        ['-D', folder],
        ['-p', String(port)],
        ['-c', 'listen_addresses=127.0.0.1'],
        ['-c', 'unix_socket_directories='],
        ['-c', 'shared_buffers=32MB'],
        ['-c', 'max_connections=50'],
      ].flat(),
      { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'ignore'] },
    );
    await answering(address('abord', 'postgres'), server);
    return server;
  };

  let server = await start();
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  await query(address('abord', 'postgres'), `create role ${GUARDED} login password 'secret'`);
  let databases = 0;
  return {
    folder,
    address,
    async newDatabase() {
      const name = `box_${++databases}`;
      await query(address('abord', 'postgres'), `create database ${name}`);
      return address('abord', name);
    },
    async crash() {
      server.kill('SIGKILL');
      await once(server, 'exit');
      // Its processes end once they notice; until then a new server refuses to start.
      for (let attempt = 1; ; attempt++) {
        try {
          server = await start();
          return;
        } catch (error) {
          if (attempt === 50) throw error;
          await wait(200);
        }
      }
    },
    async stop() {
      // At once, without writing what is about to be thrown away.
      server.kill('SIGQUIT');
      await once(server, 'exit');
      process.removeListener('exit', kill);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function unprivileged(): { uid: number; gid: number } {
  for (const user of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
      );
      return { uid, gid };
    } catch {}
  }
  throw new Error('PostgreSQL refuses to run as root, and this machine has neither `postgres` nor `nobody`.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await query(url, 'select 1');
    } catch (error) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL stopped at once (${server.exitCode}).`);
      if (Date.now() > deadline) throw error;
      await wait(50);
    }
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query(sql);
  await client.end();
}
