import type { Documents } from './documents.ts';

/** What each stem adds to each document that holds it, by stem (SPEC M7). */
export interface Bm25 {
  readonly start: Uint32Array;
  readonly document: Uint32Array;
  readonly score: Float32Array;
}

const SATURATION = 1.2;

/**
 * Okapi BM25 (Robertson and Zaragoza 2009), worked out beforehand.
 *
 * @param stems how many there are @param b how far long documents are held back, from 0 to 1
 */
export function bm25(documents: Documents, stems: number, b: number): Bm25 {
  const { start: from, stem, count } = documents;
  const total = from.length - 1;
  const start = new Uint32Array(stems + 1);
  for (const s of stem) start[s + 1]++;
  for (let s = 0; s < stems; s++) start[s + 1] += start[s];
  const mean = count.reduce((sum, c) => sum + c, 0) / Math.max(1, total);
  const document = new Uint32Array(stem.length);
  const score = new Float32Array(stem.length);
  const next = start.slice();
  for (let d = 0; d < total; d++) {
    let length = 0;
    for (let at = from[d]; at < from[d + 1]; at++) length += count[at];
    const norm = SATURATION * (1 - b + (b * length) / mean);
    for (let at = from[d]; at < from[d + 1]; at++) {
      const holding = start[stem[at] + 1] - start[stem[at]];
      const idf = Math.log(1 + (total - holding + 0.5) / (holding + 0.5));
      const place = next[stem[at]]++;
      document[place] = d;
      score[place] = (idf * count[at] * (SATURATION + 1)) / (count[at] + norm);
    }
  }
  return { start, document, score };
}
