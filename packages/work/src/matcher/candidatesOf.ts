import type { Bm25 } from './bm25.ts';
import type { Matcher } from './learnt.ts';
import type { Query } from './readQuery.ts';

/** Figures of a candidate, in this order, then two for "none of them" (SPEC C1). */
export const FIGURES = 10;
export const WIDTH = FIGURES + 2;

const SUREST = 40;
const NEAREST = 10;
const SECOND = 0.3;
const THIRD = 0.15;

/** Occupations that a query may mean: a row of figures each, and a last one for none of them. */
export interface Candidates {
  readonly codes: readonly number[];
  readonly rows: Float64Array;
}

/** @param logs log-probability of each class, from the title and whatever else is known */
export function candidatesOf(matcher: Matcher, query: Query, logs: Float64Array): Candidates {
  const { lookup, codes, classOf, size, heads, byCode, byDescription } = matcher;
  const stems = query.stems.map((stem) => lookup.stem.get(stem)).filter((stem) => stem !== undefined);
  const sure = Float64Array.from(classOf, (c) => logs[c]);
  const { best, pooled } = byTitles(matcher, stems);
  const whole = scores(byCode, stems, codes.length);
  const described = scores(byDescription, stems, codes.length);
  const chosen = [
    ...new Set([
      ...highest(sure, SUREST),
      ...[pooled, whole, described].flatMap((list) =>
        highest(list, NEAREST).filter((code) => list[code] > 0),
      ),
    ]),
  ];
  const [mostPooled, mostBest, mostWhole] = [pooled, best, whole].map((list) =>
    Math.max(1e-9, largest(list)),
  );
  const head = query.head === undefined ? undefined : lookup.stem.get(query.head);
  const rows = new Float64Array((chosen.length + 1) * WIDTH);
  chosen.forEach((code, k) => {
    rows.set(
      [
        sure[code],
        Math.exp(sure[code]),
        Math.log1p(pooled[code]),
        (pooled[code] / mostPooled) ** 4,
        best[code] / mostBest,
        Math.log1p(whole[code]),
        (whole[code] / mostWhole) ** 4,
        Math.log1p(described[code]),
        Math.log1p(size[code]),
        head !== undefined && heads.has(head * codes.length + code) ? 1 : 0,
      ],
      k * WIDTH,
    );
  });
  rows.set([1, largest(logs)], chosen.length * WIDTH + FIGURES);
  return { codes: chosen, rows };
}

/** Of each code, the score of the title nearest to a query, and that of its three nearest together. */
function byTitles({ byTitle, titleCodes, titles, codes }: Matcher, stems: readonly number[]) {
  const score = scores(byTitle, stems, titles.start.length - 1);
  const [best, second, third] = [0, 1, 2].map(() => new Float64Array(codes.length));
  for (let t = 0; t < score.length; t++) {
    const s = score[t];
    if (s === 0) continue;
    for (let k = titleCodes.start[t]; k < titleCodes.start[t + 1]; k++) {
      const c = titleCodes.code[k];
      if (s > best[c]) [third[c], second[c], best[c]] = [second[c], best[c], s];
      else if (s > second[c]) [third[c], second[c]] = [second[c], s];
      else if (s > third[c]) third[c] = s;
    }
  }
  return { best, pooled: best.map((s, c) => s + SECOND * second[c] + THIRD * third[c]) };
}

function scores({ start, document, score }: Bm25, stems: readonly number[], documents: number): Float32Array {
  const sums = new Float32Array(documents);
  for (const stem of stems)
    for (let at = start[stem]; at < start[stem + 1]; at++) sums[document[at]] += score[at];
  return sums;
}

/** The places of the highest numbers, the highest first, the earliest at a tie. */
export function highest(numbers: ArrayLike<number>, count: number): number[] {
  const places: number[] = [];
  for (let place = 0; place < numbers.length; place++) {
    if (places.length === count && numbers[place] <= numbers[places[count - 1]]) continue;
    let at = Math.min(places.length, count - 1);
    for (; at > 0 && numbers[place] > numbers[places[at - 1]]; at--) places[at] = places[at - 1];
    places[at] = place;
  }
  return places;
}

function largest(numbers: ArrayLike<number>): number {
  let most = -Infinity;
  for (let k = 0; k < numbers.length; k++) if (numbers[k] > most) most = numbers[k];
  return most;
}
