import { indexLessons } from './matcher/indexLessons.ts';
import type { Matcher } from './matcher/learnt.ts';
import { lessonsOf } from './matcher/lessonsOf.ts';
import { lexiconOf } from './matcher/lexiconOf.ts';
import { isTitle, readTexts } from './matcher/readTexts.ts';
import { ready } from './matcher/ready.ts';
import { BY_TITLES } from './matcher/stacks.ts';
import type { Reference } from './reference.ts';

/**
 * A matcher by titles alone, ready in less than a second: what answers while the classifier is being trained.
 *
 * It looks titles up by their words (BM25) and weighs candidates by weights learnt once on ROME (SPEC M9); its
 * confidences are rougher than those of `trainMatcher`. O(words of the titles).
 *
 * match(indexTitles(reference), { title: 'boulangère de nuit' }).proposals[0].code; // => 'D1102'
 */
export function indexTitles({ scheme, occupations, texts }: Reference): Matcher {
  const reference = { scheme, occupations, texts: texts.filter(isTitle) };
  const read = readTexts(reference);
  const lessons = lessonsOf(read);
  const { texts: count, stems } = lexiconOf(read, Uint32Array.from(lessons, ({ text }) => text));
  const [none, noRows] = [new Uint32Array(), new Uint32Array(1)];
  const lexicon = { texts: count, stems, pairs: none, heads: none, grams: [], counts: none };
  return ready({
    ...indexLessons(reference, read, lessons, lexicon),
    weights: { start: noRows, column: new Uint16Array(), value: new Int8Array(), scale: 1 },
    stack: BY_TITLES,
  });
}
