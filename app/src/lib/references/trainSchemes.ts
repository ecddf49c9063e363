import type { Scheme } from '@abord/work';
import type { Jobs } from '#lib/questions/jobs.ts';
import type { Source } from './read/FileKind.ts';
import { referenceOf } from './referenceOf.ts';
import type { Kept } from './tables.ts';

/** What each scheme learns from. */
const learntFrom: Readonly<Record<Scheme, readonly Source[]>> = {
  rome: ['rome', 'esco', 'rome-esco'],
  isco: ['isco', 'esco', 'rome', 'rome-esco'],
  esco: ['esco', 'rome', 'rome-esco'],
  onet: ['onet'],
};

export interface TrainedScheme {
  readonly scheme: Scheme;
  readonly titles: number;
  readonly seconds: number;
  readonly packed: Uint8Array;
}

/** Trains anew what learns from the sources that were touched, one after the other, off this thread. */
export async function trainSchemes(
  kept: Kept,
  touched: ReadonlySet<Source>,
  engine: Pick<Jobs, 'train'>,
  tell: (scheme: Scheme) => void,
): Promise<readonly TrainedScheme[]> {
  const trained: TrainedScheme[] = [];
  for (const scheme of Object.keys(learntFrom) as Scheme[]) {
    if (!learntFrom[scheme].some((source) => touched.has(source))) continue;
    const reference = referenceOf(scheme, kept);
    if (reference.occupations.length === 0) continue;
    tell(scheme);
    const from = performance.now();
    const packed = await engine.train(reference);
    const seconds = Math.round((performance.now() - from) / 100) / 10;
    const titles = reference.texts.filter(({ kind }) => kind === 'title').length;
    trained.push({ scheme, titles, seconds, packed });
  }
  return trained;
}
