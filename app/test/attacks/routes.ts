import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/routes', import.meta.url));

/** One address of the pages, as the folder of routes has it. */
export interface Route {
  /** With its parameters: `/[lang=lang]/inquiry/[inquiry]`. */
  readonly id: string;
  readonly kind: 'page' | 'endpoint';
  /** Names of its form actions. */
  readonly actions: readonly string[];
}

/** Every route there is: a new one is attacked from the day it is written. */
export function allRoutes(): Route[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name === '+page.svelte' || name === '+server.ts' || name === '+page.server.ts')
    .map(({ name, parentPath }) => ({ name, parentPath, id: parentPath.slice(folder.length) || '/' }))
    .filter(({ name, parentPath }) => name !== '+page.svelte' || !holds(parentPath, '+page.server.ts'))
    .map(({ name, parentPath, id }) => ({
      id,
      kind: name === '+server.ts' ? ('endpoint' as const) : ('page' as const),
      actions: name === '+page.server.ts' ? actionsOf(readFileSync(join(parentPath, name), 'utf8')) : [],
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A path on this route, with these values for its parameters; groups and what may be absent fall away. */
export function pathOf(id: string, values: Readonly<Record<string, string>>): string {
  const parts = id
    .split('/')
    .filter((part) => part !== '' && !/^\(.*\)$/.test(part))
    .filter((part) => !part.startsWith('[[') || nameOf(part) in values)
    .map((part) =>
      part.replace(/\[+([^\]=]+)(=[^\]]+)?\]+/g, (_, name: string) => {
        if (!(name in values)) throw new Error(`The attacks have no value for ${name} in ${id}.`);
        return values[name];
      }),
    );
  return `/${parts.join('/')}`;
}

function nameOf(part: string): string {
  return part.replace(/^\[+([^\]=]+).*$/, '$1');
}

function holds(path: string, name: string): boolean {
  return readdirSync(path).includes(name);
}

/** The keys of `export const actions = { … }`, one level deep. */
function actionsOf(source: string): string[] {
  const inside = /^export const actions.*?^\}/ms.exec(source)?.[0] ?? '';
  return [...inside.matchAll(/^ {2}(?:async )?(\w+)(?:\(|:|,)/gm)].map(([, name]) => name);
}
