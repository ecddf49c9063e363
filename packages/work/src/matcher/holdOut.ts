import { random, shuffle } from '@abord/numbers';
import { isTitle, type ReadTexts } from './readTexts.ts';

const SHARE = 0.2;
const MOST = 4_000;

/**
 * A fifth of the titles, 4,000 at most, drawn from the seed: titles of the same words are held out together, or
 * one of them would answer for the other (SPEC C3).
 */
export function holdOut(
  read: ReadTexts,
  seed: number,
): { readonly asked: number[]; readonly held: Set<number> } {
  const alike = new Map<string, number[]>();
  read.texts.forEach((text, t) => {
    if (!isTitle(text) || text.kind === 'name' || read.stemsOf[t].length === 0) return;
    const key = [...read.stemsOf[t]].sort((a, b) => a - b).join();
    alike.set(key, [...(alike.get(key) ?? []), t]);
  });
  const groups = shuffle(random(seed), [...alike.values()]).slice(
    0,
    Math.min(MOST, Math.round(alike.size * SHARE)),
  );
  return { asked: groups.map(([first]) => first), held: new Set(groups.flat()) };
}
