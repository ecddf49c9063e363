import { bm25 } from './bm25.ts';
import { documentsOf } from './documents.ts';
import type { Learnt, Matcher } from './learnt.ts';
import { lookupOf } from './lexicon.ts';

const TITLES = 0.75;
const WHOLE = 0.3;

/** What is looked up at each question, worked out once. */
export function ready(learnt: Learnt): Matcher {
  const { lexicon, words, codes, titles, titleCodes, described } = learnt;
  const stems = lexicon.stems.length;
  const size = new Uint32Array(codes.length);
  const heads = new Set<number>();
  const bags = codes.map(() => new Map<number, number>());
  for (let t = 0; t + 1 < titles.start.length; t++) {
    for (let k = titleCodes.start[t]; k < titleCodes.start[t + 1]; k++) {
      const code = titleCodes.code[k];
      size[code]++;
      heads.add(titles.stem[titles.start[t]] * codes.length + code);
      for (let at = titles.start[t]; at < titles.start[t + 1]; at++)
        bags[code].set(titles.stem[at], (bags[code].get(titles.stem[at]) ?? 0) + 1);
    }
  }
  return {
    ...learnt,
    lookup: lookupOf(lexicon),
    rank: new Map(words.map((word, rank) => [word, rank])),
    byTitle: bm25(titles, stems, TITLES),
    byCode: bm25(documentsOf(bags), stems, WHOLE),
    byDescription: bm25(described, stems, WHOLE),
    size,
    heads,
  };
}
