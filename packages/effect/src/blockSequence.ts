import { hash32, random } from '@abord/numbers';
import { armDealer, BLOCK_SIZES, checkBlockSizes } from './armDealer.ts';

/**
 * The arms of one stratum's tasks in order, in permuted blocks of 2 and 4 mixed at random: as many with AI as
 * without after each block, and where a block ends is not to be guessed. A stratum is a person and a type of
 * task; the k-th task that she commits to gets the k-th arm. The same seed and stratum give the same sequence,
 * and a longer one begins with the shorter.
 *
 * The seed stays secret until the trial ends. Throws a RangeError for an odd size of block or a count that is
 * none. SPEC.md, T7. Source: K. F. Schulz and D. A. Grimes, "Generation of allocation sequences in randomised
 * trials", Lancet 359 (2002). O(count).
 *
 * @example
 * blockSequence(7, 'anna/bug', 6) // [0, 0, 1, 1, 0, 1]
 */
export function blockSequence(
  seed: number,
  stratum: string,
  count: number,
  sizes: readonly number[] = BLOCK_SIZES,
): number[] {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`a count is 0 or more, not ${count}`);
  checkBlockSizes(sizes);
  return armDealer(random(hash32(stratum, seed)), sizes)(count);
}
