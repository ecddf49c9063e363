import type { Reference } from '../reference.ts';
import { indexLessons } from './indexLessons.ts';
import type { Learnt } from './learnt.ts';
import { lessonsOf } from './lessonsOf.ts';
import { lexiconOf } from './lexiconOf.ts';
import type { ReadTexts } from './readTexts.ts';

/** What is learnt of titles by looking them up and nothing else: a classifier of no features (SPEC M9). */
export function titlesAlone(
  reference: Reference,
  read: ReadTexts,
  held: ReadonlySet<number> = new Set(),
): Omit<Learnt, 'stack'> {
  const lessons = lessonsOf(read, held);
  const { texts, stems } = lexiconOf(
    read,
    Uint32Array.from(lessons, ({ text }) => text),
  );
  const none = new Uint32Array();
  const lexicon = { texts, stems, pairs: none, heads: none, grams: [], counts: none };
  return {
    ...indexLessons(reference, read, lessons, lexicon),
    weights: { start: new Uint32Array(1), column: new Uint16Array(), value: new Int8Array(), scale: 1 },
  };
}
