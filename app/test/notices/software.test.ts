import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it, test } from 'vitest';
import { software } from '#lib/notices/software.ts';

const app = join(import.meta.dirname, '../..');

/** The folder of an installed package, wherever npm has put it, as seen from another. */
function folderOf(name: string, from = app): string {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name)!;
  for (const place of places) {
    try {
      readFileSync(join(place, name, 'package.json'));
      return join(place, name);
    } catch {}
  }
  throw new Error(`${name} is not installed`);
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** SJCL comes with the package that needs it. */
const installed = (name: string) =>
  folderOf(name, name === 'sjcl' ? folderOf('@cloudflare/blindrsa-ts') : app);

test.each(software)(
  '$name is named in the version that is installed, with a licence that it gives',
  (one) => {
    const { version, license } = manifestOf(installed(one.package));
    expect(one.version).toBe(version);
    expect(license).toContain(one.licence);
    const folder = installed(one.package);
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))!;
    const given = readFileSync(join(folder, file), 'utf8').trim();
    const kept = readFileSync(join(app, 'static', one.file), 'utf8');
    expect(kept.startsWith(given)).toBe(true);
    for (const holder of one.holder
      .split(/[;,] | \(/)
      .filter((part) => !/^Inc\.|University|Feather/.test(part))) {
      expect(given).toContain(holder);
    }
    // Apache's asks for itself to be handed on.
    if (one.licence === 'Apache-2.0') expect(kept).toContain('END OF TERMS AND CONDITIONS');
  },
);

/** Every module that a file leads to, of this house. */
function leadingFrom(file: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8').replace(/^import type .*?;$/gms, '');
  const names = [...text.matchAll(/(?:from|import|@import) ?['"]([^'"]+)['"]/g)].map(([, name]) => name!);
  seen.set(file, names);
  for (const name of names) {
    const path = name.startsWith('#lib/')
      ? join(app, 'src/lib', name.slice(5))
      : name.startsWith('.')
        ? join(dirname(file), name)
        : undefined;
    if (path?.endsWith('.ts')) leadingFrom(path, seen);
  }
  return seen;
}

it('every package of which a browser receives something is named', () => {
  const sources = readdirSync(join(app, 'src'), { recursive: true, encoding: 'utf8' });
  const scripts = sources.filter((name) => /^phone\/.*\.ts$/.test(name));
  expect(scripts.length).toBeGreaterThan(5);
  const received = new Set<string>();
  const packageOf = (name: string) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
  const add = (names: Iterable<string>) => {
    for (const name of names) if (!/^(\.|#|node:)/.test(name)) received.add(packageOf(name));
  };
  for (const script of scripts)
    for (const names of leadingFrom(join(app, 'src', script)).values()) add(names);
  for (const style of sources.filter((name) => name.endsWith('.css'))) {
    add(leadingFrom(join(app, 'src', style)).get(join(app, 'src', style))!);
  }
  // A page is markup; of a package that draws, its drawings are in it.
  for (const page of sources.filter((name) => name.endsWith('.svelte'))) {
    const text = readFileSync(join(app, 'src', page), 'utf8');
    if (text.includes('@lucide/svelte')) received.add('@lucide/svelte');
  }
  for (const name of [...received]) {
    for (const needed of Object.keys(manifestOf(folderOf(name)).dependencies ?? {})) received.add(needed);
  }
  expect([...received].sort()).toEqual(software.map((one) => one.package).sort());
});
