import { FORMAT } from './matcher/format.ts';
import type { Matcher } from './matcher/learnt.ts';

/**
 * A matcher as bytes, to be kept in a file: `unpackMatcher` gives one that answers the same, to the last bit.
 * The same matcher gives the same bytes.
 *
 * The layout is in SPEC M8. O(size).
 *
 * packMatcher(trainMatcher(reference)).length; // => about 1.5 million for ROME
 */
export function packMatcher({
  scheme,
  languages,
  codes,
  lexicon,
  words,
  weights,
  family,
}: Matcher): Uint8Array {
  const encoder = new TextEncoder();
  const bytesOf = ({
    buffer,
    byteOffset,
    byteLength,
  }: Uint8Array | Int8Array | Uint16Array | Uint32Array | Float32Array) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  const sections = [
    encoder.encode(
      JSON.stringify({ scheme, languages, wordFeatures: lexicon.wordFeatures, scale: weights.scale }),
    ),
    ...[codes, lexicon.stems, lexicon.grams, words].map((list) => encoder.encode(list.join('\n'))),
    ...[lexicon.pairs, lexicon.heads, lexicon.rarity].map(bytesOf),
    ...[weights.start, weights.column, weights.value, family].map(bytesOf),
  ];
  const starts = [4 * (FORMAT.length + 1 + sections.length)];
  for (const section of sections) starts.push(starts.at(-1)! + aligned(section.length));
  const packed = new Uint8Array(starts.pop()!);
  new Uint32Array(packed.buffer).set([...FORMAT, sections.length, ...sections.map(({ length }) => length)]);
  sections.forEach((section, k) => {
    packed.set(section, starts[k]);
  });
  return packed;
}

const aligned = (length: number) => Math.ceil(length / 4) * 4;
