import type { Language, Scheme } from '../reference.ts';
import type { Bm25 } from './bm25.ts';
import type { Documents } from './documents.ts';
import type { Lexicon, Lookup } from './lexicon.ts';
import type { PrunedRows } from './prune.ts';

/** What training leaves: all that is stored of a matcher (SPEC M8). */
export interface Learnt {
  readonly scheme: Scheme;
  /** Languages of the texts it learnt from. */
  readonly languages: readonly Language[];
  readonly codes: readonly string[];
  /** The class of each code: itself, or the group that is learnt in its place. */
  readonly classOf: Uint32Array;
  /** The family of each class. */
  readonly family: Uint32Array;
  readonly lexicon: Lexicon;
  /** Words as they are written, the commonest first. */
  readonly words: readonly string[];
  /** The classifier: a row a feature; its columns are the classes, then their families. */
  readonly weights: PrunedRows;
  /** Titles, the stem of each one's head word first, and their codes. */
  readonly titles: Documents;
  readonly titleCodes: { readonly start: Uint32Array; readonly code: Uint32Array };
  /** One document a code: all that is said of it beside its titles. */
  readonly described: Documents;
  /** Weights of the figures of a candidate (SPEC C1). */
  readonly stack: Float64Array;
}

/** A matcher ready to be asked, made by `trainMatcher` or `unpackMatcher`. */
export interface Matcher extends Learnt {
  readonly lookup: Lookup;
  /** The place of each word among the commonest. */
  readonly rank: ReadonlyMap<string, number>;
  readonly byTitle: Bm25;
  readonly byCode: Bm25;
  readonly byDescription: Bm25;
  /** Titles of each code. */
  readonly size: Uint32Array;
  /** Head stem and code as one number: head · codes + code. */
  readonly heads: ReadonlySet<number>;
}
