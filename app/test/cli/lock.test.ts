import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lockInstance, runningInstance } from '../../src/lib/instance/lockInstance.ts';
import { processStart } from '../../src/lib/instance/processStart.ts';
import { temporaryFolder } from './abord.ts';

const own = { url: 'http://127.0.0.1:3000', token: 'secret' };
const holder = fileURLToPath(new URL('./holdFolder.ts', import.meta.url));

async function writeLock(folder: string, lock: object): Promise<void> {
  await writeFile(join(folder, 'instance.json'), JSON.stringify(lock));
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('the lock of a data folder', () => {
  test('is readable by its owner alone and says where the instance answers', async () => {
    const folder = await temporaryFolder();
    const unlock = lockInstance(folder, own);
    const file = join(folder, 'instance.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid, ...own });
    expect(runningInstance(folder)).toMatchObject(own);
    unlock();
    expect(runningInstance(folder)).toBeUndefined();
  });

  test('keeps a second process out, however old it is', async () => {
    const folder = await temporaryFolder();
    lockInstance(folder, own);
    await utimes(join(folder, 'instance.json'), 0, 0);
    expect(() => lockInstance(folder, own)).toThrow(
      expect.objectContaining({
        code: 'instance-running',
        details: { folder, pid: process.pid, url: own.url },
      }),
    );
  });

  test('is taken over from a process that is no longer there', async () => {
    const folder = await temporaryFolder();
    await writeLock(folder, { pid: await deadPid(), ...own });
    expect(runningInstance(folder)).toBeUndefined();
    lockInstance(folder, {});
    expect(runningInstance(folder)?.pid).toBe(process.pid);
  });

  test.skipIf(processStart(process.pid) === undefined)(
    'is taken over from a process whose number another process has now (Linux)',
    async () => {
      const folder = await temporaryFolder();
      await writeLock(folder, { pid: process.pid, start: 'another boot:1', ...own });
      expect(runningInstance(folder)).toBeUndefined();
    },
  );

  test.each(['', '{"pid":', '{"pid":-1}', '[]'])(
    'is taken over when it was never written whole: %j',
    async (text) => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'instance.json'), text);
      lockInstance(folder, {})();
      expect(runningInstance(folder)).toBeUndefined();
    },
  );

  test('lets in one process at a time, also when holders are killed', async () => {
    const folder = await temporaryFolder();
    const contenders = ['', '', '--die', '', '--die'].map((die) =>
      spawn(process.execPath, [holder, folder, die], { stdio: ['ignore', 'ignore', 'inherit'] }),
    );
    const codes = await Promise.all(contenders.map(async (child) => (await once(child, 'close'))[0]));
    // null: killed by its own hand, as asked.
    expect(codes).toEqual([0, 0, null, 0, null]);
  });
});
