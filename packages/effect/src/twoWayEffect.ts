import { contrast } from './contrast.ts';
import type { Estimate } from './estimate.ts';
import { leastSquares } from './leastSquares.ts';
import { type Panel, panelOf, type Rollout } from './rollout.ts';

/** One comparison of two cohorts, as the two-way estimate weighs it. */
export interface Comparison {
  /** `forbidden` ones hold a cohort against one that was treated already, whose own effect may still grow. */
  readonly kind: 'never' | 'later' | 'forbidden';
  readonly treated: number;
  /** Cohort of the controls; Infinity for the never treated. */
  readonly control: number;
  readonly estimate: number;
  readonly weight: number;
}

export interface TwoWayEffect extends Estimate {
  /** Every two-by-two comparison inside the estimate; undefined for an unbalanced panel. */
  readonly comparisons: readonly Comparison[] | undefined;
  /** Weight of comparisons with units treated earlier. Where effects grow or differ, these mislead. */
  readonly forbidden: number | undefined;
}

/**
 * The effect of a roll-out by two-way fixed effects (unit and period), to be shown beside its warning only: it
 * compares later cohorts with earlier ones as if these were untreated, and can have the wrong sign. With
 * Goodman-Bacon's decomposition, whose weighted comparisons add up to it.
 *
 * Throws a RangeError as `groupTimeEffects`. CR1 with units as clusters. SPEC.md, R6. Source: A. Goodman-Bacon,
 * "Difference-in-differences with variation in treatment timing", Journal of Econometrics 225 (2021).
 * O(rows + cohorts² · units).
 *
 * @example
 * twoWayEffect(rollout) // { estimate: -0.0365, forbidden: 0.054, comparisons: [{ kind: 'later', … }, …], … }
 */
export function twoWayEffect(rollout: Rollout): TwoWayEffect {
  const panel = panelOf(rollout);
  const { unit, period } = panel.row;
  const treated = Float64Array.from(unit, (u, row) => (period[row] >= panel.start[u] ? 1 : 0));
  const units = { codes: unit, levels: panel.units };
  const fit = leastSquares({
    outcome: Float64Array.from(unit, (u, row) => panel.outcome[u * panel.periods.length + period[row]]),
    terms: [{ name: 'treated', values: treated }],
    fixed: [units, { codes: period, levels: panel.periods.length }],
  });
  const figure = contrast(fit, 'treated', { type: 'CR1', cluster: units, degrees: 'clusters' });
  const comparisons = panel.outcome.some(Number.isNaN) ? undefined : decompose(panel);
  return {
    ...figure,
    comparisons,
    forbidden: comparisons?.reduce((sum, { kind, weight }) => sum + (kind === 'forbidden' ? weight : 0), 0),
  };
}

function decompose({ periods, units, outcome, start, cohorts }: Panel): Comparison[] {
  const last = periods.length;
  const groups = [
    ...cohorts.map(({ start: s, cohort, units: size }) => ({ start: s, cohort, size })),
    { start: last, cohort: Infinity, size: start.filter((s) => s === last).length },
  ].filter(({ size }) => size > 0);
  /** Mean outcome of each group in each period. */
  const means = groups.map(({ start: s, size }) => {
    const sums = new Float64Array(last);
    for (let u = 0; u < units; u++)
      if (start[u] === s) for (let p = 0; p < last; p++) sums[p] += outcome[u * last + p] / size;
    return sums;
  });
  const mean = (g: number, from: number, to: number) =>
    means[g].subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  const found: Comparison[] = [];
  const add = (
    kind: Comparison['kind'],
    k: number,
    l: number,
    before: [number, number],
    after: [number, number],
    weight: number,
  ) => {
    const change = (g: number) => mean(g, ...after) - mean(g, ...before);
    found.push({
      kind,
      treated: groups[k].cohort,
      control: groups[l].cohort,
      estimate: change(k) - change(l),
      weight,
    });
  };
  groups.forEach((early, k) => {
    groups.forEach((late, l) => {
      if (late.start <= early.start) return;
      const both = (early.size + late.size) / units;
      const mix = (early.size / (early.size + late.size)) * (late.size / (early.size + late.size));
      const [dk, dl] = [1 - early.start / last, 1 - late.start / last];
      if (late.start === last) {
        add('never', k, l, [0, early.start], [early.start, last], both ** 2 * mix * dk * (1 - dk));
        return;
      }
      add('later', k, l, [0, early.start], [early.start, late.start], both ** 2 * mix * (dk - dl) * (1 - dk));
      add('forbidden', l, k, [early.start, late.start], [late.start, last], both ** 2 * mix * dl * (dk - dl));
    });
  });
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  return found.map((one) => ({ ...one, weight: one.weight / total }));
}
