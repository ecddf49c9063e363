import type { RoundedShare } from './roundedShares.ts';

/**
 * The numbers of people, of so many, that a share as it is shown can stand for: from `least` to `most`, which
 * need not be whole. Constant time. Rule R16 of SPEC.md.
 *
 * @example
 * possibleCounts({ share: 0.65, step: 0.05 }, 40); // { least: 25, most: 27 }
 * possibleCounts({ share: 0.95, step: 0.05, nearly: 'all' }, 12); // { least: 11, most: 12 }
 */
export function possibleCounts(
  { share, step, nearly }: Pick<RoundedShare, 'share' | 'step' | 'nearly'>,
  people: number,
): { readonly least: number; readonly most: number } {
  if (nearly === 'all') return { least: people - 1, most: people };
  if (nearly === 'none') return { least: 0, most: 1 };
  return {
    least: Math.max(0, share - step / 2) * people,
    most: Math.min(1, share + step / 2) * people,
  };
}
