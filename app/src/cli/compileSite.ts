import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { createBuilder } from 'vite';
import { finishSite, removeOldSites, sitesFolder } from './sites.ts';

// A process of its own: the build works in the current folder and keeps timers and memory that a
// server should not carry.

async function wordsAreStale(): Promise<boolean> {
  const made = await stat('src/lib/words/messages.js').catch(() => undefined);
  const texts = await readdir('messages');
  const times = await Promise.all(texts.map(async (name) => (await stat(`messages/${name}`)).mtimeMs));
  return !made || made.mtimeMs < Math.max(...times);
}

const began = new Date();
const site = join(sitesFolder, began.getTime().toString(36));
if (await wordsAreStale()) await compile({ project: './project.inlang', outdir: './src/lib/words' });
// The adapter takes its folder from there (vite.config.ts).
process.env.ABORD_SITE = site;
const builder = await createBuilder({ logLevel: 'error' });
await builder.buildApp();
// What was edited meanwhile is newer than what was built.
await finishSite(site, began);
await removeOldSites();
process.exit(0);
