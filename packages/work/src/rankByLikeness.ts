import { type Aspect, aspects, type Likeness } from './likenessOf.ts';
import { likenessTo } from './likenessTo.ts';

/** How much each aspect counts in likeness. */
export type LikenessWeights = Readonly<Record<Aspect, number>>;

/**
 * Learnt by `learnLikeness` on the close moves of ROME v3 (2021); `npm run bench -- pathways` prints them, and what
 * they are worth on origins that they were not learnt on.
 */
export const likenessWeights: LikenessWeights = { items: 0.85, words: 1.67, minor: 0.21, major: 0.17 };

/**
 * The other occupations that share at least one skill with this one, the most alike first: Σ weight · ln(0.02 +
 * cosine) over what they list, the words they are told in, and their minor and major groups. The score orders
 * the destinations of one origin; it is no probability, and does not compare between origins. Ties go by code.
 *
 * Throws a RangeError for a code without a sheet. O(sheets · log sheets + features that they share). SPEC P3, P4.
 *
 * @example rankByLikeness(likeness, 'M1203').slice(0, 10); // ten occupations alike, `{ code, score }` each
 */
export function rankByLikeness(
  likeness: Likeness,
  code: string,
  weights: LikenessWeights = likenessWeights,
): { readonly code: string; readonly score: number }[] {
  const { sheets, logs } = likenessTo(likeness, code);
  return sheets
    .map((sheet, at) => ({
      code: likeness.codes[sheet],
      score: aspects.reduce((sum, aspect, k) => sum + weights[aspect] * logs[k][at], 0),
    }))
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
}
