import type { RoundedShare } from '@abord/release';

/** What the leader guessed, before anything was revealed: the share who agree with a statement, 0 to 1. */
export interface Forecast {
  readonly statement: string;
  readonly agree: number;
}

/** What a release says of a statement: the share who agree, of those who answered. */
export interface FoundAgreement {
  readonly statement: string;
  readonly agree: Pick<RoundedShare, 'share' | 'nearly' | 'low' | 'high'>;
  readonly people: number;
}

/** A forecast beside what was found. */
export interface ForecastGap extends FoundAgreement {
  readonly expected: number;
  /** Found less expected: above zero where more people agree than was thought. −1 to 1. */
  readonly gap: number;
  /** The forecast lies outside the interval: it was wrong beyond the doubt of what was found. */
  readonly unexpected: boolean;
}

/**
 * Sets the leader's forecasts beside released figures: the widest gap first. A statement without a forecast
 * or without a released figure is left out: nothing is said of it. Equal gaps stand in the order of the
 * figures. Differences are rounded to a hundredth, the finest step of a released share.
 *
 * Pure; n log n. Throws a RangeError for a share outside 0 to 1 and for a statement that is given twice.
 *
 * @example
 * forecastGaps([{ statement: 'a', people: 95, agree: { share: 0.41, low: 0.32, high: 0.51 } }],
 *   [{ statement: 'a', agree: 0.7 }])[0].gap // -0.29
 */
export function forecastGaps(
  found: readonly FoundAgreement[],
  forecasts: readonly Forecast[],
): readonly ForecastGap[] {
  const expectedOf = new Map<string, number>();
  for (const { statement, agree } of forecasts) {
    if (!(agree >= 0 && agree <= 1)) throw new RangeError(`a forecast is a share from 0 to 1, not ${agree}`);
    if (expectedOf.has(statement)) throw new RangeError(`two forecasts for statement ${statement}`);
    expectedOf.set(statement, agree);
  }
  const seen = new Set<string>();
  const gaps: ForecastGap[] = [];
  for (const figure of found) {
    if (seen.has(figure.statement)) throw new RangeError(`two figures for statement ${figure.statement}`);
    seen.add(figure.statement);
    const expected = expectedOf.get(figure.statement);
    if (expected === undefined) continue;
    const { share, low, high } = figure.agree;
    gaps.push({
      ...figure,
      expected,
      gap: Math.round((share - expected) * 100) / 100,
      unexpected: expected < low || expected > high,
    });
  }
  return gaps.sort((a, b) => Math.abs(b.gap) - Math.abs(a.gap));
}
