import type { Learnt, Matcher } from './learnt.ts';
import { lookupOf } from './lexicon.ts';

/** What is looked up at each question, worked out once. */
export function ready(learnt: Learnt): Matcher {
  return {
    ...learnt,
    lookup: lookupOf(learnt.lexicon),
    rank: new Map(learnt.words.map((word, rank) => [word, rank])),
  };
}
