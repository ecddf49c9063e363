import type { Scheme } from '@abord/work';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Manifest, type Trained, writePart } from './keep.ts';
import type { Source } from './read/FileKind.ts';
import { referenceOf } from './referenceOf.ts';
import type { Kept } from './tables.ts';

/** What each scheme learns from, its own list first. */
const learntFrom: Readonly<Record<Scheme, readonly Source[]>> = {
  rome: ['rome', 'esco', 'rome-esco'],
  isco: ['isco', 'esco', 'rome', 'rome-esco'],
  esco: ['esco', 'rome', 'rome-esco'],
  onet: ['onet'],
};

/** What was learnt of a scheme, from how many titles, in how long, and what it weighs. */
export interface LearntScheme extends Omit<Trained, 'file'> {
  readonly scheme: Scheme;
}

/**
 * Trains anew what learns from the sources that were touched, one after the other, off this thread, and writes it
 * beside what is there: it counts once a manifest names it. Others stay as they were, while their list is kept.
 */
export async function trainSchemes(
  data: string,
  kept: Kept,
  touched: ReadonlySet<Source>,
  before: Manifest,
  engine: Pick<Jobs, 'train'>,
  tell: (scheme: Scheme, done: number, all: number) => void,
): Promise<{ readonly trained: Manifest['trained']; readonly told: readonly LearntScheme[] }> {
  const trained: Partial<Record<Scheme, Trained>> = {};
  const told: LearntScheme[] = [];
  const anew: Scheme[] = [];
  for (const [scheme, sources] of Object.entries(learntFrom) as [Scheme, readonly Source[]][]) {
    // ISCO-08 has the built-in jobs, whatever else is there.
    const known = scheme === 'isco' || kept[scheme];
    const there = before.trained[scheme];
    if (!known) continue;
    if (sources.some((source) => touched.has(source))) anew.push(scheme);
    else if (there) trained[scheme] = there;
  }
  for (const [done, scheme] of anew.entries()) {
    const reference = referenceOf(scheme, kept);
    if (reference.occupations.length === 0) continue;
    tell(scheme, done, anew.length);
    const from = performance.now();
    const packed = await engine.train(reference);
    const learnt = {
      titles: reference.texts.filter(({ kind }) => kind === 'title').length,
      seconds: Math.round((performance.now() - from) / 100) / 10,
      bytes: packed.length,
    };
    trained[scheme] = { file: writePart(data, `match-${scheme}`, 'bin', packed), ...learnt };
    told.push({ scheme, ...learnt });
  }
  return { trained, told };
}
