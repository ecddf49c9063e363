import { normalQuantile } from '@abord/numbers';
import { refuse } from './refusal.ts';
import { type Panel, panelOf, type Rollout } from './rollout.ts';

/** What a cohort gained or lost by a period, against units not treated yet. */
export interface GroupTimeEffect {
  readonly cohort: number;
  readonly time: number;
  /** Periods since the start; below 0 before it, where there should be nothing. */
  readonly e: number;
  /** The period that the change is counted from. */
  readonly base: number;
  readonly estimate: number;
  /** Undefined where cohort or controls are one unit: nothing says how units of one kind differ. */
  readonly se: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Units seen in both periods. */
  readonly treated: number;
  readonly controls: number;
}

export interface GroupTimeEffects {
  readonly effects: readonly GroupTimeEffect[];
  readonly cohorts: readonly { readonly cohort: number; readonly units: number }[];
  readonly periods: readonly number[];
  readonly units: number;
  /** Units left out because they were treated in the first period already. */
  readonly alwaysTreated: number;
  /** Per effect, each unit's influence on it; per unit its cohort, Infinity where it is not treated. */
  readonly influence: readonly Float64Array[];
  readonly cohortOf: Float64Array;
  readonly level: number;
  readonly method: {
    readonly estimator: 'callaway-santanna';
    readonly control: 'never' | 'notyet';
    readonly base: 'varying' | 'universal';
    readonly covariance: 'influence';
    readonly degrees: 'normal';
  };
}

export interface GroupTimeOptions {
  /** Compared with units never treated, or with all that are not treated yet. */
  readonly control?: 'never' | 'notyet';
  /** Before the start, change from the period before (as R's did), or from the last one before the start. */
  readonly base?: 'varying' | 'universal';
  readonly level?: number;
}

/**
 * Group-time effects of a staggered roll-out: for each cohort and period, the mean change since before the
 * start, less the mean change of units not treated meanwhile. No comparison with units treated earlier,
 * which is what two-way fixed effects get wrong. Standard errors from influence functions, clustered by unit.
 *
 * Throws a RangeError for a panel with two cohorts a unit, two rows a unit and period, and without
 * controls. SPEC.md, R1 to R3. Source: B. Callaway and P. H. C. Sant'Anna, "Difference-in-differences with
 * multiple time periods", Journal of Econometrics 225 (2021). O(units · cohorts · periods).
 *
 * @example
 * groupTimeEffects({ outcome, unit, time, cohort }).effects[0]
 * // { cohort: 2004, time: 2004, estimate: -0.0105, se: 0.0233, treated: 20, controls: 309, … }
 */
export function groupTimeEffects(rollout: Rollout, options: GroupTimeOptions = {}): GroupTimeEffects {
  const { control = 'never', base = 'varying', level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const panel = panelOf(rollout);
  const last = panel.periods.length;
  if (control === 'never' && !panel.start.includes(last))
    throw refuse('every unit is treated in the end: compare with those not treated yet', {
      code: 'no-control',
    });
  const z = normalQuantile((1 + level) / 2);
  const effects: GroupTimeEffect[] = [];
  const influence: Float64Array[] = [];
  // Without anybody who stays untreated the last cohort is the control, and has no effect of its own: its changes
  // before the start are those of the others, seen from the other side.
  const cohorts = panel.start.includes(last) ? panel.cohorts : panel.cohorts.slice(0, -1);
  for (const { start, cohort } of cohorts) {
    for (let t = base === 'universal' ? 0 : 1; t < last; t++) {
      const from = t >= start || base === 'universal' ? start - 1 : t - 1;
      if (from === t) continue;
      const found = compare(panel, start, t, from, control);
      if (found === undefined) continue;
      const { estimate, se, treated, controls, own } = found;
      influence.push(own);
      effects.push({
        cohort,
        time: panel.periods[t],
        e: t - start,
        base: panel.periods[from],
        estimate,
        se,
        low: se === undefined ? undefined : estimate - z * se,
        high: se === undefined ? undefined : estimate + z * se,
        treated,
        controls,
      });
    }
  }
  if (effects.length === 0)
    throw refuse('no cohort has a period with somebody not treated yet', { code: 'no-control' });
  return {
    effects,
    cohorts: panel.cohorts.map(({ cohort, units }) => ({ cohort, units })),
    periods: panel.periods,
    units: panel.units,
    alwaysTreated: panel.alwaysTreated,
    influence,
    cohortOf: Float64Array.from(panel.start, (s) => (s < last ? panel.periods[s] : Infinity)),
    level,
    method: { estimator: 'callaway-santanna', control, base, covariance: 'influence', degrees: 'normal' },
  };
}

/** Change of a cohort between two periods less that of its controls, and each unit's influence on it. */
function compare(panel: Panel, start: number, t: number, from: number, control: 'never' | 'notyet') {
  const { units, outcome, periods } = panel;
  const last = periods.length;
  const later = Math.max(t, from);
  const change = new Float64Array(units);
  const side = new Int8Array(units);
  const count = [0, 0];
  const sum = [0, 0];
  for (let u = 0; u < units; u++) {
    const s = panel.start[u];
    const isControl = control === 'never' ? s === last : s > later && s !== start;
    if (s !== start && !isControl) continue;
    change[u] = outcome[u * last + t] - outcome[u * last + from];
    if (Number.isNaN(change[u])) continue;
    side[u] = s === start ? 1 : -1;
    const arm = s === start ? 1 : 0;
    count[arm]++;
    sum[arm] += change[u];
  }
  const [controls, treated] = count;
  if (treated === 0 || controls === 0) return undefined;
  const mean = [sum[0] / controls, sum[1] / treated];
  const own = new Float64Array(units);
  let squares = 0;
  for (let u = 0; u < units; u++) {
    if (side[u] === 0) continue;
    const arm = side[u] === 1 ? 1 : 0;
    own[u] = (side[u] * units * (change[u] - mean[arm])) / count[arm];
    squares += own[u] * own[u];
  }
  const se = treated > 1 && controls > 1 ? Math.sqrt(squares) / units : undefined;
  return { estimate: mean[1] - mean[0], se, treated, controls, own };
}
