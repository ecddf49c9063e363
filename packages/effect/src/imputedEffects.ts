import { choleskySolve, normalQuantile } from '@abord/numbers';
import type { Aggregate } from './aggregateEffects.ts';
import { type Panel, panelOf, type Rollout } from './rollout.ts';

export interface ImputedEffects {
  /** Mean over all treated rows that can be imputed. */
  readonly overall: Aggregate;
  readonly dynamic: readonly (Aggregate & { readonly e: number; readonly rows: number })[];
  /** Treated rows without a counterpart: periods in which nobody is untreated, units never seen untreated. */
  readonly leftOut: number;
  readonly method: {
    readonly estimator: 'imputation';
    readonly covariance: 'conservative';
    readonly degrees: 'normal';
  };
}

/**
 * Effects of a roll-out by imputation: unit and period effects from untreated rows alone say what each treated
 * row would have been. A check on `groupTimeEffects` that leans on more periods before the start, and so
 * is surer where all of them run parallel. Standard errors of Borusyak, Jaravel and Spiess, by unit, residuals
 * of treated rows around the mean of their cohort and period: conservative where effects differ inside those.
 *
 * Throws a RangeError as `groupTimeEffects`, and where untreated rows do not hang together. SPEC.md, R8.
 * Source: K. Borusyak, X. Jaravel and J. Spiess, Review of Economic Studies 91 (2024). O(units · periods²).
 *
 * @example
 * imputedEffects(rollout).overall // { estimate: -0.048, se: 0.013, … }
 */
export function imputedEffects(
  rollout: Rollout,
  { level = 0.95 }: { readonly level?: number } = {},
): ImputedEffects {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const panel = panelOf(rollout);
  const { units, periods, outcome, start } = panel;
  const last = periods.length;
  const z = normalQuantile((1 + level) / 2);
  const solve = untreatedEffects(panel);
  const { own, common } = solve((u, t) => outcome[u * last + t], false);
  /** What each row is beyond its unit and its period: residuals, and effects where treated. */
  const left = outcome.map((value, at) => value - own[Math.floor(at / last)] - common[at % last]);

  const cells: { u: number; t: number }[] = [];
  let leftOut = 0;
  for (let u = 0; u < units; u++) {
    for (let t = start[u]; t < last; t++) {
      const at = u * last + t;
      if (Number.isNaN(outcome[at])) continue;
      if (Number.isNaN(left[at])) leftOut++;
      else cells.push({ u, t });
    }
  }
  if (cells.length === 0) throw new RangeError('no treated row has anybody untreated to compare with');
  const centred = left.slice();
  const alone = centre(panel, cells, centred);

  const average = (members: typeof cells): Aggregate => {
    const weight = 1 / members.length;
    const estimate = members.reduce((sum, { u, t }) => sum + weight * left[u * last + t], 0);
    if (members.some(({ u, t }) => alone[start[u] * last + t] === 1))
      return { estimate, se: undefined, low: undefined, high: undefined };
    const weights = new Float64Array(units * last);
    for (const { u, t } of members) weights[u * last + t] = weight;
    const { own: a, common: b } = solve((u, t) => weights[u * last + t], true);
    let squares = 0;
    for (let u = 0; u < units; u++) {
      let sum = 0;
      for (let t = 0; t < last; t++) {
        const at = u * last + t;
        if (t < start[u] && !Number.isNaN(outcome[at])) sum -= (a[u] + b[t]) * left[at];
        else if (weights[at] !== 0) sum += weights[at] * centred[at];
      }
      squares += sum * sum;
    }
    const se = Math.sqrt(squares);
    return { estimate, se, low: estimate - z * se, high: estimate + z * se };
  };
  const events = [...new Set(cells.map(({ u, t }) => t - start[u]))].sort((a, b) => a - b);
  return {
    overall: average(cells),
    dynamic: events.map((e) => {
      const members = cells.filter(({ u, t }) => t - start[u] === e);
      return { e, rows: members.length, ...average(members) };
    }),
    leftOut,
    method: { estimator: 'imputation', covariance: 'conservative', degrees: 'normal' },
  };
}

/**
 * Solves for unit and period effects on untreated rows, units eliminated: sums of the rows themselves
 * (`fromTreated` false) or of what treated rows weigh (true). NaN where no untreated row says anything.
 */
function untreatedEffects({ units, periods, outcome, start }: Panel) {
  const last = periods.length;
  const rowsOf = Array.from({ length: units }, (_, u) =>
    Array.from({ length: start[u] }, (_, t) => t).filter((t) => !Number.isNaN(outcome[u * last + t])),
  );
  const seen = Array.from({ length: last }, (_, t) => rowsOf.some((rows) => rows.includes(t)));
  // The first period seen is the level of comparison.
  const known = seen.flatMap((yes, t) => (yes ? [t] : []));
  const place = new Int32Array(last).fill(-1);
  known.slice(1).forEach((t, k) => {
    place[t] = k;
  });
  const size = known.length - 1;
  const matrix = new Float64Array(size * size);
  for (const rows of rowsOf) {
    for (const t of rows) {
      if (place[t] < 0) continue;
      matrix[place[t] * size + place[t]] += 1;
      for (const s of rows) if (place[s] >= 0) matrix[place[t] * size + place[s]] -= 1 / rows.length;
    }
  }
  return (value: (u: number, t: number) => number, fromTreated: boolean) => {
    const right = new Float64Array(size);
    const sums = new Float64Array(units);
    for (let u = 0; u < units; u++) {
      if (fromTreated) {
        for (let t = start[u]; t < last; t++) {
          sums[u] += value(u, t);
          if (place[t] >= 0) right[place[t]] += value(u, t);
        }
      } else {
        for (const t of rowsOf[u]) {
          sums[u] += value(u, t);
          if (place[t] >= 0) right[place[t]] += value(u, t);
        }
      }
      for (const t of rowsOf[u]) if (place[t] >= 0) right[place[t]] -= sums[u] / rowsOf[u].length;
    }
    const solved = size === 0 ? right : choleskySolve(matrix, right);
    const common = Float64Array.from(seen, (yes, t) => {
      if (!yes) return Number.NaN;
      return place[t] < 0 ? 0 : solved[place[t]];
    });
    const own = Float64Array.from(rowsOf, (rows, u) =>
      rows.length === 0 ? Number.NaN : (sums[u] - rows.reduce((sum, t) => sum + common[t], 0)) / rows.length,
    );
    return { own, common };
  };
}

/** Takes the mean of each cohort and period out of its treated rows; says which stand for one unit alone. */
function centre({ periods, start }: Panel, cells: readonly { u: number; t: number }[], values: Float64Array) {
  const last = periods.length;
  const sums = new Float64Array(last * last);
  const counts = new Float64Array(last * last);
  for (const { u, t } of cells) {
    sums[start[u] * last + t] += values[u * last + t];
    counts[start[u] * last + t]++;
  }
  for (const { u, t } of cells)
    values[u * last + t] -= sums[start[u] * last + t] / counts[start[u] * last + t];
  return Uint8Array.from(counts, (count) => (count === 1 ? 1 : 0));
}
