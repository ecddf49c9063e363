import type { Random } from './random.ts';
import { randomInteger } from './randomInteger.ts';

/**
 * A copy of a list in random order, every order equally likely.
 *
 * Source: R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964). O(n).
 *
 * shuffle(random(1), ['a', 'b', 'c', 'd']); // => ['b', 'a', 'd', 'c']
 */
export function shuffle<T>(source: Random, items: readonly T[]): T[] {
  const shuffled = items.slice();
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = randomInteger(source, last + 1);
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen], shuffled[last]];
  }
  return shuffled;
}
