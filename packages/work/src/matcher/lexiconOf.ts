import { gramsOf, type Lexicon, PAIR } from './lexicon.ts';
import { isLong, type ReadTexts } from './readTexts.ts';

/** The lexicon of some of the texts: features seen in two texts or more (SPEC M4). */
export function lexiconOf(read: ReadTexts, among: Uint32Array): Lexicon {
  const stems = new Map<number, number>();
  const pairs = new Map<number, number>();
  const heads = new Map<number, number>();
  const grams = new Map<string, number>();
  const count = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const gramCache = read.stems.map(gramsOf);
  for (const t of among) {
    const own = read.stemsOf[t];
    for (const stem of own) count(stems, stem);
    if (isLong(read.texts[t])) continue;
    const seen = new Set<string>();
    for (let at = 0; at < own.length; at++) {
      if (at > 0) count(pairs, own[at - 1] * PAIR + own[at]);
      for (const gram of gramCache[own[at]]) seen.add(gram);
    }
    for (const gram of seen) count(grams, gram);
    if (read.head[t] >= 0) count(heads, read.head[t]);
  }
  const twice = <K>(counts: Map<K, number>) => [...counts].filter(([, n]) => n > 1);
  const byCount = [...stems].sort((a, b) => b[1] - a[1] || (read.stems[a[0]] < read.stems[b[0]] ? -1 : 1));
  const number = new Map(byCount.map(([stem], k) => [stem, k]));
  const pairList = twice(pairs);
  const headList = twice(heads);
  const gramList = twice(grams);
  return {
    texts: among.length,
    stems: byCount.map(([stem]) => read.stems[stem]),
    pairs: Uint32Array.from(
      pairList.flatMap(([key]) => [number.get(Math.floor(key / PAIR))!, number.get(key % PAIR)!]),
    ),
    heads: Uint32Array.from(headList, ([stem]) => number.get(stem)!),
    grams: gramList.map(([gram]) => gram),
    counts: Uint32Array.from(
      [...byCount.filter(([, n]) => n > 1), ...pairList, ...headList, ...gramList],
      ([, n]) => n,
    ),
  };
}
