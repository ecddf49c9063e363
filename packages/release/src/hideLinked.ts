import { hash32, random, shuffle } from '@abord/numbers';
import { type Combination, spanOf } from './spanOf.ts';

/** A set of people about whom something is shown, or known. */
export interface LinkedSet {
  /** Indices of people, strictly rising. */
  readonly people: ArrayLike<number>;
  /** How many people must stand in whatever this set helps to tell apart. */
  readonly least: number;
  /** What is known anyway, or has been published before, cannot be hidden. */
  readonly fixed: boolean;
  /** Of two sets the one of the higher rank is hidden first, whatever their sizes; 0 unless given. */
  readonly rank?: number;
}

/** Chance that a given small group is missed, at most: among few people a search costs little, and hides much. */
const MISSED = { few: 0.0001, many: 0.005 };
/** Members of all sets together from which they are many. */
const MANY = 20_000;
/** Orders tried, at most. */
const ORDERS = 48;

/**
 * Which sets must be hidden so that nobody who adds up and subtracts the others singles out too few people.
 *
 * All sets are about the same thing, so that a reader who sees their figures can combine them: whole minus
 * parts, two hierarchies, an older release and a newer one. Each combination whose terms leave fewer people
 * than the least of the sets it is made of costs it its smallest set that is not fixed, among those of the
 * highest rank (ties: the first one), until none is found. What only fixed sets tell apart cannot be mended here and stays.
 *
 * Returns the indices of the sets to hide, in the order in which that was decided. The search is linear
 * algebra over a prime field: a basis of the combinations is reduced over a random choice of people, so that
 * a group of few people shows as a member of the basis (or, in small tables, as a sum of two), and as many
 * choices are drawn as leave a chance of one in two hundred to miss a given group (in ten thousand, among few people); groups of people who never are
 * told apart among themselves are taken together, and where these alone decide, the answer is certain. Same
 * sets, same answer: the seed is made from them. For s sets of rank r over a groups of people alike, about
 * r·s² + a·s steps a choice.
 *
 * Source: J. Stern, "A method for finding codewords of small weight", LNCS 388 (1989), for the search;
 * rule R13 of SPEC.md.
 *
 * @example
 * const all = Array.from({ length: 30 }, (_, person) => person);
 * hideLinked([
 *   { people: all, least: 8, fixed: false },
 *   { people: all.slice(0, 12), least: 8, fixed: false },
 *   { people: all.slice(12, 26), least: 8, fixed: false }, // four people are in neither
 * ]); // [1]
 */
export function hideLinked(sets: readonly LinkedSet[]): number[] {
  const hidden: number[] = [];
  let shown = distinct(sets);
  const members = sets.reduce((sum, { people }) => sum + people.length, 0);
  const chance = members < MANY ? MISSED.few : MISSED.many;
  const source = random(hash32(sets.map(({ people }) => people.length).join(' ')));
  for (let order = 0, orders = 1; order < orders; order++) {
    const least = Math.max(0, ...shown.map((index) => sets[index].least));
    if (shown.every((index) => sets[index].fixed)) break;
    const span = spanOf(
      shown.map((index) => sets[index].people),
      least,
      (items) => shuffle(source, items),
    );
    const known = new Set<string>();
    for (let found = span.small(known); found; found = span.small(known)) {
      const chosen = smallestOf(found, shown, sets);
      if (chosen === undefined) {
        known.add(found.key);
      } else {
        hidden.push(shown[chosen]);
        span.remove(chosen);
      }
    }
    const gone = new Set(hidden);
    shown = shown.filter((index) => !gone.has(index));
    orders = Math.min(ORDERS, Math.ceil(Math.log(chance) / Math.log(span.missed)) || 1);
  }
  return withTheirCopies(hidden, sets);
}

/** The set that the combination costs, as an index of `shown`; nothing where it breaks no rule. */
function smallestOf(
  { terms, people }: Combination,
  shown: readonly number[],
  sets: readonly LinkedSet[],
): number | undefined {
  const least = Math.max(...terms.map((term) => sets[shown[term]].least));
  if (people >= least) return undefined;
  let cheapest: number | undefined;
  for (const term of terms) {
    const set = sets[shown[term]];
    if (set.fixed) continue;
    if (cheapest === undefined || costsLess(set, sets[shown[cheapest]])) cheapest = term;
  }
  return cheapest;
}

function costsLess(one: LinkedSet, other: LinkedSet): boolean {
  const [rank, otherRank] = [one.rank ?? 0, other.rank ?? 0];
  return rank === otherRank ? one.people.length < other.people.length : rank > otherRank;
}

/** Indices of the sets, those of the same people once: the fixed one where there is one. */
function distinct(sets: readonly LinkedSet[]): number[] {
  const first = new Map<string, number>();
  for (const [index, { people, fixed }] of sets.entries()) {
    const key = keyOf(people);
    const known = first.get(key);
    if (known === undefined || (fixed && !sets[known].fixed)) first.set(key, index);
  }
  return [...first.values()].sort((a, b) => a - b);
}

function withTheirCopies(hidden: readonly number[], sets: readonly LinkedSet[]): number[] {
  if (hidden.length === 0) return [];
  const copies = new Map<string, number[]>();
  for (const [index, { people }] of sets.entries()) {
    const key = keyOf(people);
    copies.set(key, [...(copies.get(key) ?? []), index]);
  }
  return hidden.flatMap((index) => copies.get(keyOf(sets[index].people))!);
}

/** Two sets of one key are the same, but for one chance in 2^64. */
function keyOf(people: ArrayLike<number>): string {
  const bytes = new Uint8Array(Int32Array.from(people).buffer);
  return `${people.length} ${hash32(bytes, 1)} ${hash32(bytes, 2)}`;
}
