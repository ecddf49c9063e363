import { type Documents, starts } from './matcher/documents.ts';
import type { Matcher } from './matcher/learnt.ts';
import { ready } from './matcher/ready.ts';
import { fromVarints } from './matcher/varint.ts';
import { FORMAT } from './packMatcher.ts';

/**
 * The matcher that `packMatcher` made these bytes of.
 *
 * Throws RangeError where they are none, are of another version, or are cut short. O(size).
 *
 * unpackMatcher(packMatcher(matcher)); // => answers as `matcher` does
 */
export function unpackMatcher(packed: Uint8Array): Matcher {
  const section = sectionsOf(packed);
  const text = () => new TextDecoder().decode(section()).split('\n').slice(0, -1);
  const numbers = () => fromVarints(section());
  const lengths = () => starts(Array.from(numbers()));
  const documents = (): Documents => ({ start: lengths(), stem: numbers(), count: numbers() });
  const { scheme, languages, texts } = JSON.parse(text()[0]);
  const [codes, stems, grams, words] = [text(), text(), text(), text()];
  const [classOf, family] = [numbers(), numbers()];
  const lexicon = { texts, stems, grams, pairs: numbers(), heads: numbers(), counts: numbers() };
  const start = lengths();
  const column = sums(numbers(), start);
  const value = new Int8Array(section().slice().buffer);
  const [titles, described] = [documents(), documents()];
  const titleCodes = { start: lengths(), code: numbers() };
  const [scale, ...stack] = new Float64Array(section().slice().buffer);
  return ready({
    scheme,
    languages,
    codes,
    classOf,
    family,
    lexicon,
    words,
    weights: { start, column, value, scale },
    titles,
    titleCodes,
    described,
    stack: Float64Array.from(stack),
  });
}

/** Gives the sections one after the other. */
function sectionsOf(packed: Uint8Array): () => Uint8Array {
  // A Buffer is cut into views by `slice`.
  const bytes = new Uint8Array(packed);
  const head = new Uint32Array(bytes.buffer, 0, bytes.length >> 2);
  if (head[0] !== FORMAT[0]) throw new RangeError('these bytes are no packed matcher');
  if (head[1] !== FORMAT[1])
    throw new RangeError(`a packed matcher of layout ${head[1]}, where ${FORMAT[1]} is read`);
  const lengths = head.slice(FORMAT.length + 1, FORMAT.length + 1 + head[FORMAT.length]);
  let end = 4 * (FORMAT.length + 1 + lengths.length);
  const isWhole = lengths.length > 0 && lengths.length === head[FORMAT.length];
  if (!isWhole || lengths.reduce((sum, length) => sum + length, end) !== bytes.length)
    throw new RangeError('the packed matcher is cut short');
  let k = 0;
  return () => {
    const start = end;
    end += lengths[k++];
    return bytes.subarray(start, end);
  };
}

/** The numbers whose steps within each row are given. */
function sums(steps: Uint32Array, start: Uint32Array): Uint16Array {
  const numbers = Uint16Array.from(steps);
  for (let row = 0; row + 1 < start.length; row++)
    for (let k = start[row] + 1; k < start[row + 1]; k++) numbers[k] += numbers[k - 1];
  return numbers;
}
