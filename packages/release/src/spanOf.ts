import { random, xoshiro128 } from '@abord/numbers';

/** A combination of sets that leaves few people: its terms are the sets with a coefficient other than 0. */
export interface Combination {
  readonly terms: readonly number[];
  /** How many people it leaves. */
  readonly people: number;
  /** The same for the same people. */
  readonly key: string;
}

/** Everything that can be made of some sets by adding up and subtracting. */
export interface Span {
  /** A combination that leaves fewer people than asked, other than those of these keys, if the search finds one. */
  small(known: ReadonlySet<string>): Combination | undefined;
  /** Takes a set out of all combinations. */
  remove(set: number): void;
  /** The chance that a given small group was not found by this choice of people. */
  readonly missed: number;
}

/** The field's prime: products of two residues fit 31 bits. */
const P = 32_749;
/** Work up to which sums of two members of the basis are searched too. */
const PAIRS = 400_000;

/** A combination: a coefficient a set. `pivot` is a group of people that it alone holds, -1 if it holds nobody. */
interface Word {
  readonly coefficients: Int32Array;
  pivot: number;
  /** Whether it is known to leave many. */
  screened: boolean;
}

/**
 * The span of the indicators of some sets of people, reduced over a random choice of them: each member of the
 * basis holds one chosen group of people alike that no other member holds. `least` is the number of people
 * from which a combination is no longer small; `shuffled` puts a list in random order.
 *
 * People who are in the same sets are one group. Groups of at least `least` people are chosen first: a small
 * combination leaves none of them, so that members of the basis that hold one need no search.
 */
export function spanOf(
  sets: readonly ArrayLike<number>[],
  least: number,
  shuffled: (items: readonly number[]) => number[],
): Span {
  const { weights, members } = groupsOfPeople(sets);
  const heavy: number[] = [];
  const light: number[] = [];
  for (let group = 0; group < weights.length; group++) (weights[group] >= least ? heavy : light).push(group);
  let words = basis(sets.length, members, [...shuffled(heavy), ...shuffled(light)]);
  const order = rareFirst(sets, members);
  const searched = () => words.filter(({ pivot }) => pivot >= 0 && weights[pivot] < least);
  const inPairs = searched().length ** 2 * weights.length <= PAIRS;

  /** The groups of people that a combination leaves; nothing where they are many. */
  function left(coefficients: Int32Array): number[] | undefined {
    const groups: number[] = [];
    let people = 0;
    for (const group of order) {
      if (heldBy(coefficients, members, group) === 0) continue;
      people += weights[group];
      if (people >= least) return undefined;
      groups.push(group);
    }
    return groups;
  }

  function combination(coefficients: Int32Array, known: ReadonlySet<string>): Combination | undefined {
    const groups = left(coefficients);
    if (!groups || groups.length === 0) return undefined;
    const key = groups.sort((a, b) => a - b).join(' ');
    if (known.has(key)) return undefined;
    return {
      terms: termsOf(coefficients),
      key,
      people: groups.reduce((sum, group) => sum + weights[group], 0),
    };
  }

  return {
    small(known) {
      for (const word of searched()) {
        if (word.screened) continue;
        const found = combination(word.coefficients, known);
        if (found) return found;
        word.screened = true;
      }
      return inPairs
        ? pairOf(searched(), members, weights, least, (sum) => combination(sum, known))
        : undefined;
    },
    remove(set) {
      const carrying = words.filter(({ coefficients }) => coefficients[set] !== 0);
      if (carrying.length === 0) return;
      // One that holds nobody costs nothing.
      const given = carrying.find(({ pivot }) => pivot < 0) ?? carrying[0];
      const inverse = inverseOf(given.coefficients[set]);
      const terms = termsOf(given.coefficients);
      for (const word of carrying) {
        if (word === given) continue;
        subtract(word.coefficients, given.coefficients, terms, (word.coefficients[set] * inverse) % P);
        if (given.pivot >= 0) word.screened = false;
      }
      words = words.filter((word) => word !== given);
    },
    get missed() {
      const rank = searched().length;
      if (rank === 0) return 0;
      const chosen = rank / light.length;
      const others = Math.min(least - 1, light.length) - 1;
      const alone = (1 - chosen) ** others;
      const two = inPairs ? others * chosen * (1 - chosen) ** (others - 1) : 0;
      return Math.min(0.99, 1 - alone - two);
    },
  };
}

/** Gauss and Jordan over the prime field, one group of people at a time. */
function basis(count: number, members: Members, order: readonly number[]): Word[] {
  const reduced: Word[] = [];
  let free: Word[] = Array.from({ length: count }, (_, set) => {
    const coefficients = new Int32Array(count);
    coefficients[set] = 1;
    return { coefficients, pivot: -1, screened: false };
  });
  // Sums of all free words with coefficients of their own: a group that none of the three holds is held by no
  // free word, but for one chance in 10^13.
  const probes = [1, 2, 3].map((seed) => {
    const source = random(seed);
    return Int32Array.from({ length: count }, () => 1 + Math.floor(source() * (P - 1)));
  });
  for (const group of order) {
    if (free.length === 0) break;
    const held = probes.map((probe) => heldBy(probe, members, group));
    if (held.every((value) => value === 0)) continue;
    const word = free.find(({ coefficients }) => heldBy(coefficients, members, group) !== 0);
    if (!word) continue;
    free = free.filter((other) => other !== word);
    scale(word.coefficients, inverseOf(heldBy(word.coefficients, members, group)));
    word.pivot = group;
    const terms = termsOf(word.coefficients);
    for (const list of [reduced, free]) {
      for (const { coefficients } of list) {
        const value = heldBy(coefficients, members, group);
        if (value !== 0) subtract(coefficients, word.coefficients, terms, value);
      }
    }
    for (const [index, probe] of probes.entries()) {
      if (held[index] !== 0) subtract(probe, word.coefficients, terms, held[index]);
    }
    reduced.push(word);
  }
  return [...reduced, ...free];
}

