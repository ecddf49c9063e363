import type { Scheme } from '@abord/work';
import type { Jobs } from '#lib/questions/jobs.ts';
import { readManifest, readSource, writeManifest } from './keep.ts';
import type { Source } from './read/FileKind.ts';
import type { Kept } from './tables.ts';
import { type LearntScheme, trainSchemes } from './trainSchemes.ts';
import { whileLocked } from './whileLocked.ts';

/**
 * Learns every list that is kept anew, for instance after an update of Abord that learns otherwise. Until all is
 * learnt, what was learnt before counts.
 *
 * @throws InputError if what is kept cannot be read, or another command is at work in it
 */
export async function learnAgain(
  data: string,
  engine: Pick<Jobs, 'train'>,
  tell: (scheme: Scheme, done: number, all: number) => void,
): Promise<readonly LearntScheme[]> {
  return whileLocked(data, async () => {
    const manifest = readManifest(data);
    const sources = Object.keys(manifest.sources) as Source[];
    const kept = Object.fromEntries(
      sources.map((source) => [source, readSource(data, manifest, source)]),
    ) as Kept;
    const { trained, told } = await trainSchemes(data, kept, new Set(sources), manifest, engine, tell);
    if (sources.length > 0) writeManifest(data, { ...manifest, trained });
    return told;
  });
}
