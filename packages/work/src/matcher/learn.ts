import type { Reference } from '../reference.ts';
import { examplesOf } from './examplesOf.ts';
import type { Learnt } from './learnt.ts';
import { lessonsOf } from './lessonsOf.ts';
import { lookupOf } from './lexicon.ts';
import { lexiconOf } from './lexiconOf.ts';
import { prune } from './prune.ts';
import type { ReadTexts } from './readTexts.ts';
import { softmax } from './softmax.ts';

/** Characters of a code that its family has in common. */
const FAMILY = 3;

/** Learns a reference, without the texts that are held out. */
export function learn(
  { scheme, occupations }: Reference,
  read: ReadTexts,
  held: ReadonlySet<number>,
  options: { readonly passes: number; readonly seed: number; readonly onPass?: (passes: number) => void },
): Learnt {
  const codes = occupations.map(({ code }) => code).sort();
  const classOf = new Map(codes.map((code, c) => [code, c]));
  const families = [...new Set(codes.map((code) => code.slice(0, FAMILY)))];
  const family = Uint16Array.from(codes, (code) => families.indexOf(code.slice(0, FAMILY)));
  const lessons = lessonsOf(read, held);
  const lexicon = lexiconOf(
    read,
    Uint32Array.from(lessons, ({ text }) => text),
  );
  const weights = softmax(
    examplesOf(read, lessons, classOf, lookupOf(lexicon)),
    { features: lexicon.rarity.length, classes: codes.length, family, families: families.length },
    options,
  );
  return {
    scheme,
    languages: (['fr', 'en'] as const).filter((language) =>
      read.texts.some((text) => text.language === language),
    ),
    codes,
    lexicon,
    words: commonest(
      read,
      lessons.map(({ text }) => text),
    ),
    weights: prune(weights, codes.length + families.length),
    family,
  };
}

function commonest(read: ReadTexts, among: readonly number[]): string[] {
  const counts = new Uint32Array(read.words.length);
  for (const text of among) for (const word of read.wordsOf[text]) counts[word]++;
  return read.words
    .map((word, number) => ({ word, count: counts[number] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}
