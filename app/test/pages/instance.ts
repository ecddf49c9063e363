import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const polis = fileURLToPath(new URL('../../../../shared/data/polis', import.meta.url));

/** A public debate on the way in, where the shared data are there. */
export const vtaiwan = existsSync(polis) ? join(polis, 'vtaiwan.uberx') : undefined;

/** What a command wrote and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function abord(args: readonly string[]): { child: ChildProcess; ended: Promise<Ended>; said: () => string } {
  const child = spawn(process.execPath, [main, ...args, '--lang', 'en'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout!.on('data', (bytes) => {
    out += bytes;
  });
  child.stderr!.on('data', (bytes) => {
    err += bytes;
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return { child, ended, said: () => out };
}

/** Runs a command to its end. */
export function run(...args: readonly string[]): Promise<Ended> {
  return abord(args).ended;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Instance {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  /** Ends it as an operator does, with SIGTERM. */
  stop(): Promise<Ended>;
}

const folders: string[] = [];

/** Removes the data folders that were made. */
export async function removeFolders(): Promise<void> {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

/** Starts `abord start` as a person does, on a new folder unless one is given, and waits until it answers. */
export async function startInstance(folder?: string): Promise<Instance> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'abord-pages-')));
  folders.push(data, `${data}-other`);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { child, ended, said } = abord(['start', '--port', String(port), '--data', data]);
  const early = ended.then(({ err }) => {
    throw new Error(`abord start ended: ${err}`);
  });
  early.catch(() => {});
  const answers = async () => {
    while (!said().includes(url)) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  await Promise.race([answers(), early]);
  return {
    url,
    port,
    data,
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
