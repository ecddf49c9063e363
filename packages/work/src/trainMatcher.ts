import { learn } from './matcher/learn.ts';
import { learnStack } from './matcher/learnStack.ts';
import type { Matcher } from './matcher/learnt.ts';
import { readTexts } from './matcher/readTexts.ts';
import { ready } from './matcher/ready.ts';
import type { Reference, Scheme } from './reference.ts';

const PASSES = 4;
/** Passes of the fit that titles are held out from. */
const TRIAL = 3;

/**
 * What the weights are multiplied by. ISCO-08 is put together from lists that say the same in other words, so that
 * titles held out of one are found by those of another more surely than words of one's own (SPEC C2).
 */
const TEMPER: Readonly<Record<Scheme, number>> = { isco: 0.88, esco: 1, rome: 1, onet: 1 };

export interface TrainingOptions {
  /** What the order of examples and the titles held out are drawn from; 1 unless given. */
  readonly seed?: number;
  /** Told how much of the work is done, from 0 to 1; it must not change anything. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Learns to find the occupation of a list that somebody means who says her job in her own words.
 *
 * It learns from all that a list says: titles, names, labels of other lists joined by identifier, definitions,
 * skills, tasks; a softmax classifier on words and pieces of words, BM25 beside it, and a conditional logit that
 * makes calibrated confidences of both, learnt on titles that were held out (SPEC M and C). Texts in any order give
 * the same matcher, to the last bit; so does the same seed. Takes seconds to half a minute, so it is for a thread of
 * its own; `indexTitles` answers meanwhile.
 *
 * Throws RangeError where a text has a code that is none of the occupations', or where there is nothing to learn.
 *
 * Sources: McFadden 1974 (conditional logit), Robertson and Zaragoza 2009 (BM25). O(words of the texts · classes)
 * at most; in practice half of the time goes to the few classes that an example moves.
 *
 * const matcher = trainMatcher(reference);
 * match(matcher, { title: 'boulangère de nuit' }).proposals[0]; // => { code: 'D1102', confidence: 0.99 }
 */
export function trainMatcher(
  reference: Reference,
  { seed = 1, onProgress = () => {} }: TrainingOptions = {},
): Matcher {
  const read = readTexts(reference);
  const step = (before: number) => (pass: number) => onProgress((before + pass) / (TRIAL + PASSES));
  const stack = learnStack(reference, read, { passes: TRIAL, seed, onPass: step(0) });
  return ready({
    ...learn(reference, read, new Set(), { passes: PASSES, seed, onPass: step(TRIAL) }),
    stack: stack.map((weight) => weight * TEMPER[reference.scheme]),
  });
}
