import { foldedWords } from '#lib/host/statements/foldedWords.ts';
import { littleWords } from '#lib/host/statements/littleWords.ts';

/** Words of a search that are looked at. */
const MOST_WORDS = 24;
/** Signs that two forms of a word have in common, at least: « nettoyer », « nettoyage ». */
const ROOT = 5;
/** And of the longer of the two. */
const SHARE = 0.6;

export interface FoundByWords<Entry> {
  /** Those that have most of the words, rare ones first of all; the best first. */
  readonly found: readonly { readonly entry: Entry; readonly score: number }[];
  /** Words of the search that none of them has, as they were typed but without accents. */
  readonly unknown: readonly string[];
}

/**
 * Finds the entries whose words are those of a search, or begin alike. A word weighs the more the fewer entries
 * have it; the score is the share of the search's weight that an entry has, 0 to 1. Ties keep the order given.
 *
 * It knows no meaning and no spelling. Linear in the words of all entries, for each word of the search.
 *
 * @example findByWords([{ entry: 1, words: ['tenir', 'la', 'caisse'] }], 'caissier') // { found: [{ entry: 1, score: 1 }], unknown: [] }
 */
export function findByWords<Entry>(
  entries: readonly { readonly entry: Entry; readonly words: readonly string[] }[],
  typed: string,
): FoundByWords<Entry> {
  const asked = [...new Set(foldedWords(typed))]
    .filter((word) => !littleWords.has(word))
    .slice(0, MOST_WORDS);
  const unknown: string[] = [];
  const weights = entries.map(() => 0);
  let all = 0;
  for (const word of asked) {
    const likeness = entries.map(({ words }) =>
      words.reduce((best, other) => Math.max(best, likenessOf(word, other)), 0),
    );
    const having = likeness.filter((value) => value > 0).length;
    const weight = Math.log(1 + entries.length / (1 + having));
    all += weight;
    if (having === 0) unknown.push(word);
    likeness.forEach((value, place) => {
      weights[place] += weight * value;
    });
  }
  const found = entries
    .map(({ entry }, place) => ({ entry, score: all > 0 ? weights[place]! / all : 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return { found, unknown };
}

/** 1 for the same word or its plural, less where one begins like the other. */
function likenessOf(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  if (common === short.length && long.length - common === 1 && common > 2) return 0.95;
  if (common < ROOT || common / long.length < SHARE) return 0;
  return 0.8 * (common / long.length);
}
