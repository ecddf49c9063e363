import { foldedWords } from './foldedWords.ts';

/** Words shorter than this are too easily another word: they may not change. */
const SHORT = 5;
/** Letters that a longer word may differ by. */
const SLIPS = 2;

/**
 * Is one text the other with slips of the pen put right? Case, accents, spaces and punctuation may change;
 * no word may come, go or change place; a word of five letters or more keeps its first letter and changes
 * by two letters at most; shorter words and numbers stay.
 *
 * So a “not”, a “never” or an “un-” cannot be slipped in. What else two letters may turn is left to the
 * log, where everybody reads both. Quadratic in the length of a word at most.
 *
 * @example
 * isCorrection('Nous alons trop vite', 'Nous allons trop vite.') // true
 * isCorrection('We should go faster', 'We should not go faster') // false
 */
export function isCorrection(before: string, after: string): boolean {
  const [old, now] = [foldedWords(before), foldedWords(after)];
  return old.length === now.length && old.every((word, place) => isSlip(word, now[place]));
}

function isSlip(before: string, after: string): boolean {
  if (before === after) return true;
  if (Math.min(before.length, after.length) < SHORT || before[0] !== after[0]) return false;
  return !/\p{N}/u.test(before + after) && distance(before, after) <= SLIPS;
}

/** Letters put in, taken out or changed at least (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
