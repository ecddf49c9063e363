import { type Lookup, PAIR } from './lexicon.ts';

/** The features of a text, by number, and their weights: (1 + log count) · rarity, of length 1 (SPEC M4). */
export interface Features {
  readonly feature: Uint32Array;
  readonly value: Float32Array;
}

/**
 * @param stems each once, in order @param head the stem of its head word
 * @param grams the numbers of a stem's grams
 * @param long whether it is a text of sentences, of which only the words count
 */
export function featuresOf(
  stems: readonly string[],
  head: string | undefined,
  lookup: Lookup,
  grams: (stem: string) => readonly number[],
  long = false,
): Features {
  const features: number[] = [];
  const counts: number[] = [];
  const add = (feature: number | undefined) => {
    if (feature !== undefined) counts[features.push(feature) - 1] = 1;
  };
  let before = -1;
  for (const stem of stems) {
    const number = lookup.stem.get(stem) ?? -1;
    if (number >= 0 && number < lookup.wordFeatures) add(number);
    if (long) continue;
    if (number >= 0 && before >= 0) add(lookup.pair.get(before * PAIR + number));
    if (number >= 0 && stem === head) add(lookup.head.get(number));
    before = number;
  }
  const firstGram = features.length;
  if (!long) {
    for (const stem of stems)
      for (const gram of grams(stem)) {
        // Only grams may come twice.
        const at = features.indexOf(gram, firstGram);
        if (at < 0) add(gram);
        else counts[at]++;
      }
  }
  const value = Float32Array.from(
    features,
    (feature, k) => (1 + Math.log(counts[k])) * lookup.rarity[feature],
  );
  const length = Math.sqrt(value.reduce((sum, x) => sum + x * x, 0));
  return { feature: Uint32Array.from(features), value: value.map((x) => x / length) };
}