/** A sum of two words that leaves few people, if there is one. */
function pairOf(
  words: readonly Word[],
  members: Members,
  weights: Int32Array,
  least: number,
  combination: (sum: Int32Array) => Combination | undefined,
): Combination | undefined {
  const values = words.map(({ coefficients }) =>
    weights.map((_, group) => heldBy(coefficients, members, group)),
  );
  for (let i = 1; i < words.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [values[i], values[j]];
      let either = 0;
      let both = 0;
      for (let group = 0; group < weights.length; group++) {
        if (a[group] !== 0 || b[group] !== 0) either += weights[group];
        if (a[group] !== 0 && b[group] !== 0) both += weights[group];
      }
      if (either - both >= least) continue;
      for (const [ratio, cancelled] of ratiosOf(a, b, weights)) {
        if (either - cancelled >= least) continue;
        const sum = Int32Array.from(words[i].coefficients);
        subtract(sum, words[j].coefficients, termsOf(words[j].coefficients), ratio);
        const found = combination(sum);
        if (found) return found;
      }
    }
  }
  return undefined;
}

/** For each r for which a - r·b leaves fewer people: how many people less. */
function ratiosOf(a: Int32Array, b: Int32Array, weights: Int32Array): Map<number, number> {
  const ratios = new Map<number, number>();
  for (let group = 0; group < weights.length; group++) {
    if (a[group] === 0 || b[group] === 0) continue;
    const ratio = (a[group] * inverseOf(b[group])) % P;
    ratios.set(ratio, (ratios.get(ratio) ?? 0) + weights[group]);
  }
  return ratios;
}

/** Groups by the size of the smallest set that holds them: what leaves few people of a small set is seen early. */
function rareFirst(sets: readonly ArrayLike<number>[], members: Members): number[] {
  const smallest = Int32Array.from({ length: members.offsets.length - 1 }, (_, group) => {
    let size = Number.POSITIVE_INFINITY;
    for (let i = members.offsets[group]; i < members.offsets[group + 1]; i++) {
      size = Math.min(size, sets[members.sets[i]].length);
    }
    return size;
  });
  return Array.from(smallest.keys()).sort((a, b) => smallest[a] - smallest[b]);
}

/** Which sets hold a group: those from `offsets[group]` to before `offsets[group + 1]`. */
interface Members {
  readonly sets: Int32Array;
  readonly offsets: Int32Array;
}

/** People who are in the same sets, taken together. */
function groupsOfPeople(sets: readonly ArrayLike<number>[]): { weights: Int32Array; members: Members } {
  let population = 0;
  for (const people of sets)
    if (people.length > 0) population = Math.max(population, people[people.length - 1] + 1);
  const low = new Int32Array(population);
  const high = new Int32Array(population);
  const counts = new Int32Array(population);
  const word = xoshiro128(1, 2, 3, 4);
  for (const people of sets) {
    const a = word();
    const b = word();
    for (let i = 0; i < people.length; i++) {
      low[people[i]] ^= a;
      high[people[i]] ^= b;
      counts[people[i]]++;
    }
  }
  const groupOf = new Map<number, number>();
  const first: number[] = [];
  const weights: number[] = [];
  const places = new Int32Array(population).fill(-1);
  for (let person = 0; person < population; person++) {
    if (counts[person] === 0) continue;
    const key = (low[person] >>> 0) * 2 ** 21 + (high[person] >>> 11);
    let group = groupOf.get(key);
    if (group === undefined) {
      group = first.length;
      groupOf.set(key, group);
      first.push(person);
      weights.push(0);
      places[person] = group;
    }
    weights[group]++;
  }
  const offsets = new Int32Array(first.length + 1);
  for (const [group, person] of first.entries()) offsets[group + 1] = offsets[group] + counts[person];
  const next = offsets.slice();
  const held = new Int32Array(offsets[first.length]);
  for (const [set, people] of sets.entries()) {
    for (let i = 0; i < people.length; i++) {
      const group = places[people[i]];
      if (group >= 0) held[next[group]++] = set;
    }
  }
  return { weights: Int32Array.from(weights), members: { sets: held, offsets } };
}

function heldBy(coefficients: Int32Array, { sets, offsets }: Members, group: number): number {
  let sum = 0;
  for (let i = offsets[group]; i < offsets[group + 1]; i++) sum += coefficients[sets[i]];
  return sum % P;
}

function termsOf(coefficients: Int32Array): number[] {
  const terms: number[] = [];
  for (let set = 0; set < coefficients.length; set++) if (coefficients[set] !== 0) terms.push(set);
  return terms;
}

function subtract(from: Int32Array, word: Int32Array, terms: readonly number[], times: number): void {
  const factor = P - times;
  for (const set of terms) from[set] = (from[set] + factor * word[set]) % P;
}

function scale(word: Int32Array, factor: number): void {
  for (let set = 0; set < word.length; set++) word[set] = (word[set] * factor) % P;
}

/** By Euclid. */
function inverseOf(value: number): number {
  let [r, next] = [P, value];
  let [t, following] = [0, 1];
  while (next !== 0) {
    const q = Math.floor(r / next);
    [r, next] = [next, r - q * next];
    [t, following] = [following, t - q * following];
  }
  return (t + P) % P;
}
