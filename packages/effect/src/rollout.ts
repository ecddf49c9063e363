import { checkFactor } from './checkFactor.ts';
import type { Factor } from './factor.ts';
import { refuse } from './refusal.ts';

/** A staggered roll-out: units observed over periods, each treated from its cohort's period on. */
export interface Rollout {
  readonly outcome: ArrayLike<number>;
  readonly unit: Factor;
  readonly time: ArrayLike<number>;
  /** The first treated period of the row's unit; Infinity where it is never treated. */
  readonly cohort: ArrayLike<number>;
}

/** A roll-out laid out as a table of units by periods. */
export interface Panel {
  readonly periods: readonly number[];
  /** Units with a row and not treated from the first period on. */
  readonly units: number;
  /** Outcome of unit u in period p at u · periods + p, NaN where there is none. */
  readonly outcome: Float64Array;
  /** Per unit the place of its first treated period, `periods.length` where it is not treated in the panel. */
  readonly start: Int32Array;
  /** Places of the periods in which some unit starts, with how many. */
  readonly cohorts: readonly { readonly start: number; readonly cohort: number; readonly units: number }[];
  /** Units treated in their first period already: there is no before. */
  readonly alwaysTreated: number;
  /** Rows of the panel, in the order given, with unit and period. */
  readonly row: { readonly unit: Int32Array; readonly period: Int32Array };
}

/** SPEC.md, R1. */
export function panelOf({ outcome, unit, time, cohort }: Rollout): Panel {
  const rows = outcome.length;
  checkFactor('the unit', unit, rows);
  for (const [name, values] of Object.entries({ time, cohort }))
    if (values.length !== rows) throw new RangeError(`${name} has ${values.length} values for ${rows} rows`);
  const seen = new Set<number>();
  for (let row = 0; row < rows; row++) {
    if (!Number.isFinite(outcome[row])) throw new RangeError(`the outcome is ${outcome[row]} in row ${row}`);
    if (!Number.isFinite(time[row])) throw new RangeError(`the time is ${time[row]} in row ${row}`);
    if (Number.isNaN(cohort[row])) throw new RangeError(`the cohort is ${cohort[row]} in row ${row}`);
    seen.add(time[row]);
  }
  let row = 1;
  while (row < rows && outcome[row] === outcome[0]) row++;
  if (row === rows) throw refuse('the outcome does not vary', { code: 'constant', term: 'outcome' });
  const periods = Float64Array.from(seen).sort();
  if (periods.length < 2) throw refuse('a roll-out needs two periods or more', { code: 'one-period' });
  const place = new Map(Array.from(periods, (period, p) => [period, p]));
  const own = new Float64Array(unit.levels).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const u = unit.codes[row];
    if (Number.isNaN(own[u])) own[u] = cohort[row];
    else if (own[u] !== cohort[row])
      throw refuse(`the unit of row ${row} has two cohorts`, { code: 'two-cohorts', row });
  }
  const index = new Int32Array(unit.levels).fill(-1);
  let units = 0;
  let alwaysTreated = 0;
  own.forEach((value, u) => {
    if (value <= periods[0]) alwaysTreated++;
    else if (!Number.isNaN(value)) index[u] = units++;
  });
  const start = new Int32Array(units);
  own.forEach((value, u) => {
    if (index[u] < 0) return;
    const first = periods.findIndex((period) => period >= value);
    start[index[u]] = first < 0 ? periods.length : first;
  });
  const table = new Float64Array(units * periods.length).fill(Number.NaN);
  const kept: [number, number][] = [];
  for (let row = 0; row < rows; row++) {
    const u = index[unit.codes[row]];
    if (u < 0) continue;
    const p = place.get(time[row])!;
    if (!Number.isNaN(table[u * periods.length + p]))
      throw refuse(`the unit of row ${row} is in period ${time[row]} twice`, { code: 'period-twice', row });
    table[u * periods.length + p] = outcome[row];
    kept.push([u, p]);
  }
  const counts = new Map<number, number>();
  for (const s of start) if (s < periods.length) counts.set(s, (counts.get(s) ?? 0) + 1);
  if (counts.size === 0) throw refuse('no unit starts after the first period', { code: 'no-start' });
  return {
    periods: Array.from(periods),
    units,
    outcome: table,
    start,
    cohorts: Array.from(counts, ([s, count]) => ({ start: s, cohort: periods[s], units: count })).sort(
      (a, b) => a.start - b.start,
    ),
    alwaysTreated,
    row: { unit: Int32Array.from(kept, ([u]) => u), period: Int32Array.from(kept, ([, p]) => p) },
  };
}
