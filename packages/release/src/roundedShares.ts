import { wilson } from '@abord/numbers';
import { minimum } from './minimum.ts';
import { possibleCounts } from './possibleCounts.ts';

/** A share as it is shown, with its 95 % interval. */
export interface RoundedShare {
  /** A multiple of `step`; 0.95 and 0.05 where it is softened. */
  readonly share: number;
  readonly step: 0.05 | 0.01;
  /** Where all or all but one of a small group gave this answer, or none or one: never said exactly. */
  readonly nearly?: 'all' | 'none';
  /** Hundredths, rounded outwards. */
  readonly low: number;
  readonly high: number;
}

/** People under whom shares are rounded to five points. */
const SMALL = 50;

/**
 * Shares of a group by answer, rounded by its size: to 5 points under 50 people, to 1 point above, never finer
 * than `finest`.
 *
 * Under 20 people an answer of all, or of all but one, is "nearly all" and one of nobody, or of one person,
 * "nearly none", where such an answer of nearly all exists: otherwise whoever knows that somebody belongs to
 * the group would know her answer, and the only one who differs would know everybody else's.
 *
 * The interval is Wilson's, of whatever count the rounded share can stand for, so that it tells no more than
 * the share does.
 *
 * `counts` are numbers of people by answer. Throws a RangeError when they are not whole numbers from 0, or all 0.
 * O(answers). Rule R16 of SPEC.md.
 *
 * @example
 * roundedShares({ yes: 11, no: 1 }).yes; // { share: 0.95, step: 0.05, nearly: 'all', low: 0.64, high: 1 }
 * roundedShares({ yes: 30, no: 17 }).yes; // { share: 0.65, step: 0.05, low: 0.48, high: 0.8 }
 */
export function roundedShares<Answer extends string>(
  counts: Readonly<Record<Answer, number>>,
  finest: 0.05 | 0.01 = 0.01,
): Record<Answer, RoundedShare> {
  const entries = Object.entries(counts) as [Answer, number][];
  if (entries.some(([, count]) => !Number.isSafeInteger(count) || count < 0)) {
    throw new RangeError(`counts are whole numbers of people, not ${JSON.stringify(counts)}`);
  }
  const people = entries.reduce((sum, [, count]) => sum + count, 0);
  if (people === 0) throw new RangeError('a share needs somebody who answered');
  const step = people < SMALL ? 0.05 : finest;
  const softened = people < minimum.softened && entries.some(([, count]) => count >= people - 1);
  return Object.fromEntries(
    entries.map(([answer, count]): [Answer, RoundedShare] => {
      const all = count >= people - 1;
      const shown = softened
        ? ({ share: all ? 0.95 : 0.05, step, nearly: all ? 'all' : 'none' } as const)
        : { share: Math.round(Math.round(count / people / step) * step * 100) / 100, step };
      const { least, most } = possibleCounts(shown, people);
      const low = Math.floor(wilson(least, people).low * 100 + NOISE) / 100;
      const high = Math.ceil(wilson(most, people).high * 100 - NOISE) / 100;
      return [answer, { ...shown, low, high }];
    }),
  ) as Record<Answer, RoundedShare>;
}

/** Far above the noise of floating point, far below a hundredth. */
const NOISE = 1e-9;
