import { checkFactor } from './checkFactor.ts';
import { columnOf } from './columnOf.ts';
import { type Combination, contrast } from './contrast.ts';
import type { Records } from './effectOf.ts';
import type { Estimate } from './estimate.ts';
import { leastSquares } from './leastSquares.ts';

export interface ForecastGap {
  /** The effect that people expected: mean of log forecast with, less without. */
  readonly expected: Estimate;
  readonly measured: Estimate;
  /** Measured less expected, its interval from both at once. */
  readonly gap: Estimate;
}

/**
 * What people thought a treatment would do, what it did, and the gap, on the log scale: both are fitted in one
 * regression on stacked rows, so that the interval of the gap knows that the same people gave both.
 *
 * `forecast` holds per row the logs of the forecasts without and with the treatment. Throws a RangeError as
 * `contrast`, and without clusters. SPEC.md, T9. O(rows · terms²).
 *
 * @example
 * forecastGap(records, { without: logNoAi, with: logAi }).gap // { estimate: 0.458, low: 0.268, high: 0.649, … }
 */
export function forecastGap(
  records: Records,
  forecast: { readonly without: ArrayLike<number>; readonly with: ArrayLike<number> },
  { level = 0.95 }: { readonly level?: number } = {},
): ForecastGap {
  const { outcome, treatment, terms = [], fixed = [], cluster } = records;
  if (cluster === undefined)
    throw new RangeError('the gap between forecast and fact needs clusters: the people');
  const rows = outcome.length;
  columnOf('outcome', outcome, rows);
  columnOf('treatment', treatment, rows);
  columnOf('the forecast without', forecast.without, rows);
  columnOf('the forecast with', forecast.with, rows);
  for (const { name, values } of terms) columnOf(name, values, rows);
  checkFactor('the cluster', cluster, rows);
  for (const factor of fixed) checkFactor('a fixed effect', factor, rows);
  const twice = (first: (row: number) => number, second: (row: number) => number) =>
    Float64Array.from({ length: 2 * rows }, (_, k) => (k < rows ? first(k) : second(k - rows)));
  const nothing = () => 0;
  const fit = leastSquares({
    outcome: twice(
      (row) => outcome[row],
      (row) => forecast.with[row] - forecast.without[row],
    ),
    terms: [
      { name: 'expected', values: twice(nothing, () => 1) },
      { name: 'measured', values: twice((row) => treatment[row], nothing) },
      ...(fixed.length === 0 ? [{ name: 'level', values: twice(() => 1, nothing) }] : []),
      ...terms.map(({ name, values }) => ({
        name: `covariate ${name}`,
        values: twice((row) => values[row], nothing),
      })),
      ...fixed.flatMap((factor, k) => levelsOf(factor, rows, k)),
    ],
    intercept: false,
  });
  const doubled = {
    codes: twice(
      (row) => cluster.codes[row],
      (row) => cluster.codes[row],
    ),
    levels: cluster.levels,
  };
  const options = { type: 'CR2', cluster: doubled, level } as const;
  const of = (combination: Combination) => ({ ...contrast(fit, combination, options), n: rows });
  return { expected: of('expected'), measured: of('measured'), gap: of({ measured: 1, expected: -1 }) };
}

/** All levels of a factor in the first half of the rows, as columns. */
function levelsOf({ codes, levels }: { codes: ArrayLike<number>; levels: number }, rows: number, k: number) {
  return Array.from({ length: levels }, (_, level) => ({
    name: `fixed ${k + 1}:${level}`,
    values: Float64Array.from({ length: 2 * rows }, (_, row) => (row < rows && codes[row] === level ? 1 : 0)),
  }));
}
