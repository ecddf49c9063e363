/** What a matcher reads words with: the numbers of its features, and how much each says. */
export interface Lexicon {
  /** Stems by number; those below `wordFeatures` are features of that number. */
  readonly stems: readonly string[];
  readonly wordFeatures: number;
  /** Pairs of adjacent stems, two numbers each; their features follow those of words. */
  readonly pairs: Uint32Array;
  /** Stems that are heads; their features follow those of pairs. */
  readonly heads: Uint32Array;
  /** Four letters within a stem, with its ends; their features come last. */
  readonly grams: readonly string[];
  /** Rarity of each feature. */
  readonly rarity: Float32Array;
}

/** A lexicon made ready to look words up in. */
export interface Lookup {
  readonly stem: ReadonlyMap<string, number>;
  readonly wordFeatures: number;
  readonly pair: ReadonlyMap<number, number>;
  readonly head: ReadonlyMap<number, number>;
  readonly gram: ReadonlyMap<string, number>;
  readonly firstGram: number;
  readonly rarity: Float32Array;
}

/** Pairs of stem numbers as one number. */
export const PAIR = 2 ** 24;

export const GRAM = 4;

/** The 4-grams of a stem with its ends marked; a short stem is one. */
export function gramsOf(stem: string): string[] {
  const marked = `<${stem}>`;
  if (marked.length <= GRAM) return [marked];
  return Array.from({ length: marked.length - GRAM + 1 }, (_, at) => marked.slice(at, at + GRAM));
}

export function lookupOf({ stems, wordFeatures, pairs, heads, grams, rarity }: Lexicon): Lookup {
  const firstHead = wordFeatures + pairs.length / 2;
  const firstGram = firstHead + heads.length;
  const pair = new Map<number, number>();
  for (let p = 0; p < pairs.length; p += 2) pair.set(pairs[p] * PAIR + pairs[p + 1], wordFeatures + p / 2);
  return {
    stem: new Map(stems.map((stem, number) => [stem, number])),
    wordFeatures,
    pair,
    head: new Map(Array.from(heads, (stem, k) => [stem, firstHead + k])),
    gram: new Map(grams.map((gram, k) => [gram, firstGram + k])),
    firstGram,
    rarity,
  };
}
