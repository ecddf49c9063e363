import type { Language } from '../reference.ts';

type Endings = readonly (readonly [ending: string, instead: string])[];

/** Feminine and plural endings of French and what takes their place; the first that fits, where three letters stay. */
const FRENCH: Endings = [
  ['trice', 'teur'],
  ['drice', 'deur'],
  ['euse', 'eur'],
  ['enne', 'en'],
  ['onne', 'on'],
  ['elle', 'el'],
  ['esse', ''],
  ['ive', 'if'],
  ['aux', 'al'],
];

const ENGLISH: Endings = [
  ['sses', 'ss'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['ies', 'y'],
  ['ss', 'ss'],
  ['us', 'us'],
  ['is', 'is'],
  ['s', ''],
];

/** A folded word without gender and number: what two forms of one word have in common (SPEC W4). */
export function stem(word: string, language: Language): string {
  if (word.length < 4) return word;
  if (language === 'en') return replaced(word, ENGLISH);
  const plural = word.endsWith('eaux') || (word.endsWith('s') && !word.endsWith('ss'));
  return replaced(plural ? word.slice(0, -1) : word, FRENCH).replace(/(?<=...)e+$/, '');
}

function replaced(word: string, endings: Endings): string {
  for (const [ending, instead] of endings) {
    if (word.length >= ending.length + 3 && word.endsWith(ending))
      return word.slice(0, -ending.length) + instead;
  }
  return word;
}
