import type { Scheme } from '@abord/work';
import sources from '../../../../references/sources.json' with { type: 'json' };
import { type Edition, type KeptSource, readManifest, type Trained } from './keep.ts';
import type { Source } from './read/FileKind.ts';

/** A published source that was added, as a page of notices names it. */
export interface AddedSource {
  readonly source: Source;
  /** The language of its name, publisher and licence. */
  readonly lang: 'fr' | 'en';
  readonly name: string;
  readonly publisher: string;
  readonly licence: string;
  readonly address: string;
  /** Of its tables, what most of them are first. */
  readonly editions: readonly (Edition & { readonly tables: readonly string[] })[];
  readonly rows: Readonly<Record<string, number>>;
  readonly heldOut?: Readonly<Record<string, number>>;
  readonly what: { readonly fr: string; readonly en: string };
  readonly changed: { readonly fr: string; readonly en: string };
}

/** The published sources in a data folder, in the order of `references/sources.json`, and what is trained on them. */
export function listSources(data: string): {
  readonly sources: readonly AddedSource[];
  readonly trained: readonly (Omit<Trained, 'file'> & { readonly scheme: Scheme })[];
} {
  const manifest = readManifest(data);
  return {
    sources: sources.flatMap(({ id, ...about }): AddedSource[] => {
      const kept = manifest.sources[id as Source];
      if (!kept) return [];
      const { file: _, editions, ...rest } = kept;
      const lang = about.lang === 'fr' ? 'fr' : 'en';
      return [{ source: id as Source, ...about, lang, editions: editionsOf(editions), ...rest }];
    }),
    trained: Object.entries(manifest.trained).map(([scheme, { file: _, ...rest }]) => ({
      scheme: scheme as Scheme,
      ...rest,
    })),
  };
}

/** Tables of one version that were read on one day stand together. */
function editionsOf(editions: KeptSource['editions']): AddedSource['editions'] {
  const groups = Map.groupBy(Object.entries(editions), ([, { version, read }]) => `${version} ${read}`);
  return [...groups.values()]
    .toSorted((a, b) => b.length - a.length)
    .map((same) => ({ ...same[0]![1], tables: same.map(([table]) => table) }));
}
