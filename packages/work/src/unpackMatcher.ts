import { FORMAT } from './matcher/format.ts';
import type { Matcher } from './matcher/learnt.ts';
import { ready } from './matcher/ready.ts';

/**
 * The matcher that `packMatcher` made these bytes of.
 *
 * Throws RangeError where they are none, are of another version, or are cut short. O(size).
 */
export function unpackMatcher(packed: Uint8Array): Matcher {
  const bytes = packed.slice();
  const numbers = new Uint32Array(bytes.buffer, 0, bytes.length >> 2);
  if (numbers[0] !== FORMAT[0]) throw new RangeError('these bytes are no packed matcher');
  if (numbers[1] !== FORMAT[1])
    throw new RangeError(`packed matcher of version ${numbers[1]}, where ${FORMAT[1]} is read`);
  const lengths = numbers.slice(FORMAT.length + 1, FORMAT.length + 1 + numbers[FORMAT.length]);
  let next = 4 * (FORMAT.length + 1 + lengths.length);
  const total = lengths.reduce((sum, length) => sum + Math.ceil(length / 4) * 4, next);
  if (total !== bytes.length) throw new RangeError('the packed matcher is cut short or damaged');
  let k = 0;
  const section = () => {
    const start = next;
    const length = lengths[k++];
    next += Math.ceil(length / 4) * 4;
    return bytes.subarray(start, start + length);
  };
  const decoder = new TextDecoder();
  const list = () => decoder.decode(section()).split('\n');
  const whole = () => new Uint32Array(section().slice().buffer);
  const { scheme, languages, wordFeatures, scale } = JSON.parse(decoder.decode(section()));
  const [codes, stems, grams, words] = [list(), list(), list(), list()];
  const [pairs, heads, rarity] = [whole(), whole(), new Float32Array(section().slice().buffer)];
  const weights = {
    start: whole(),
    column: new Uint16Array(section().slice().buffer),
    value: new Int8Array(section().slice().buffer),
    scale,
  };
  return ready({
    scheme,
    languages,
    codes,
    lexicon: { stems, wordFeatures, pairs, heads, grams, rarity },
    words,
    weights,
    family: new Uint16Array(section().slice().buffer),
  });
}
