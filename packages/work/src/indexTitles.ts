import type { Matcher } from './matcher/learnt.ts';
import { isTitle, readTexts } from './matcher/readTexts.ts';
import { ready } from './matcher/ready.ts';
import { BY_TITLES } from './matcher/stacks.ts';
import { titlesAlone } from './matcher/titlesAlone.ts';
import type { Reference } from './reference.ts';

/**
 * A matcher by titles alone, ready in less than a second: what answers while `trainMatcher` is at work.
 *
 * Of the reference it reads titles and names, and labels with codes of their own; it looks them up by their words
 * (Okapi BM25, Robertson and Zaragoza 2009) and weighs what it finds by weights learnt once on ROME (SPEC M9), so
 * that its confidences, from 0 to 1, are rougher than those of a trained matcher. Texts in any order give the same
 * matcher, to the last bit. It can be packed. O(words of the titles).
 *
 * Throws RangeError where a text has a code that is none of the occupations', or where there is no title.
 *
 * match(indexTitles(reference), { title: 'boulangère de nuit' }).proposals[0].code; // => 'D1102'
 */
export function indexTitles({ scheme, occupations, texts }: Reference): Matcher {
  const reference = { scheme, occupations, texts: texts.filter(isTitle) };
  return ready({ ...titlesAlone(reference, readTexts(reference)), stack: BY_TITLES });
}
