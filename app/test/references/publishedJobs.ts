import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { random, shuffle } from '@abord/numbers';
import type { Scheme } from '@abord/work';
import { checkFiles } from '#lib/references/checkFiles.ts';
import { iscoOfCodes } from '#lib/references/iscoOfCodes.ts';
import { readFiles } from '#lib/references/readFiles.ts';
import type { TableName } from '#lib/references/relations.ts';
import { type Rows, restrict } from '#lib/references/restrict.ts';
import type { Kept } from '#lib/references/tables.ts';
import { folded } from './referenceTexts.ts';

/** The published lists of jobs, beside the repository. */
export const publishedJobs: string = fileURLToPath(new URL('../../../../shared/data/jobs', import.meta.url));
export const hasPublishedJobs: boolean = existsSync(publishedJobs);

/** The tables of the published lists, read and checked as the product does. */
export async function publishedTables(folder: string = publishedJobs): Promise<Rows> {
  const { files, refused } = await readFiles(folder, () => {});
  const { strangers } = checkFiles(files, new Map(), new Set(), refused);
  if (refused.size > 0) throw [...refused.values()][0];
  return new Map(
    files
      .filter(({ table }) => table !== 'version')
      .map((file) => [file.name, file.reading.rows.filter((_, row) => !strangers.get(file)!.has(row))]),
  );
}

/** A title that a list was not told, and the codes that it has there. */
export interface HeldOut {
  readonly title: string;
  readonly codes: readonly string[];
}

/**
 * A fifth of the titles of a list held out, drawn by the seed, in every table that speaks of them: those of ROME are
 * absent from its table with ESCO too. For ISCO-08 they are titles of ROME, with the group of their occupation of ESCO.
 */
export function holdTitlesOut(
  tables: Rows,
  scheme: Exclude<Scheme, 'esco'>,
  seed: number,
): { readonly kept: Kept; readonly held: readonly HeldOut[] } {
  const all = keptOf(tables);
  const titles = scheme === 'onet' ? onetTitles(all) : romeTitles(all, scheme);
  const held = shuffle(random(seed), [...titles]).slice(0, Math.round(titles.size / 5));
  const out = new Set(held.map(([name]) => name));
  const names = (scheme === 'onet' ? all.onet!.titles! : all.rome!.titles!).map((row) =>
    'ogr' in row ? row.ogr : row.title,
  );
  const nameOf = scheme === 'onet' ? folded : (name: string) => name;
  const { stays } = restrict(tables, new Set(names.filter((name) => !out.has(nameOf(name)))));
  const left = new Map([...tables].map(([name, rows]) => [name, rows.filter((_, k) => stays.get(name)![k])]));
  return { kept: keptOf(left), held: held.map(([, title]) => title) };
}

export function keptOf(tables: Rows): Kept {
  const kept: Record<string, Record<string, readonly object[]>> = {};
  for (const [name, rows] of tables) {
    const [source, table] = (name satisfies TableName).split(' ') as [string, string];
    kept[source] = { ...kept[source], [table]: rows };
  }
  return kept as Kept;
}

function romeTitles(kept: Kept, scheme: 'rome' | 'isco'): ReadonlyMap<string, HeldOut> {
  const iscoOf = iscoOfCodes('esco', kept);
  const escoOf = new Map(kept['rome-esco']!.links!.map(({ ogr, esco }) => [ogr, esco]));
  return new Map(
    kept.rome!.titles!.flatMap(({ ogr, rome, label }) => {
      const code = scheme === 'rome' ? rome : iscoOf.get(escoOf.get(ogr) ?? '');
      return code === undefined ? [] : [[ogr, { title: label, codes: [code] }] as const];
    }),
  );
}

/** Titles that differ in capitals and signs only are one. */
function onetTitles(kept: Kept): ReadonlyMap<string, HeldOut> {
  const titles = new Map<string, { title: string; codes: string[] }>();
  for (const { code, title } of kept.onet!.titles!) {
    const one = titles.get(folded(title)) ?? { title, codes: [] };
    titles.set(folded(title), one);
    if (!one.codes.includes(code)) one.codes.push(code);
  }
  return titles;
}
