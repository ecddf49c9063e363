import { type Combination, contrastBy } from './contrast.ts';
import { dummies } from './dummies.ts';
import type { Estimate } from './estimate.ts';
import { type JointTest, jointTestBy } from './jointTest.ts';
import { leastSquares } from './leastSquares.ts';
import { type CovarianceType, meat } from './meat.ts';
import { refuse } from './refusal.ts';
import { panelOf, type Rollout } from './rollout.ts';

export interface EventStudy {
  /** By periods since the start; the period before it, from which all are counted, is left out. */
  readonly dynamic: readonly (Estimate & { readonly e: number })[];
  /** Cohort and period. */
  readonly effects: readonly (Estimate & {
    readonly cohort: number;
    readonly time: number;
    readonly e: number;
  })[];
  /** All periods since the start, each cohort by its rows. */
  readonly overall: Estimate;
  /** Whether anything moved before the starts; undefined where nothing is seen or too few units say it. */
  readonly before: JointTest | undefined;
  /** Cohort that served as control because nobody stays untreated; its treated periods are left out. */
  readonly lastCohort: number | undefined;
  /** Treated rows whose effect cannot be told, as their cohort is not seen right before its start. */
  readonly leftOut: number;
  readonly method: { readonly estimator: 'sun-abraham'; readonly covariance: CovarianceType };
}

/**
 * Sun and Abraham's event study: one regression with an effect for each cohort and period, and averages over
 * cohorts by their size. Against units never treated, else against the last cohort while it is untreated.
 * CR2 with Satterthwaite degrees of freedom by unit, which hold where `groupTimeEffects` asks for many units.
 *
 * Throws a RangeError as `groupTimeEffects`, and where a cohort of one unit leaves nothing to judge by.
 * SPEC.md, R7. Source: L. Sun and S. Abraham, Journal of Econometrics 225 (2021). O(rows · effects²).
 *
 * @example
 * eventStudy(rollout).dynamic.find(({ e }) => e === 0) // { e: 0, estimate: -0.0199, se: 0.0119, df: 278, … }
 */
export function eventStudy(
  rollout: Rollout,
  { type = 'CR2', level = 0.95 }: { readonly type?: CovarianceType; readonly level?: number } = {},
): EventStudy {
  const panel = panelOf(rollout);
  const { periods, start, cohorts } = panel;
  const never = start.includes(periods.length);
  const lastCohort = never ? undefined : cohorts[cohorts.length - 1];
  const end = lastCohort?.start ?? periods.length;
  const treatedOnes = cohorts.filter((one) => one !== lastCohort);
  if (treatedOnes.length === 0)
    throw refuse('all units start together: nothing to compare with', { code: 'no-control' });
  const rows = Array.from(panel.row.unit.keys()).filter((row) => panel.row.period[row] < end);
  const unit = { codes: rows.map((row) => panel.row.unit[row]), levels: panel.units };
  const time = { codes: rows.map((row) => panel.row.period[row]), levels: end };
  const cells = treatedOnes.flatMap(({ start: s, cohort }) =>
    Array.from({ length: end }, (_, p) => ({ start: s, cohort, p, name: `${cohort}:${periods[p]}` })).filter(
      ({ p }) => p !== s - 1,
    ),
  );
  const columns = cells.map((cell) => {
    const values = new Float64Array(rows.length);
    rows.forEach((_, row) => {
      if (time.codes[row] === cell.p && start[unit.codes[row]] === cell.start) values[row] = 1;
    });
    return { cell, values, size: values.reduce((sum, value) => sum + value, 0) };
  });
  const fit = leastSquares({
    outcome: rows.map((row) => panel.outcome[panel.row.unit[row] * periods.length + panel.row.period[row]]),
    terms: [...dummies('period', time), ...columns.map(({ cell, values }) => ({ name: cell.name, values }))],
    fixed: [unit],
  });
  // A cohort that nobody sees right before its start has effects up to a constant alone: it tells nothing.
  const vague = new Set(fit.dropped.flatMap(({ term, with: others }) => [term, ...others]));
  const own = columns.filter(({ cell }) => fit.terms.includes(cell.name) && !vague.has(cell.name));
  const options = { type, cluster: unit, level };
  const middle = meat(fit, options);
  const of = (combination: Combination) => contrastBy(fit, combination, options, middle);
  const average = (members: typeof own) => {
    const total = members.reduce((sum, { size }) => sum + size, 0);
    return of(Object.fromEntries(members.map(({ cell, size }) => [cell.name, size / total])));
  };
  const events = [...new Set(own.map(({ cell }) => cell.p - cell.start))].sort((a, b) => a - b);
  const since = own.filter(({ cell }) => cell.p >= cell.start);
  if (since.length === 0)
    throw refuse('no cohort is seen both right before its start and after', { code: 'no-control' });
  const earlier = own.filter(({ cell }) => cell.p < cell.start).map(({ cell }) => cell.name);
  const untold = columns.filter(({ cell, size }) => cell.p >= cell.start && size > 0 && vague.has(cell.name));
  return {
    leftOut: untold.reduce((sum, { size }) => sum + size, 0),
    dynamic: events.map((e) => ({ e, ...average(own.filter(({ cell }) => cell.p - cell.start === e)) })),
    effects: own.map(({ cell }) => ({
      cohort: cell.cohort,
      time: periods[cell.p],
      e: cell.p - cell.start,
      ...of(cell.name),
    })),
    overall: average(since),
    before:
      earlier.length > 0 && earlier.length < panel.units / 2
        ? jointTestBy(fit, earlier, options, middle)
        : undefined,
    lastCohort: lastCohort?.cohort,
    method: { estimator: 'sun-abraham', covariance: type },
  };
}
