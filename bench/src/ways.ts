import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../../app/src/engine.ts';
import { findWays } from '../../app/src/lib/questions/work/findWays.ts';
import { addReferences } from '../../app/src/lib/references/addReferences.ts';
import { builtInJobs } from '../../app/src/lib/references/builtInJobs.ts';
import { openReferences } from '../../app/src/lib/references/openReferences.ts';

const published = fileURLToPath(new URL('../../../shared/data/jobs', import.meta.url));

/**
 * `npm run bench -- ways [FOLDER]`: what the page of ways on costs the thread that serves pages, with ROME v3, ESCO
 * and ISCO-08: once a set, and then for each of the built-in jobs. FOLDER is a data folder to which they were added;
 * without it they are added first, which takes minutes.
 */
export async function main([folder]: readonly string[]): Promise<void> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'abord-ways-')));
  const engine = startEngine();
  try {
    if (folder === undefined) await addReferences(published, { data, today: '2026-01-01', engine });
    const references = openReferences(data, { engine });
    await measured('prepared, once a set', () => references.prepare());
    const jobs = [...builtInJobs.keys()];
    const pages = async () => {
      for (const job of jobs) await findWays(references, { job });
    };
    await measured(`${jobs.length} pages`, pages, jobs.length);
    await measured(`${jobs.length} pages again`, pages, jobs.length);
  } finally {
    await engine.close();
    if (folder === undefined) await rm(data, { recursive: true, force: true });
  }
}

async function measured(what: string, work: () => Promise<unknown>, times = 1): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await setTimeout(50);
  delay.enable();
  const begun = performance.now();
  const before = performance.eventLoopUtilization();
  await work();
  const { active } = performance.eventLoopUtilization(before);
  const wall = performance.now() - begun;
  await setTimeout(5);
  delay.disable();
  console.log(
    `${what}: ${(wall / times).toFixed(0)} ms, of which the thread ${(active / times).toFixed(0)} ms, at a stretch ${(delay.max / 1e6).toFixed(0)} ms at most`,
  );
}
