import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { finishSite, holdSite, latestSite, removeOldSites } from '../../src/cli/sites.ts';
import { temporaryFolder } from './abord.ts';

const holder = fileURLToPath(new URL('holdSite.ts', import.meta.url));
const time = new Date('2026-11-24T12:00:00Z');

async function sitesNamed(...names: readonly string[]): Promise<string> {
  const sites = await temporaryFolder();
  for (const name of names) {
    await mkdir(join(sites, name));
    await writeFile(join(sites, name, 'handler.js'), '');
    await finishSite(join(sites, name), time);
  }
  return sites;
}

describe('a built site', () => {
  test('is taken when it is the last one, with the time of its sources', async () => {
    const sites = await sitesNamed('a1', 'a2', 'a3');
    expect(await latestSite(sites)).toEqual({ folder: join(sites, 'a3'), time: time.getTime() });
    expect(await latestSite(join(sites, 'nowhere'))).toBeUndefined();
  });

  test('is not taken while it is being built, or was left half built', async () => {
    const sites = await sitesNamed('a1');
    await mkdir(join(sites, 'a2'));
    await writeFile(join(sites, 'a2', 'handler.js'), '');
    expect((await latestSite(sites))?.folder).toBe(join(sites, 'a1'));
  });

  test('goes when two newer ones are there and nobody serves from it', async () => {
    const sites = await sitesNamed('a1', 'a2', 'a3', 'a4');
    const leave = [holdSite(join(sites, 'a1')), holdSite(join(sites, 'a1'))];
    await removeOldSites(sites);
    expect((await readdir(sites)).sort()).toEqual(['a1', 'a3', 'a4']);
    leave[0]();
    await removeOldSites(sites);
    expect(await readdir(sites)).toContain('a1');
    leave[1]();
    await removeOldSites(sites);
    expect((await readdir(sites)).sort()).toEqual(['a3', 'a4']);
  });

  test('stays while another process serves from it, and goes when that one is killed', async () => {
    const sites = await sitesNamed('a1', 'a2', 'a3');
    const child = spawn(process.execPath, [holder, join(sites, 'a1')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await removeOldSites(sites);
    expect(await readdir(sites)).toContain('a1');
    child.kill('SIGKILL');
    await once(child, 'close');
    await removeOldSites(sites);
    expect((await readdir(sites)).sort()).toEqual(['a2', 'a3']);
  });

  test('leaves nothing of an earlier one that was never whole', async () => {
    const sites = await sitesNamed('a1', 'a3');
    await mkdir(join(sites, 'a2'));
    await writeFile(join(sites, 'stray.js'), '');
    await removeOldSites(sites);
    expect((await readdir(sites)).sort()).toEqual(['a1', 'a3']);
  });
});
