import type { Language } from '../reference.ts';

/** Words that say nothing of a job, and those around a job's name when somebody says it (SPEC W3). */
const STOP: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(
    'a au aux avec ce ces c chez comme d dans de des du elle en est et etre h f x m il ils j je l la le les leur leurs ma me mes moi mon n ne nous on ou par pas pour qu que qui s sa se ses si son sont suis chuis sur t ta un une vos votre vous y travaille bosse bonjour bonsoir salut merci ca fais fait faire sais te toi tous tout toute toutes tu va vais vas voir'.split(
      ' ',
    ),
  ),
  en: new Set(
    'a all also am an and any are as at be by do for from h f x m i in into is it its me my of on or our s so t than that the their they this those to us was we when where who with you your hello hey hi how none thanks there what'.split(
      ' ',
    ),
  ),
};

/** Where an English title says what follows its head word. */
const AFTER_HEAD = /[,(/]| of | for /;

/** The words of a text that say something, in order, folded; and which of them is its head, or -1. */
export interface Words {
  readonly words: readonly string[];
  readonly head: number;
}

/** @param longest letters read; the rest is left unread */
export function readWords(text: string, language: Language, longest = 10_000): Words {
  const folded = fold(text, longest);
  const words = split(folded, language);
  if (words.length === 0) return { words, head: -1 };
  if (language === 'fr') return { words, head: 0 };
  const end = folded.search(AFTER_HEAD);
  const before = end > 0 ? split(folded.slice(0, end), language).length : words.length;
  return { words, head: Math.max(before, 1) - 1 };
}

/** How many words of a text are small words of the language: more than of another where it is written in it. */
export function smallWords(text: string, language: Language, longest = 10_000): number {
  return wordsIn(fold(text, longest)).filter((word) => STOP[language].has(word)).length;
}

function split(folded: string, language: Language): string[] {
  return wordsIn(folded).filter((word) => !STOP[language].has(word));
}

const wordsIn = (folded: string): readonly string[] => folded.match(/[\p{L}\p{N}]+[+#]*/gu) ?? [];

function fold(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}
