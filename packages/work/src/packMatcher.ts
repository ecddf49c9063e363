import type { Documents } from './matcher/documents.ts';
import type { Matcher } from './matcher/learnt.ts';
import { toVarints } from './matcher/varint.ts';

/** The first two numbers of a packed matcher: the letters "ABRD", and the version of its layout. */
export const FORMAT: readonly number[] = [0x44524241, 1];

/**
 * A matcher as bytes, to be kept in a file: `unpackMatcher` gives one that answers the same, to the last bit.
 * The same matcher gives the same bytes; their layout is in SPEC M8. O(size).
 *
 * packMatcher(trainMatcher(reference)); // => Uint8Array, 1.6 million bytes for ROME
 */
export function packMatcher(matcher: Matcher): Uint8Array {
  const { lexicon, weights, titleCodes } = matcher;
  const sections = [
    text([JSON.stringify({ scheme: matcher.scheme, languages: matcher.languages, texts: lexicon.texts })]),
    ...[matcher.codes, lexicon.stems, lexicon.grams, matcher.words].map(text),
    ...[matcher.classOf, matcher.family, lexicon.pairs, lexicon.heads, lexicon.counts].map(toVarints),
    toVarints(lengths(weights.start)),
    toVarints(steps(weights.column, weights.start)),
    new Uint8Array(weights.value.buffer, weights.value.byteOffset, weights.value.length),
    ...documents(matcher.titles),
    ...documents(matcher.described),
    toVarints(lengths(titleCodes.start)),
    toVarints(titleCodes.code),
    new Uint8Array(Float64Array.from([weights.scale, ...matcher.stack]).buffer),
  ];
  const head = new Uint32Array([...FORMAT, sections.length, ...sections.map(({ length }) => length)]);
  const packed = new Uint8Array(sections.reduce((sum, { length }) => sum + length, head.byteLength));
  packed.set(new Uint8Array(head.buffer));
  let at = head.byteLength;
  for (const section of sections) {
    packed.set(section, at);
    at += section.length;
  }
  return packed;
}

/** No word, code or gram holds a line's end. */
const text = (lines: readonly string[]) =>
  new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));

const documents = ({ start, stem, count }: Documents) => [lengths(start), stem, count].map(toVarints);

const lengths = (start: Uint32Array) => start.subarray(1).map((end, k) => end - start[k]);

/** Within a row, how far each number is from the one before it. */
function steps(numbers: Uint16Array, start: Uint32Array): Uint32Array {
  const apart = Uint32Array.from(numbers, (number, k) => number - (k > 0 ? numbers[k - 1] : 0));
  for (const k of start) if (k < numbers.length) apart[k] = numbers[k];
  return apart;
}
