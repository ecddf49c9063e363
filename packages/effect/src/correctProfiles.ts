import { benjaminiHochberg, holm } from '@abord/numbers';
import type { ProfileEffects } from './profileEffects.ts';

export interface CorrectedProfile {
  readonly name: string;
  /** As it comes out of the joint test, and corrected; undefined where the parts were too small to test. */
  readonly p: number | undefined;
  readonly corrected: number | undefined;
  readonly method: 'holm' | 'benjamini-hochberg';
  /** Holm at 5 %, Benjamini-Hochberg at 10 %. */
  readonly differs: boolean;
}

/**
 * Several profiles at once: those that were declared to be confirmed (three at most) by Holm at 5 %, all others
 * by Benjamini and Hochberg at a false discovery rate of 10 %.
 *
 * Throws a RangeError for more than three. SPEC.md, M3. O(profiles log profiles).
 *
 * @example
 * correctProfiles([bySeniority], [byJob, byAge]) // [{ name: 'seniority', p: 0.03, corrected: 0.03, … }, …]
 */
export function correctProfiles(
  confirmed: readonly ProfileEffects[],
  explored: readonly ProfileEffects[],
): CorrectedProfile[] {
  if (confirmed.length > 3)
    throw new RangeError(`three profiles at most can be confirmed, not ${confirmed.length}`);
  const corrected = (
    profiles: readonly ProfileEffects[],
    method: CorrectedProfile['method'],
    correct: (p: readonly number[]) => ArrayLike<number>,
    level: number,
  ) => {
    const known = profiles.filter(({ alike }) => alike !== undefined);
    const values = correct(known.map(({ alike }) => alike!.p));
    return profiles.map((profile): CorrectedProfile => {
      const place = known.indexOf(profile);
      const value = place < 0 ? undefined : values[place];
      return {
        name: profile.name,
        p: profile.alike?.p,
        corrected: value,
        method,
        differs: value !== undefined && value <= level,
      };
    });
  };
  return [
    ...corrected(confirmed, 'holm', holm, 0.05),
    ...corrected(explored, 'benjamini-hochberg', benjaminiHochberg, 0.1),
  ];
}
