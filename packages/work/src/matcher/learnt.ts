import type { Language, Scheme } from '../reference.ts';
import type { Lexicon, Lookup } from './lexicon.ts';
import type { PrunedRows } from './prune.ts';

/** What training leaves: all that is stored of a matcher (SPEC M8). */
export interface Learnt {
  readonly scheme: Scheme;
  /** Languages of the texts it learnt from. */
  readonly languages: readonly Language[];
  readonly codes: readonly string[];
  readonly lexicon: Lexicon;
  /** Words as they are written, the commonest first. */
  readonly words: readonly string[];
  /** The classifier: a row a feature; its columns are the codes, then their families. */
  readonly weights: PrunedRows;
  readonly family: Uint16Array;
}

/** A matcher ready to be asked, made by `trainMatcher` or `unpackMatcher`. */
export interface Matcher extends Learnt {
  readonly lookup: Lookup;
  /** The place of each word among the commonest. */
  readonly rank: ReadonlyMap<string, number>;
}
