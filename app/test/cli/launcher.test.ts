import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './abord.ts';

const launcher = fileURLToPath(new URL('../../bin/abord.js', import.meta.url));

/** The system's own Node, where it is one that cannot run Abord itself. */
const olderNode = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin']
  .map((folder) => join(folder, 'node'))
  .filter(existsSync)
  .find((node) => {
    const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    const major = Number(version.split('.')[0]);
    return major >= 18 && major < 24;
  });

function launch(node: string, args: readonly string[]): ChildProcess {
  return spawn(node, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { LC_ALL: 'C' } });
}

/** Starts a command that waits for ever: its votes come from a pipe into which nobody writes. */
async function launchWaiting(node: string): Promise<{ parent: ChildProcess; pid: number }> {
  const folder = join(await temporaryFolder(), 'pipe');
  await mkdir(folder);
  execFileSync('mkfifo', [join(folder, 'votes.csv')]);
  const parent = launch(node, ['import', 'polis', folder, '--data', await temporaryFolder()]);
  for (;;) {
    const children = await readFile(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8');
    if (children.trim() !== '') return { parent, pid: Number(children.trim()) };
    await wait(10);
  }
}

async function ended(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
    if (state.slice(state.lastIndexOf(')') + 2).startsWith('Z')) return true;
    await wait(10);
  }
  return false;
}

describe('the launcher, on the Node that runs the tests', () => {
  test('runs the command and passes its exit code on', async () => {
    const [code] = await once(launch(process.execPath, ['fly']), 'close');
    expect(code).toBe(2);
  });
});

const why = olderNode === undefined ? ' (skipped: no Node from 18 to 23 on this machine)' : '';
describe.skipIf(olderNode === undefined)(`the launcher, on an older Node${why}`, () => {
  test('hands over to the Node that npm installed, and passes output and exit code on', async () => {
    const child = launch(olderNode!, ['fly']);
    const said = child.stderr!.toArray();
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
    expect((await said).join('')).toBe('“fly” is not a command; “abord --help” lists them.\n');
  });

  test.skipIf(process.platform !== 'linux')('passes a signal on, and ends by it too (Linux)', async () => {
    const { parent, pid } = await launchWaiting(olderNode!);
    parent.kill('SIGTERM');
    const [, signal] = await once(parent, 'close');
    expect(signal).toBe('SIGTERM');
    expect(await ended(pid)).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')(
    'leaves no command behind when it is killed (Linux)',
    async () => {
      const { parent, pid } = await launchWaiting(olderNode!);
      // The command listens for its launcher's end once it has begun.
      await wait(1000);
      parent.kill('SIGKILL');
      expect(await ended(pid)).toBe(true);
    },
  );
});
