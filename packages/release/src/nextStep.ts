import { minimum } from './minimum.ts';
import { roundedShares } from './roundedShares.ts';

/** A total that is shown: its people, and its shares as the gate rounded and softened them (R16). */
export interface ShownTotal {
  readonly people: number;
  /** Shares of the people by answer, each a multiple of `step`. */
  readonly shares: readonly number[];
  readonly step: 0.05 | 0.01;
}

/**
 * May a newer total take the place of the one that is shown?
 *
 * Whoever sees both can subtract one from the other, so that the difference is itself a figure, about the
 * people who came between. The newer total replaces the older where the numbers of people differ by at
 * least `floor`, or where the difference tells nothing: as many people, and newer counts that the older
 * shares already said, rounded as they were. Otherwise the older one stays. `waiting` is then the number
 * of people who wait, rounded up to a multiple of `floor`, so that it is no exact count either; 0 where
 * nobody does.
 *
 * `counts` are numbers of people by answer, in the order of the shares. Throws a RangeError when they are
 * not as many as the shares, or not whole numbers from 0. O(answers). Rule R12 of SPEC.md.
 *
 * @example
 * const shown = { people: 20, shares: [0.55, 0.3, 0.15], step: 0.05 };
 * nextStep(shown, [13, 7, 3]); // { replaces: false, waiting: 5 }: three more people
 * nextStep(shown, [14, 8, 3]); // { replaces: true, waiting: 0 }: five more
 */
export function nextStep(
  shown: ShownTotal,
  counts: readonly number[],
): { readonly replaces: boolean; readonly waiting: number } {
  const { floor } = minimum;
  if (counts.length !== shown.shares.length) {
    throw new RangeError(
      `the total shown has ${shown.shares.length} answers, the newer one ${counts.length}`,
    );
  }
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 0)) {
    throw new RangeError(`counts are whole numbers of people, not ${counts.join(', ')}`);
  }
  const people = counts.reduce((sum, count) => sum + count, 0);
  const between = Math.abs(people - shown.people);
  if (between >= floor) return { replaces: true, waiting: 0 };
  if (between === 0) {
    const newer =
      people === 0 ? [] : Object.values(roundedShares(Object.fromEntries(counts.entries()), shown.step));
    if (newer.every(({ share }, answer) => share === shown.shares[answer]))
      return { replaces: true, waiting: 0 };
  }
  return { replaces: false, waiting: floor };
}
