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
 * a figure, or all that were possible without it. A lone person's answer stays as open as it was.
 *
 * The interval is Wilson's at the effective sample. Throws a RangeError where nobody answered. Groups and their
 * combinations times people, and the sorting of these. Source: L. Kish, "Survey Sampling" (1965); rule R26 of
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
  const { people: effective } = effectiveSampleSize(weights);
  const everyone = Array.from(weights, (_, person) => person);
  const count = everyone.filter((person) => gave[person]).length;
  const whole = everyone.reduce((sum, person) => sum + weights[person], 0);
  const share = everyone.reduce((sum, person) => sum + (gave[person] ? weights[person] : 0), 0) / whole;
  const said = Math.round(share * PARTS);
  const from = ((said - 0.5) / PARTS) * whole - NOISE;
  const to = ((said + 0.5) / PARTS) * whole + NOISE;
  for (const part of partsOf(groups, everyone)) {
    const inside = sumsOf(
      weights,
      everyone.filter((person) => part.has(person)),
    );
    const outside = sumsOf(
      weights,
      everyone.filter((person) => !part.has(person)),
    );
    let before = 0;
    let after = 0;
    for (let t = Math.max(0, count - outside.people); t <= Math.min(inside.people, count); t++) {
      before++;
      const low = inside.least[t] + outside.least[count - t];
      const high = inside.most[t] + outside.most[count - t];
      if (low <= to && high >= from) after++;
    }
    if (after < Math.min(least, before)) return undefined;
  }
  const { low, high } = wilson(Math.min(1, share) * effective, effective);
  return {
    value: said / PARTS,
    low: Math.floor(low * PARTS + NOISE) / PARTS,
    high: Math.ceil(high * PARTS - NOISE) / PARTS,
  };
}

/** The people of each group of each list, and of each combination of them. */
function partsOf(groups: readonly ArrayLike<number>[], everyone: readonly number[]): Set<number>[] {
  const parts = new Map<string, Set<number>>();
  const put = (key: string, person: number) => {
    const part = parts.get(key);
    if (part) part.add(person);
    else parts.set(key, new Set([person]));
  };
  for (const person of everyone) {
    for (const [list, places] of groups.entries()) put(`${list} ${places[person]}`, person);
    put(groups.map((places) => places[person]).join('/'), person);
  }
  return [...parts.values()].filter((part) => part.size < everyone.length);
}

/** The least and the most that so many of these people can weigh. */
function sumsOf(weights: ArrayLike<number>, people: readonly number[]) {
  const rising = people.map((person) => weights[person]).sort((a, b) => a - b);
  const added = (values: readonly number[]) => {
    const sums = new Float64Array(values.length + 1);
    for (const [index, value] of values.entries()) sums[index + 1] = sums[index] + value;
    return sums;
  };
  return { people: people.length, least: added(rising), most: added(rising.toReversed()) };
}
