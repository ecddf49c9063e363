import type { ReferenceText, TextKind } from '../reference.ts';
import type { Lesson } from './examplesOf.ts';
import { joinCodes } from './joinCodes.ts';
import type { ReadTexts } from './readTexts.ts';

const WEIGHT: Readonly<Record<TextKind, number>> = {
  title: 1,
  name: 1,
  label: 0.5,
  definition: 0.5,
  skill: 0.3,
  task: 0.3,
};

/** A skill of more occupations than that tells none of them apart. */
const COMMON = 10;

/** What is learnt from the texts, those of the same words and codes once (SPEC M2, M3). */
export function lessonsOf(read: ReadTexts, held: ReadonlySet<number> = new Set()): Lesson[] {
  const kept = read.texts.map((_, t) => t).filter((t) => !held.has(t));
  const joined = joinCodes(kept.map((t) => read.texts[t]));
  const lessons = new Map<string, Lesson>();
  kept.forEach((text, k) => {
    const { codes, weight: step } = joined[k];
    const weight = step * weightOf(read.texts[text], codes);
    if (weight === 0 || read.stemsOf[text].length === 0) return;
    const key = `${read.stemsOf[text]}|${read.head[text]}|${codes}`;
    const before = lessons.get(key);
    if (before === undefined || before.weight < weight) lessons.set(key, { text, codes, weight });
  });
  return [...lessons.values()];
}

function weightOf({ kind }: ReferenceText, codes: Lesson['codes']): number {
  if (codes.length === 0) return 0;
  if (kind === 'label') return WEIGHT.label * Math.max(...codes.map(([, share]) => share));
  if ((kind === 'skill' || kind === 'task') && codes.length > COMMON) return 0;
  return WEIGHT[kind];
}
