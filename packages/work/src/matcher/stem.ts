import type { Language } from '../reference.ts';

/** What takes the place of each ending, the longest first; one applies at most (SPEC W4). */
const FRENCH: readonly (readonly [ending: string, instead: string])[] = [
  ['trice', 'teur'],
  ['teuse', 'teur'],
  ['ienne', 'ien'],
  ['euse', 'eur'],
  ['iere', 'ier'],
  ['onne', 'on'],
  ['elle', 'el'],
  ['ante', 'ant'],
  ['ente', 'ent'],
  ['ive', 'if'],
  ['ee', 'e'],
  ['ere', 'er'],
  ['aux', 'al'],
];

const ENGLISH: readonly (readonly [ending: string, instead: string])[] = [
  ['sses', 'ss'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['ies', 'y'],
  ['ss', 'ss'],
  ['us', 'us'],
  ['is', 'is'],
  ['s', ''],
];

/** A folded word without gender and number, which is what two forms of one word share (SPEC W4). */
export function stem(word: string, language: Language): string {
  if (language === 'en') return word.length > 3 ? replaced(word, ENGLISH) : word;
  if (word.length < 4) return word;
  const single =
    word.endsWith('eaux') || (word.endsWith('s') && !word.endsWith('ss')) ? word.slice(0, -1) : word;
  return single.length > 4 ? replaced(single, FRENCH) : single;
}

function replaced(word: string, endings: typeof FRENCH): string {
  for (const [ending, instead] of endings) {
    if (word.endsWith(ending)) return word.slice(0, word.length - ending.length) + instead;
  }
  return word;
}
