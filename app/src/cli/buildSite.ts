import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { InputError } from '#lib/files/InputError.ts';
import { lockInstance } from '#lib/instance/lockInstance.ts';
import { latestSite } from './sites.ts';

const app = fileURLToPath(new URL('../..', import.meta.url));

/** What the site is made from; `src/lib/words` is itself made from `messages`. */
const sources = ['src', 'messages', 'static', 'vite.config.ts', 'package.json'];
const made = join(app, 'src', 'lib', 'words');

async function newest(path: string): Promise<number> {
  if (path === made) return 0;
  const entry = await stat(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(0, ...inside);
}

/** The built site, if it is there and not older than its sources. */
export async function freshSite(): Promise<string | undefined> {
  const site = await latestSite();
  if (!site) return undefined;
  const times = await Promise.all(sources.map((path) => newest(join(app, path))));
  return Math.max(...times) > site.time ? undefined : site.folder;
}

/**
 * Builds the site, in a new folder, unless another process has just done so: one at a time, as they share
 * what lies between. Instances that run go on with the pages they have. What the tools say is kept for
 * the error, if there is one.
 */
export async function buildSite(): Promise<string> {
  const leave = await turnToBuild();
  try {
    const fresh = await freshSite();
    if (fresh !== undefined) return fresh;
    await compileSite();
    return (await latestSite())!.folder;
  } finally {
    leave();
  }
}

async function turnToBuild(): Promise<() => void> {
  for (;;) {
    try {
      return lockInstance(join(app, '.svelte-kit'), {});
    } catch (error) {
      if (!(error instanceof InputError && error.code === 'instance-busy')) throw error;
      await setTimeout(200);
    }
  }
}

function compileSite(): Promise<void> {
  const child = spawn(process.execPath, [join(app, 'src', 'cli', 'compileSite.ts')], {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (bytes) => said.push(bytes));
  child.stderr.on('data', (bytes) => said.push(bytes));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('close', (code) =>
    code === 0 ? resolve() : reject(new Error(Buffer.concat(said).toString().trim())),
  );
  return promise;
}
