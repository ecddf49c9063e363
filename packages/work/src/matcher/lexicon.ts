/** What a matcher reads words with: the numbers of its features, and in how many texts each is. */
export interface Lexicon {
  /** Texts that it was made of. */
  readonly texts: number;
  /** Stems by number, the commonest first; as many of them are features as `counts` has places left for. */
  readonly stems: readonly string[];
  /** Pairs of adjacent stems, two numbers each; their features follow those of words. */
  readonly pairs: Uint32Array;
  /** Stems that are heads; their features follow those of pairs. */
  readonly heads: Uint32Array;
  /** Four letters within a stem, with its ends; their features come last. */
  readonly grams: readonly string[];
  /** Texts that have each feature. */
  readonly counts: Uint32Array;
}

/** A lexicon made ready to look words up in. */
export interface Lookup {
  readonly stem: ReadonlyMap<string, number>;
  /** Stems below this number are features of that number. */
  readonly wordFeatures: number;
  readonly pair: ReadonlyMap<number, number>;
  readonly head: ReadonlyMap<number, number>;
  readonly gram: ReadonlyMap<string, number>;
  /** What each feature weighs by how rare it is. */
  readonly rarity: Float32Array;
}

/** Pairs of stem numbers as one number. */
export const PAIR = 2 ** 24;

const GRAM = 4;
/** Between counting features alike (0) and by the logarithm of their rarity (1). */
const RARITY = 0.7;

/** The 4-grams of a stem with its ends marked; a short stem is one. */
export function gramsOf(stem: string): string[] {
  const marked = `<${stem}>`;
  if (marked.length <= GRAM) return [marked];
  return Array.from({ length: marked.length - GRAM + 1 }, (_, at) => marked.slice(at, at + GRAM));
}

export function lookupOf({ texts, stems, pairs, heads, grams, counts }: Lexicon): Lookup {
  const firstGram = counts.length - grams.length;
  const firstHead = firstGram - heads.length;
  const wordFeatures = firstHead - pairs.length / 2;
  const pair = new Map<number, number>();
  for (let p = 0; p < pairs.length; p += 2) pair.set(pairs[p] * PAIR + pairs[p + 1], wordFeatures + p / 2);
  return {
    stem: new Map(stems.map((stem, number) => [stem, number])),
    wordFeatures,
    pair,
    head: new Map(Array.from(heads, (stem, k) => [stem, firstHead + k])),
    gram: new Map(grams.map((gram, k) => [gram, firstGram + k])),
    rarity: Float32Array.from(counts, (count) => Math.log((1 + texts) / count) ** RARITY),
  };
}

/** The numbers of a stem's grams, of those that are features. */
export function gramNumbers({ gram }: Lookup, stem: string): number[] {
  return gramsOf(stem)
    .map((letters) => gram.get(letters))
    .filter((number) => number !== undefined);
}
