import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { freePort } from '../pages/instance.ts';
import { type Answer, askOver, type Question } from './ask.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** An instance that runs as an operator runs it, on a data folder of its own. */
export interface Stage {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  /** Sends one request, exactly as it is written. */
  ask(question: Question): Promise<Answer>;
  /** A path by which a host may enter, once. */
  newHostLink(): Promise<string>;
  /** Ends it with SIGKILL, and starts it again on the same folder and port. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an instance. `prepare` fills its box before it opens; `publicUrl` is what it is told of the
 * address that readers use.
 */
export async function openStage(
  options: { readonly publicUrl?: string; prepare?(store: Store): Promise<void> } = {},
): Promise<Stage> {
  const data = await mkdtemp(join(tmpdir(), 'abord-attacks-'));
  if (options.prepare) {
    const store = await openStore({ data });
    await options.prepare(store);
    await store.close();
  }
  const port = await freePort();
  const publicUrl = options.publicUrl === undefined ? [] : ['--public-url', options.publicUrl];
  const start = () => started(['start', '--port', String(port), '--data', data, ...publicUrl]);
  let child = await start();
  return {
    url: `http://localhost:${port}`,
    port,
    data,
    ask: (question) => askOver(port, question),
    async newHostLink() {
      const store = await openStore({ data });
      const token = await newSetupLink(store.db, new Date().toISOString().slice(0, 10));
      await store.close();
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
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The command, once it has said all that it says of its start. */
async function started(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, ...args, '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let out = '';
  let err = '';
  child.stdout!.on('data', (bytes) => {
    out += bytes;
    if (out.includes('Ctrl+C')) resolve();
  });
  child.stderr!.on('data', (bytes) => {
    err += bytes;
  });
  child.once('close', () => reject(new Error(`abord ${args[0]} ended: ${err}`)));
  await promise;
  return child;
}
