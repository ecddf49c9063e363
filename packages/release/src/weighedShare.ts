import { effectiveSampleSize, type Interval, wilson } from '@abord/numbers';
import { minimum } from './minimum.ts';
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
 * The large groups of each list, and of two lists crossed, may have tables of their own: so of people who are too
 * few for one, as many counts must remain possible to a reader who knows all those.
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
  const few = minimumBehind('heard', asker.reader, asker.figureMinimum);
  // Tables of groups of ten may stand from before the organisation asked for more.
  const larges = [...new Set([few, minimum.heard])];
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
    const inside = sumsOf(rising, weights, gave, to - from, (person) => part[person] === 1);
    const outside = sumsOf(rising, weights, gave, to - from, (person) => part[person] === 0);
    let before = 0;
    let after = 0;
    for (let t = Math.max(0, count - outside.people); t <= Math.min(inside.people, count); t++) {
      before++;
      const low = inside.least(t) + outside.least(count - t);
      const high = inside.most(t) + outside.most(count - t);
      if (low <= to && high >= from) after++;
    }
    if (after < Math.min(least, before)) return undefined;
    if (inside.people >= few) continue;
    for (const places of [...groups, ...crossed(groups)]) {
      const beside = { weights, gave, places, part, rising, from, to, least };
      if (larges.some((large) => tellsBeside({ ...beside, large }))) return undefined;
    }
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

/** Two lists crossed, each pair: a code for each combination of their values. */
function crossed(groups: readonly ArrayLike<number>[]): number[][] {
  return groups.flatMap((one, index) =>
    groups
      .slice(index + 1)
      .map((other) => Array.from(one, (value, person) => (value + 1) * 1_000 + other[person] + 1)),
  );
}

interface Beside {
  readonly weights: ArrayLike<number>;
  readonly gave: ArrayLike<number>;
  /** A list: the place of each person's value in it. */
  readonly places: ArrayLike<number>;
  /** 1 for each of the few people asked about. */
  readonly part: Uint8Array;
  readonly rising: Int32Array;
  readonly from: number;
  readonly to: number;
  readonly least: number;
  /** People from whom on a group has a table of its own. */
  readonly large: number;
}

/**
 * Does the weighted sum, between `from` and `to`, tell how many of a small part gave the answer to whoever knows
 * how many of each large group of a list did?
 */
function tellsBeside({ weights, gave, places, part, rising, from, to, least, large }: Beside): boolean {
  const sizes = new Map<number, { people: number; given: number; inside: number }>();
  let rest = 0;
  for (const person of rising) {
    const group = sizes.get(places[person]) ?? { people: 0, given: 0, inside: 0 };
    group.people++;
    group.given += gave[person] ? 1 : 0;
    group.inside += part[person];
    sizes.set(places[person], group);
    rest += gave[person] ? 1 : 0;
  }
  const small = part.reduce((sum, one) => sum + one, 0);
  // Large groups without any of the part, and the one that holds all of it, if there is one.
  const known = [...sizes].filter(([, { people, inside }]) => people >= large && inside === 0);
  const host = [...sizes].find(([, { people, inside }]) => people >= large && inside === small);
  const codes = new Uint8Array(part.length);
  for (const person of rising) {
    const { people, inside } = sizes.get(places[person])!;
    if (part[person]) codes[person] = 1;
    else if (people >= large && inside === 0) codes[person] = 2;
    else if (host && places[person] === host[0]) codes[person] = 3;
  }
  let [low, high] = [0, 0];
  for (const [place, { given }] of known) {
    const sums = sumsOf(
      rising,
      weights,
      gave,
      to - from,
      (person) => codes[person] === 2 && places[person] === place,
    );
    low += sums.least(given);
    high += sums.most(given);
    rest -= given;
  }
  const few = sumsOf(rising, weights, gave, to - from, (person) => codes[person] === 1);
  const beside = sumsOf(rising, weights, gave, to - from, (person) => codes[person] === 3);
  const others = sumsOf(rising, weights, gave, to - from, (person) => codes[person] === 0);
  let before = 0;
  let after = 0;
  for (let t = 0; t <= few.people; t++) {
    const ofHost = host ? host[1].given - t : 0;
    const ofOthers = host ? rest - host[1].given : rest - t;
    if (ofHost < 0 || ofHost > beside.people || ofOthers < 0 || ofOthers > others.people) continue;
    before++;
    const least = low + few.least(t) + beside.least(ofHost) + others.least(ofOthers);
    const most = high + few.most(t) + beside.most(ofHost) + others.most(ofOthers);
    if (least <= to && most >= from) after++;
  }
  return after < Math.min(least, before);
}

/**
 * The least and the most that so many of these people can weigh, so that whatever lies between is surely reached to
 * within `leap`: from the lightest to the heaviest one is exchanged at a time for the next heavier. Whoever is
 * further from the next than that answers as she did, and the others stand for all; `NaN` where it takes more.
 */
function sumsOf(
  rising: Int32Array,
  weights: ArrayLike<number>,
  gave: ArrayLike<number>,
  leap: number,
  holds: (person: number) => boolean,
) {
  const runs: number[][] = [];
  let last: number | undefined;
  for (const person of rising) {
    if (!holds(person)) continue;
    if (last === undefined || weights[person] - last > leap) runs.push([]);
    runs[runs.length - 1].push(person);
    last = weights[person];
  }
  const people = runs.reduce((sum, run) => sum + run.length, 0);
  const free = runs.reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), []);
  const sums = [0];
  for (const person of free) sums.push(sums[sums.length - 1] + weights[person]);
  let [fixed, weight] = [0, 0];
  for (const run of runs) {
    if (run === free) continue;
    for (const person of run) {
      if (!gave[person]) continue;
      fixed++;
      weight += weights[person];
    }
  }
  return {
    people,
    least: (count: number) => weight + (sums[count - fixed] ?? Number.NaN),
    most: (count: number) => weight + sums[free.length] - (sums[free.length - (count - fixed)] ?? Number.NaN),
  };
}
