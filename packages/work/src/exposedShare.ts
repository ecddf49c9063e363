import type { Interval } from '@abord/numbers';

/** People who work, and the exposure of the occupations that they may have. */
export interface Employed {
  readonly employment: number;
  /** One figure where the occupation is known; one each where only a group of occupations is. */
  readonly exposures: readonly number[];
}

/** Of scores of ½, a weighted mean is ½ only to the last digit or two. */
const EQUAL = 1e-9;

export interface ExposedShare extends Interval {
  /** People behind the share, and the entries that they came in. */
  readonly employment: number;
  readonly entries: number;
}

/**
 * The share of people whose occupation reaches a threshold of exposure (`>=`) or passes it (`>`): published
 * shares hang on which of the two, so it is asked for. A difference under 10⁻⁹ is none.
 *
 * Where several exposures stand for one entry (employment is known for a group of occupations only), each gets
 * an equal part, and `low` and `high` tell how wrong that can be: all of the entry's people in occupations that
 * do not count, or all in one that does. They are bounds, not a confidence interval; with one exposure an entry
 * they are the share itself. Entries without employment are left out.
 *
 * Throws a RangeError for an employment below 0 or not finite, an entry without exposure or with one that is
 * not a number, and where nobody is employed. O(exposures). SPEC E5.
 *
 * @example exposedShare([{ employment: 30, exposures: [0.5] }, { employment: 10, exposures: [0.2, 0.6] }], 0.5, '>=');
 * // { value: 0.875, low: 0.75, high: 1, employment: 40, entries: 2 }
 */
export function exposedShare(
  employed: readonly Employed[],
  threshold: number,
  comparison: '>=' | '>',
): ExposedShare {
  let [people, entries, value, low, high] = [0, 0, 0, 0, 0];
  for (const { employment, exposures } of employed) {
    if (!(employment >= 0 && employment < Number.POSITIVE_INFINITY))
      throw new RangeError(`an employment is a finite number from 0, not ${employment}`);
    if (exposures.length === 0 || exposures.some(Number.isNaN))
      throw new RangeError('exposedShare: an entry has no exposure, or one that is not a number');
    if (employment === 0) continue;
    const reach = exposures.filter((exposure) =>
      comparison === '>=' ? exposure >= threshold - EQUAL : exposure > threshold + EQUAL,
    );
    people += employment;
    entries++;
    value += (employment * reach.length) / exposures.length;
    if (reach.length === exposures.length) low += employment;
    if (reach.length > 0) high += employment;
  }
  if (people === 0) throw new RangeError('exposedShare: nobody is employed');
  return { value: value / people, low: low / people, high: high / people, employment: people, entries };
}
