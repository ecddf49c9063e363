import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { openRoster, type Roster, type RosterLocation } from '#lib/store/openRoster.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { freePort } from '../pages/instance.ts';
import type { Place } from '../store/stores.ts';
import { type Answer, askOver, type Question } from './ask.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** An instance that runs as an operator runs it, on a data folder of its own. */
export interface Stage {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  /** Where its box is. */
  readonly location: StoreLocation;
  /** Whatever it has written to its operator's screen so far. */
  said(): string;
  /** Does something with its box, beside it. */
  inBox<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  /** Does something with its roster, beside it. */
  inRoster<Result>(work: (roster: Roster) => Promise<Result>): Promise<Result>;
  /** Sends one request, exactly as it is written. */
  ask(question: Question): Promise<Answer>;
  /** A path by which a host may enter, once. */
  newHostLink(): Promise<string>;
  /** Ends it with SIGKILL, and starts it again on the same folder and port. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an instance. `place` is where its box is made, else in its folder; `prepare` fills the box before
 * it opens; `publicUrl` is what it is told of the address that readers use. In a folder it has a roster; on a
 * server it has one where it is told to.
 */
export async function openStage(
  options: {
    readonly place?: Place;
    readonly publicUrl?: string;
    readonly roster?: boolean;
    prepare?(store: Store): Promise<void>;
  } = {},
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'abord-attacks-'));
  const location = (await options.place?.newLocation()) ?? { data: folder };
  const data = 'data' in location ? location.data : folder;
  const rosterPlace = options.roster ? await options.place?.newLocation() : undefined;
  const rosterLocation: RosterLocation =
    rosterPlace && 'databaseUrl' in rosterPlace ? { rosterUrl: rosterPlace.databaseUrl } : { data };
  const database = [
    ...('databaseUrl' in location ? ['--database-url', location.databaseUrl] : []),
    ...('rosterUrl' in rosterLocation ? ['--roster-url', rosterLocation.rosterUrl] : []),
  ];
  async function inBox<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
    const store = await openStore(location);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }
  async function inRoster<Result>(work: (roster: Roster) => Promise<Result>): Promise<Result> {
    const roster = await openRoster(rosterLocation);
    try {
      return await work(roster);
    } finally {
      await roster.close();
    }
  }
  if (options.prepare) await inBox(options.prepare);
  const port = await freePort();
  const publicUrl = options.publicUrl === undefined ? [] : ['--public-url', options.publicUrl];
  let said = '';
  const start = () =>
    started(['start', '--port', String(port), '--data', data, ...database, ...publicUrl], (words) => {
      said += words;
    });
  let child = await start();
  return {
    url: `http://localhost:${port}`,
    port,
    data,
    location,
    said: () => said,
    inBox,
    inRoster,
    ask: (question) => askOver(port, question),
    async newHostLink() {
      const token = await inBox(({ db }) => newSetupLink(db, new Date().toISOString().slice(0, 10)));
      return `/host/enter/${token}`;
    },
    async killAndRestart() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
      child = await start();
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The command, once it has said all that it says of its start. */
export async function started(
  args: readonly string[],
  onWords: (words: string) => void,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, ...args, '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let out = '';
  let err = '';
  child.stdout!.on('data', (bytes) => {
    out += bytes;
    onWords(String(bytes));
    if (out.includes('Ctrl+C')) resolve();
  });
  child.stderr!.on('data', (bytes) => {
    err += bytes;
    onWords(String(bytes));
  });
  child.once('close', () => reject(new Error(`abord ${args[0]} ended: ${err}`)));
  await promise;
  return child;
}
