import { starts } from './documents.ts';
import { featuresOf } from './featuresOf.ts';
import type { Shares } from './joinCodes.ts';
import { gramNumbers, type Lookup } from './lexicon.ts';
import { isLong, type ReadTexts } from './readTexts.ts';
import type { Examples } from './softmax.ts';

/** One text to learn, with its codes and its weight. */
export interface Lesson {
  readonly text: number;
  readonly codes: Shares;
  readonly weight: number;
}

export function examplesOf(
  read: ReadTexts,
  lessons: readonly Lesson[],
  classOf: (code: string) => number,
  lookup: Lookup,
): Examples {
  const known = new Map<string, readonly number[]>();
  const grams = (stem: string) => {
    const numbers = known.get(stem) ?? gramNumbers(lookup, stem);
    known.set(stem, numbers);
    return numbers;
  };
  const rows = lessons.map(({ text }) =>
    featuresOf(
      Array.from(read.stemsOf[text], (stem) => read.stems[stem]),
      read.stems[read.head[text]],
      lookup,
      grams,
      isLong(read.texts[text]),
    ),
  );
  const start = starts(rows.map(({ feature }) => feature.length));
  const feature = new Uint32Array(start[rows.length]);
  const value = new Float32Array(start[rows.length]);
  rows.forEach((row, k) => {
    feature.set(row.feature, start[k]);
    value.set(row.value, start[k]);
  });
  return {
    start,
    feature,
    value,
    weight: Float32Array.from(lessons, ({ weight }) => weight),
    targetStart: starts(lessons.map(({ codes }) => codes.length)),
    target: Uint16Array.from(lessons.flatMap(({ codes }) => codes.map(([code]) => classOf(code)))),
    share: Float32Array.from(lessons.flatMap(({ codes }) => codes.map(([, share]) => share))),
  };
}
