import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const mainFile = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** The published debates that tests read, beside the repository; tests on them are skipped without. */
export const polisData = fileURLToPath(new URL('../../../../shared/data/polis', import.meta.url));
export const hasPolisData = existsSync(polisData);

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command and waits for its end. English unless the environment says otherwise. */
export async function abord(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = startAbord(args, environment);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/** Starts the real command, without the launcher in between, so that a kill hits the command itself. */
export function startAbord(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [mainFile, ...args], {
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder that goes when the tests of the file are done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'abord-'));
  folders.push(folder);
  return folder;
}
