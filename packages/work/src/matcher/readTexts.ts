import type { Language, Reference, ReferenceText } from '../reference.ts';
import { readWords } from './readWords.ts';
import { stem } from './stem.ts';

/** The texts of a reference in canonical order, as numbers: words are read once, however often they are learnt. */
export interface ReadTexts {
  readonly texts: readonly ReferenceText[];
  /** Stems by number, and those of each text in order, each once; its head's stem, or -1. */
  readonly stems: readonly string[];
  readonly stemsOf: readonly Uint32Array[];
  readonly head: Int32Array;
  /** The words of each text as they stand, for mending typing errors. */
  readonly wordsOf: readonly Uint32Array[];
  readonly words: readonly string[];
}

export function readTexts(reference: Reference): ReadTexts {
  if (reference.occupations.length === 0 || reference.texts.length === 0)
    throw new RangeError('nothing can be learnt from a reference without occupations or without texts');
  const texts = canonical(reference.texts);
  const known = new Set(reference.occupations.map(({ code }) => code));
  for (const { text, codes } of texts) {
    const stranger = codes.find(([code]) => !known.has(code));
    if (stranger) throw new RangeError(`“${text}” has the code ${stranger[0]}, which no occupation has`);
  }
  const stems = new Map<string, number>();
  const words = new Map<string, number>();
  const stemOf: Record<Language, Map<number, number>> = { fr: new Map(), en: new Map() };
  const head = new Int32Array(texts.length).fill(-1);
  const wordsOf: Uint32Array[] = [];
  const stemsOf = texts.map(({ text, language }, t) => {
    const read = readWords(text, language);
    const numbers = read.words.map((word) => numberOf(words, word));
    const found = numbers.map((number, at) => {
      let id = stemOf[language].get(number);
      if (id === undefined) {
        id = numberOf(stems, stem(read.words[at], language));
        stemOf[language].set(number, id);
      }
      return id;
    });
    if (read.head >= 0) head[t] = found[read.head];
    wordsOf.push(Uint32Array.from(numbers));
    return Uint32Array.from(new Set(found));
  });
  return { texts, stems: [...stems.keys()], stemsOf, head, words: [...words.keys()], wordsOf };
}

/** Whether a text is what somebody might call a job of this list. */
export function isTitle({ kind, codes }: ReferenceText): boolean {
  return codes.length > 0 && (kind === 'title' || kind === 'name' || kind === 'label');
}

/** Whether a text is of sentences, of which only the words count (SPEC M4). */
export function isLong({ kind }: ReferenceText): boolean {
  return kind === 'definition' || kind === 'task';
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** One order for the same texts, in whatever order they came (SPEC M1). */
function canonical(texts: readonly ReferenceText[]): ReferenceText[] {
  const keys = new Map(texts.map((text) => [text, keyOf(text)]));
  return [...texts].sort((a, b) => compare(keys.get(a)!, keys.get(b)!));
}

const keyOf = ({ text, language, kind, codes, concepts = [] }: ReferenceText) =>
  [kind, language, text, ...codes.flat(), ...concepts].join('\n');

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
