import { effectiveSampleSize, type Interval, wilson } from '@abord/numbers';
import { minimumBehind } from './minimumBehind.ts';
import type { Asker } from './unheard.ts';

/** Those who answered one question: for each her weight, whether she gave the answer, and her groups. */
export interface WeighedAnswers {
  readonly weights: ArrayLike<number>;
  /** 1 where she gave the answer, 0 where not. */
  readonly gave: ArrayLike<number>;
  /** For each list, the place of her value in it; -1 where unknown. */
  readonly groups: readonly ArrayLike<number>[];
}

/** Shares are shown in hundredths. */
const PARTS = 100;
/** Far above the noise of floating point, far below a weight. */
const NOISE = 1e-9;

/**
 * The weighted share of an answer in hundredths, its interval rounded outwards; nothing where it would tell how
 * few of a group gave it.
 *
 * Whoever reads a weighted share beside the count, and knows the weights, has an equation on how many of each
 * group gave the answer: with two groups that is all it takes. So the share is shown only where for each group,
 * and for the people of each combination of groups, at least as many counts remain possible as the minimum behind
 * a figure, or all that were possible without it. A lone person's answer stays as open as it was. Nor is it shown
 * where a group, or those who gave no value, are fewer than the minimum: the shares of the other groups may be said
 * too, and would make the equation one about them.
 *
 * The interval is Wilson's at the effective sample. Throws a RangeError where nobody answered. Groups and their
 * combinations times people, and their sorting. Source: L. Kish, "Survey Sampling" (1965); rule R26 of
 * SPEC.md.
 *
 * @example
 * // Of twenty who weigh 1.75 and fifty who weigh 0.7 thirty agree: it would tell how many of the twenty.
 * weighedShare({ weights, gave, groups: [site] }, { reader: 'inside' }); // undefined
 */
export function weighedShare(
  { weights, gave, groups }: WeighedAnswers,
  asker: Pick<Asker, 'reader' | 'figureMinimum'>,
): Interval | undefined {
  const least = minimumBehind('figure', asker.reader, asker.figureMinimum);
  for (const places of groups) {
    const people = new Map<number, number>();
    for (const place of Array.from(places)) people.set(place, (people.get(place) ?? 0) + 1);
    for (const count of people.values()) if (count < least) return undefined;
  }
  const { people: effective } = effectiveSampleSize(weights);
  const rising = Int32Array.from(weights, (_, person) => person).sort((a, b) => weights[a] - weights[b]);
  let count = 0;
  let given = 0;
  let whole = 0;
  for (const person of rising) {
    whole += weights[person];
    if (!gave[person]) continue;
    count++;
    given += weights[person];
  }
  const value = Math.round((given / whole) * PARTS) / PARTS;
  const from = (value - 0.5 / PARTS) * whole - NOISE;
  const to = (value + 0.5 / PARTS) * whole + NOISE;
  for (const part of partsOf(groups, rising)) {
    const inside = sumsOf(rising, weights, part, 1);
    const outside = sumsOf(rising, weights, part, 0);
    let before = 0;
    let after = 0;
    for (let t = Math.max(0, count - outside.people); t <= Math.min(inside.people, count); t++) {
      before++;
      const low = inside.least(t) + outside.least(count - t);
      const high = inside.most(t) + outside.most(count - t);
      if (low <= to && high >= from) after++;
    }
    if (after < Math.min(least, before)) return undefined;
  }
  // From the share as it is said: a finer one would show in the ends.
  const { low, high } = wilson(value * effective, effective);
  return {
    value,
    low: Math.floor(low * PARTS + NOISE) / PARTS,
    high: Math.ceil(high * PARTS - NOISE) / PARTS,
  };
}

/** The people of each group of each list, and of each combination of them: 1 a person who is in it. */
function partsOf(groups: readonly ArrayLike<number>[], everyone: Int32Array): Iterable<Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  const put = (key: string, person: number) => {
    let part = parts.get(key);
    if (!part) {
      part = new Uint8Array(everyone.length);
      parts.set(key, part);
    }
    part[person] = 1;
  };
  for (const person of everyone) {
    for (const [list, places] of groups.entries()) put(`${list} ${places[person]}`, person);
    put(groups.map((places) => places[person]).join('/'), person);
  }
  return parts.values();
}

/** The least and the most that so many of these people can weigh. */
function sumsOf(rising: Int32Array, weights: ArrayLike<number>, part: Uint8Array, side: 0 | 1) {
  const sums = new Float64Array(rising.length + 1);
  let people = 0;
  for (const person of rising) {
    if (part[person] !== side) continue;
    sums[people + 1] = sums[people] + weights[person];
    people++;
  }
  return {
    people,
    least: (count: number) => sums[count],
    most: (count: number) => sums[people] - sums[people - count],
  };
}
