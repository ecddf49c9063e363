import type { Reference } from '../reference.ts';
import { documentsOf, starts } from './documents.ts';
import type { Lesson } from './examplesOf.ts';
import type { Learnt } from './learnt.ts';
import { type Lexicon, lookupOf } from './lexicon.ts';
import { isTitle, type ReadTexts } from './readTexts.ts';

/** Characters of a class's name that its family has in common. */
const FAMILY = 3;

/** All of a matcher but its classifier and its stack. */
export function indexLessons(
  { scheme, occupations }: Reference,
  read: ReadTexts,
  lessons: readonly Lesson[],
  lexicon: Lexicon,
): Omit<Learnt, 'weights' | 'stack'> {
  const sorted = [...occupations].sort((a, b) => (a.code < b.code ? -1 : 1));
  const codes = sorted.map(({ code }) => code);
  const learntAs = sorted.map(({ code, within = code }) => within);
  const classes = numbers(learntAs);
  const families = numbers([...classes.keys()].map((name) => name.slice(0, FAMILY)));
  const number = numbers(codes);
  const { stem: stemNumber } = lookupOf(lexicon);
  const stemsOf = (text: number) =>
    Array.from(read.stemsOf[text], (stem) => stemNumber.get(read.stems[stem])!);
  const titles = lessons.filter(({ text }) => isTitle(read.texts[text]));
  return {
    scheme,
    languages: (['fr', 'en'] as const).filter((language) =>
      read.texts.some((text) => text.language === language),
    ),
    codes,
    classOf: Uint32Array.from(learntAs, (name) => classes.get(name)!),
    family: Uint32Array.from(classes.keys(), (name) => families.get(name.slice(0, FAMILY))!),
    lexicon,
    words: commonest(read, lessons),
    titles: documentsOf(
      titles.map(({ text }) => {
        const head = stemNumber.get(read.stems[read.head[text]])!;
        return new Map([head, ...stemsOf(text)].map((stem) => [stem, 1]));
      }),
    ),
    titleCodes: {
      start: starts(titles.map((title) => title.codes.length)),
      code: Uint32Array.from(titles.flatMap((title) => title.codes.map(([code]) => number.get(code)!))),
    },
    described: documentsOf(describe(read, lessons, number, stemsOf)),
  };
}

function numbers(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, k) => [name, k]));
}

function describe(
  read: ReadTexts,
  lessons: readonly Lesson[],
  number: ReadonlyMap<string, number>,
  stemsOf: (text: number) => number[],
): Map<number, number>[] {
  const bags = Array.from(number, () => new Map<number, number>());
  for (const { text, codes } of lessons) {
    if (isTitle(read.texts[text])) continue;
    const stems = stemsOf(text);
    for (const [code] of codes) {
      const bag = bags[number.get(code)!];
      for (const stem of stems) bag.set(stem, (bag.get(stem) ?? 0) + 1);
    }
  }
  return bags;
}

function commonest(read: ReadTexts, lessons: readonly Lesson[]): string[] {
  const counts = new Uint32Array(read.words.length);
  for (const { text } of lessons) for (const word of read.wordsOf[text]) counts[word]++;
  return read.words
    .map((word, k) => ({ word, count: counts[k] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}
