import { gramsOf, type Lookup, PAIR } from './lexicon.ts';

/** The features of a text, by number, and their weights: (1 + log count) · rarity, of length 1 (SPEC M4). */
export interface Features {
  readonly feature: Uint32Array;
  readonly value: Float32Array;
}

/**
 * @param stems each once, in order @param head the stem of its head word
 * @param long whether it is a text of sentences, of which only the words count
 */
export function featuresOf(
  stems: readonly string[],
  head: string | undefined,
  lookup: Lookup,
  long = false,
): Features {
  const counts = new Map<number, number>();
  const add = (feature: number | undefined) => {
    if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  };
  let before = -1;
  for (const stem of stems) {
    const number = lookup.stem.get(stem) ?? -1;
    if (number >= 0 && number < lookup.wordFeatures) add(number);
    if (long) continue;
    if (number >= 0 && before >= 0) add(lookup.pair.get(before * PAIR + number));
    if (number >= 0 && stem === head) add(lookup.head.get(number));
    for (const gram of gramsOf(stem)) add(lookup.gram.get(gram));
    before = number;
  }
  const feature = new Uint32Array(counts.size);
  const value = new Float32Array(counts.size);
  let squares = 0;
  let at = 0;
  for (const [number, count] of counts) {
    feature[at] = number;
    value[at] = (1 + Math.log(count)) * lookup.rarity[number];
    squares += value[at] ** 2;
    at++;
  }
  const length = Math.sqrt(squares);
  for (let k = 0; k < at; k++) value[k] /= length;
  return { feature, value };
}
