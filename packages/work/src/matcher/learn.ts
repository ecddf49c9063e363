import type { Reference } from '../reference.ts';
import { examplesOf } from './examplesOf.ts';
import { indexLessons } from './indexLessons.ts';
import type { Learnt } from './learnt.ts';
import { lessonsOf } from './lessonsOf.ts';
import { lookupOf } from './lexicon.ts';
import { lexiconOf } from './lexiconOf.ts';
import { prune } from './prune.ts';
import type { ReadTexts } from './readTexts.ts';
import { softmax } from './softmax.ts';

/** Learns a reference, without the texts that are held out and without a stack. */
export function learn(
  reference: Reference,
  read: ReadTexts,
  held: ReadonlySet<number>,
  options: { readonly passes: number; readonly seed: number; readonly onPass?: (passes: number) => void },
): Omit<Learnt, 'stack'> {
  const lessons = lessonsOf(read, held);
  const lexicon = lexiconOf(
    read,
    Uint32Array.from(lessons, ({ text }) => text),
  );
  const indexed = indexLessons(reference, read, lessons, lexicon);
  const { codes, classOf, family } = indexed;
  const families = family.reduce((most, f) => Math.max(most, f + 1), 0);
  const number = new Map(codes.map((code, k) => [code, k]));
  const weights = softmax(
    examplesOf(read, lessons, (code) => classOf[number.get(code)!], lookupOf(lexicon)),
    { features: lexicon.counts.length, classes: family.length, family, families },
    options,
  );
  return { ...indexed, weights: prune(weights, family.length + families) };
}
