import { normalCdf } from '@abord/numbers';

/** An order in which somebody found ids, by any means, and what she calls it. */
export interface FoundOrder {
  readonly name: string;
  readonly ids: readonly string[];
}

/** One person as the attacker wants to know her: two ids that nothing should connect. */
export type Pair = readonly [left: string, right: string];

/** How well two orders, laid side by side, tell who is who. */
export interface Guess {
  readonly name: string;
  readonly people: number;
  /** Pairs guessed right. */
  readonly right: number;
  /** Spearman's rank correlation. */
  readonly rank: number;
  /** How often chance alone guesses as many right, and correlates as much. */
  readonly chance: { readonly right: number; readonly rank: number };
}

/** Fewer say nothing. */
const LEAST = 10;

/**
 * Lays every order of the left ids beside every order of the right ones, forwards and backwards: the first
 * is matched with the first. Of a random order one pair is right on average, whatever their number, nearly
 * as Poisson(1) (Feller, An Introduction to Probability Theory I, IV.4); where the attacker knows `groups`
 * beforehand, one a group. Ranks of random orders correlate with a standard error of 1 / sqrt(n - 1)
 * (Hollander and Wolfe, Nonparametric Statistical Methods, 8.5).
 */
export function guesses(
  pairs: readonly Pair[],
  left: readonly FoundOrder[],
  right: readonly FoundOrder[],
  groups = 1,
): Guess[] {
  const partner = new Map(pairs);
  return left.flatMap((one) =>
    right.flatMap((other) => {
      const there = new Set(other.ids);
      const known = one.ids.filter((id) => partner.has(id) && there.has(partner.get(id)!));
      if (known.length < LEAST) return [];
      const wanted = new Set(known.map((id) => partner.get(id)!));
      const place = new Map([...there].filter((id) => wanted.has(id)).map((id, place) => [id, place]));
      const n = known.length;
      const places = known.map((id) => place.get(partner.get(id)!)!);
      const forwards = places.filter((at, person) => at === person).length;
      const backwards = places.filter((at, person) => n - 1 - at === person).length;
      const best = Math.max(forwards, backwards);
      const squares = places.reduce((sum, at, person) => sum + (at - person) ** 2, 0);
      const rank = 1 - (6 * squares) / (n * (n ** 2 - 1));
      const chance = {
        right: 2 * poissonTail(best, groups),
        rank: 2 * normalCdf(-Math.abs(rank) * Math.sqrt(n - 1)),
      };
      return [{ name: `${one.name} × ${other.name}`, people: n, right: best, rank, chance }];
    }),
  );
}

/** Those that chance does not explain, once in ten thousand over all that were tried (Bonferroni). */
export function betterThanChance(tried: readonly Guess[]): Guess[] {
  const each = 1e-4 / (2 * tried.length);
  return tried.filter(({ chance }) => chance.right < each || chance.rank < each);
}

/** Those that guess more right than chance would, whatever the orders have in common. */
export function rightBeyondChance(tried: readonly Guess[]): Guess[] {
  return tried.filter(({ chance }) => chance.right < 1e-4 / tried.length);
}

/** Probability of `least` or more where `mean` are expected. */
function poissonTail(least: number, mean: number): number {
  // Summed from the far end, so that small ones stay exact.
  let term = Math.exp(-mean);
  for (let k = 1; k <= least; k++) term *= mean / k;
  let tail = 0;
  for (let k = least; term > tail * 1e-17 && k < least + 1_000; k++) {
    tail += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, tail);
}
