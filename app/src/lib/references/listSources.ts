import type { Scheme } from '@abord/work';
import sources from '../../../../references/sources.json' with { type: 'json' };
import { readManifest, type Trained } from './keep.ts';
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
  /** As its files say it, where they do. */
  readonly version?: string;
  /** Day on which it was read. */
  readonly read: string;
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
      const { file: _, ...rest } = kept;
      return [{ source: id as Source, ...about, lang: about.lang === 'fr' ? 'fr' : 'en', ...rest }];
    }),
    trained: Object.entries(manifest.trained).map(([scheme, { file: _, ...rest }]) => ({
      scheme: scheme as Scheme,
      ...rest,
    })),
  };
}
