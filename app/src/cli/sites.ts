import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

/** Every build of the site has a folder of its own in here, named so that a later one sorts after it. */
export const sitesFolder = fileURLToPath(new URL('../../build', import.meta.url));

/** Kept whether or not anybody serves from them: the last, and the one that somebody was about to take. */
const KEPT = 2;

/** An empty file: its time is that of the sources, its lock says whether anybody serves from the site. */
const HELD = 'held';
const SQLITE_BUSY = 5;

export interface Site {
  readonly folder: string;
  /** Sources that are newer did not go into it. Milliseconds. */
  readonly time: number;
}

/** The sites that are whole, oldest first. */
async function wholeSites(sites: string): Promise<Site[]> {
  const found: Site[] = [];
  const names = await readdir(sites).catch(() => []);
  for (const name of names.sort()) {
    const folder = join(sites, name);
    const held = await stat(join(folder, HELD)).catch(() => undefined);
    if (held) found.push({ folder, time: held.mtimeMs });
  }
  return found;
}

/** The site that was built last. */
export async function latestSite(sites = sitesFolder): Promise<Site | undefined> {
  return (await wholeSites(sites)).at(-1);
}

/** Says that a site is whole, made of sources that are no newer than `time`. */
export async function finishSite(folder: string, time: Date): Promise<void> {
  await writeFile(join(folder, HELD), '');
  await utimes(join(folder, HELD), time, time);
}

/**
 * Says that pages are served from a site, until the function that comes back is called or the process
 * ends, however it ends: a shared lock of the operating system on an empty SQLite file.
 */
export function holdSite(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, HELD));
  lock.exec('begin; select count(*) from sqlite_master');
  return () => lock.close();
}

/** Removes the sites, and pieces of sites, that nobody serves from any more. */
export async function removeOldSites(sites = sitesFolder): Promise<void> {
  const kept = (await wholeSites(sites)).slice(-KEPT).map(({ folder }) => folder);
  for (const name of await readdir(sites)) {
    const folder = join(sites, name);
    if (!kept.includes(folder) && !isHeld(folder)) await rm(folder, { recursive: true, force: true });
  }
}

function isHeld(folder: string): boolean {
  try {
    const lock = new DatabaseSync(join(folder, HELD));
    try {
      lock.exec('begin exclusive');
      return false;
    } finally {
      lock.close();
    }
  } catch (error) {
    return (error as { errcode?: number }).errcode === SQLITE_BUSY;
  }
}
