import { chiSquareTail } from '@abord/numbers';

/**
 * Whether the arms have the sizes they were meant to have: a chi-square test of counts against their shares
 * (equal ones unless given). `mismatch` at p < 0.001: then something in the assignment, the refusals or the
 * counting took people out of one arm, and no effect should be read before it is known what.
 *
 * Throws a RangeError for fewer than two arms, no units, or shares that are none. SPEC.md, T6. Source: A. Fabijan
 * et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019. O(arms).
 *
 * @example
 * sampleRatio([110, 136]) // { chiSquare: 2.748, df: 1, p: 0.0974, mismatch: false }
 */
export function sampleRatio(
  counts: readonly number[],
  shares: readonly number[] = counts.map(() => 1),
): { readonly chiSquare: number; readonly df: number; readonly p: number; readonly mismatch: boolean } {
  if (counts.length < 2 || shares.length !== counts.length)
    throw new RangeError(`${counts.length} counts and ${shares.length} shares make no ratio`);
  if (counts.some((count) => !(count >= 0)) || shares.some((share) => !(share > 0)))
    throw new RangeError('counts are 0 or more and shares above 0');
  const total = counts.reduce((sum, count) => sum + count, 0);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) throw new RangeError('nobody was assigned');
  const chiSquare = counts.reduce((sum, count, arm) => {
    const expected = (total * shares[arm]) / whole;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const p = chiSquareTail(chiSquare, counts.length - 1);
  return { chiSquare, df: counts.length - 1, p, mismatch: p < 0.001 };
}
