import type { Language } from '../reference.ts';
import { type Features, featuresOf } from './featuresOf.ts';
import type { Matcher } from './learnt.ts';
import { gramNumbers } from './lexicon.ts';
import { mend } from './mend.ts';
import { readWords } from './readWords.ts';
import { stem } from './stem.ts';

/** A word as it was written and as it was read. */
export interface Mended {
  readonly wrote: string;
  readonly read: string;
}

/** What somebody wrote, as a matcher reads it. */
export interface Query {
  readonly stems: readonly string[];
  readonly head: string | undefined;
  /** Its head word is known, or a typing error away from a known one. */
  readonly headKnown: boolean;
  readonly features: Features;
  /** Words that are neither known nor a typing error away from a known one. */
  readonly unknown: readonly string[];
  /** Words that were read as the known one that they are a typing error away from. */
  readonly mended: readonly Mended[];
  /** Of the words that count, the share that is known; mended ones count half. */
  readonly known: number;
  /** There is more of it than is read. */
  readonly cut: boolean;
}

/** Letters of a text that are read, and words of either field (SPEC W7). */
const LETTERS = 4_000;
const WORDS = { title: 60, tasks: 300 } as const;

/** @param field tasks are read as they were learnt, by their stems alone (SPEC M4) */
export function readQuery(
  { rank, lookup }: Matcher,
  text: string,
  language: Language,
  field: 'title' | 'tasks' = 'title',
): Query {
  const { words, head } = readWords(text, language, LETTERS);
  const most = WORDS[field];
  const unknown: string[] = [];
  const changed = new Map<string, string>();
  let known = 0;
  const read = words.slice(0, most).map((word) => {
    if (rank.has(word)) {
      known++;
      return stem(word, language);
    }
    const mended = mend(word, rank);
    if (mended === undefined) unknown.push(word);
    else {
      known += 0.5;
      changed.set(word, mended);
    }
    return stem(mended ?? word, language);
  });
  const stems = [...new Set(read)];
  return {
    stems,
    head: read[head],
    headKnown: head >= 0 && !unknown.includes(words[head]),
    features: featuresOf(stems, read[head], lookup, (stem) => gramNumbers(lookup, stem), field === 'tasks'),
    unknown: [...new Set(unknown)],
    mended: [...changed].map(([wrote, read]) => ({ wrote, read })),
    known: known / Math.max(1, read.length),
    cut: words.length > most || text.length > LETTERS,
  };
}
