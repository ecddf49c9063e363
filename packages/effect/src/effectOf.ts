import { absorb } from './absorb.ts';
import { type Assignment, checkAssignment, redrawing } from './assignment.ts';
import { checkFactor } from './checkFactor.ts';
import { columnOf } from './columnOf.ts';
import { type ContrastOptions, contrast, weightsOf } from './contrast.ts';
import { crossed } from './crossed.ts';
import type { Estimate } from './estimate.ts';
import type { Factor } from './factor.ts';
import { isNested } from './isNested.ts';
import { type Fit, leastSquares, type Term } from './leastSquares.ts';
import { dot, solveTransposed } from './orthogonalise.ts';
import { type RandomisationOptions, type RandomisationTest, randomisationTest } from './randomisationTest.ts';
import { refuse } from './refusal.ts';
import { type WildTest, wildBootstrap } from './wildBootstrap.ts';
import { oneAbsorbed, withinClusters } from './withinClusters.ts';

/** Rows of a trial: what was measured, who was treated, what was known before. */
export interface Records {
  readonly outcome: ArrayLike<number>;
  readonly treatment: ArrayLike<number>;
  readonly terms?: readonly Term[];
  readonly fixed?: readonly Factor[];
  readonly cluster?: Factor;
  /** How treatments were given out; unless given, shuffled among the rows (or clusters) that share all fixed effects. */
  readonly assignment?: Assignment;
}

export type Caution =
  /**
   * Under 30 clusters, fewer than 10 degrees of freedom, or (where there is no CR2) a treatment that under 30 clusters
   * carry: read the wild bootstrap beside the interval where there is one, and distrust the interval where there is none.
   */
  | 'few-clusters'
  /** Too many clusters and levels for CR2: CR1S with G − 1 degrees of freedom (HC1 without clusters). */
  | 'no-cr2'
  /** Rows that are alone in a fixed effect were left out. */
  | 'singletons'
  /** A covariate said what others say and was left out. */
  | 'collinear'
  /** The panel falls apart into sets that nothing connects. */
  | 'disconnected'
  /** Drawn again, estimates do not centre on no effect: the blocks of the assignment lack their fixed effects. */
  | 'off-centre';

export interface Effect extends Estimate {
  readonly singletons: number;
  readonly dropped: Fit['dropped'];
  readonly wild?: WildTest;
  readonly permutation?: RandomisationTest;
  readonly cautions: readonly Caution[];
}

/** Rows up to which treatments are given out again. */
const REDRAWN = 20_000;

/**
 * The effect of a treatment, as this package would report it: least squares with covariates and fixed effects,
 * CR2 with Satterthwaite degrees of freedom by cluster (HC2 without clusters), the wild bootstrap where clusters
 * are few, and the assignment drawn again.
 *
 * Throws a RangeError with what cannot be computed and why. SPEC.md, section E. O(rows · terms²), and some
 * 10,000 draws.
 *
 * @example
 * effectOf({ outcome: logMinutes, treatment: ai, terms: [forecast], cluster: person })
 * // { estimate: 0.173, se: 0.081, df: 12.5, p: 0.053, wild: { p: 0.05197, … }, cautions: ['few-clusters'], … }
 */
export function effectOf(
  records: Records,
  {
    draws = 9_999,
    seed = 1,
    level = 0.95,
  }: { readonly draws?: number; readonly seed?: number; readonly level?: number } = {},
): Effect {
  const tidy = tidied(records);
  const { outcome, treatment, terms = [], fixed = [], cluster } = tidy;
  const { components, singletons } = records.fixed?.length
    ? absorb(records.fixed, records.outcome.length)
    : { components: 1, singletons: 0 };
  const given = { outcome, terms: [{ name: TREATMENT, values: treatment }, ...terms.map(apart)], fixed };
  const arranged = cluster === undefined ? oneAbsorbed(given) : withinClusters(given, cluster);
  const fit = leastSquares(arranged ?? given);
  const plain: ContrastOptions =
    cluster === undefined ? { type: 'HC1' } : { type: 'CR1S', cluster, degrees: 'clusters' };
  const sure: ContrastOptions = cluster === undefined ? { type: 'HC2' } : { type: 'CR2', cluster };
  const figure = contrast(fit, TREATMENT, { ...(arranged === undefined ? plain : sure), level });
  if (figure.estimate === 0 && fit.residuals.every((residual) => residual === 0))
    throw refuse('the outcome does not vary, once covariates and fixed effects are out', {
      code: 'constant',
      term: 'outcome',
    });
  const carriers = cluster === undefined || arranged !== undefined ? Infinity : carrying(fit, cluster);
  if (carriers < 1.5)
    throw refuse(`${TREATMENT} rests on one cluster nearly alone: CR1S cannot say how sure it is`, {
      code: 'rests-on-one',
      term: TREATMENT,
      alone: 'cluster',
    });
  const few = cluster !== undefined && (figure.clusters! < 30 || figure.df < 10 || carriers < 30);
  const wild =
    few && arranged !== undefined
      ? wildBootstrap(fit, TREATMENT, { cluster, draws, seed, level })
      : undefined;
  const permutation = drawAgain(tidy, { draws, seed, level });
  const dropped = fit.dropped.filter(({ term }) => !term.startsWith('fixed '));
  const cautions: Caution[] = [];
  if (few) cautions.push('few-clusters');
  if (arranged === undefined) cautions.push('no-cr2');
  if (singletons > 0) cautions.push('singletons');
  if (dropped.length > 0) cautions.push('collinear');
  if (components > 1 && fixed.length > 1) cautions.push('disconnected');
  if (permutation !== undefined && Math.abs(permutation.centre) > 0.1 * figure.se)
    cautions.push('off-centre');
  return {
    ...figure,
    singletons,
    dropped,
    ...(wild !== undefined && { wild }),
    ...(permutation !== undefined && { permutation }),
    cautions,
  };
}

const TREATMENT = 'treatment';

/**
 * How many clusters of one weight would hold as much of the treatment as these do: few where a few hold nearly all of
 * it. A. V. Carter, K. T. Schnepel and D. G. Steigerwald, Review of Economics and Statistics 99 (2017).
 */
function carrying(fit: Fit, cluster: Factor): number {
  const w = weightsOf(fit, TREATMENT);
  solveTransposed(fit.triangle, w);
  const held = new Float64Array(cluster.levels);
  for (let row = 0; row < fit.residuals.length; row++) {
    let part = 0;
    for (let k = 0; k < w.length; k++) part += w[k] * fit.basis[k][row];
    held[cluster.codes[row]] += part * part;
  }
  const whole = dot(w, w);
  return (whole * whole) / dot(held, held);
}

/** A covariate that is called like something that is added here gets a name of its own. */
function apart({ name, values }: Term): Term {
  return { name: /^(?:treatment|intercept|fixed \d.*)$/.test(name) ? `${name} (covariate)` : name, values };
}

/**
 * Rows without singletons, and, of a trial that is drawn again, in an order that their content gives: the same
 * rows in another order are the same trial.
 */
function tidied(records: Records): Records {
  const { outcome, treatment, terms = [], fixed = [], cluster, assignment } = records;
  const rows = outcome.length;
  // Rows are named as they were given: they are put in order next.
  columnOf('outcome', outcome, rows);
  columnOf(TREATMENT, treatment, rows);
  for (const { name, values } of terms) columnOf(name, values, rows);
  if (cluster !== undefined) checkFactor('the cluster', cluster, rows);
  if (assignment !== undefined) checkAssignment(assignment, rows);
  const alone = fixed.length === 0 ? undefined : absorb(fixed, rows).alone;
  const order = Int32Array.from({ length: rows }, (_, row) => row).filter((row) => alone?.[row] !== 1);
  if (rows <= REDRAWN) {
    const keys = [
      ...[...fixed, ...(cluster === undefined ? [] : [cluster])].map(({ codes }) => codes),
      outcome,
      treatment,
      ...terms.map(({ values }) => values),
    ];
    order.sort((a, b) => {
      for (const key of keys) if (key[a] !== key[b]) return key[a] - key[b];
      return a - b;
    });
  } else if (order.length === rows) return records;
  const pick = (values: ArrayLike<number>) => Float64Array.from(order, (row) => values[row]);
  const of = ({ codes, levels }: Factor): Factor => ({
    codes: Int32Array.from(order, (row) => codes[row]),
    levels,
  });
  return {
    outcome: pick(outcome),
    treatment: pick(treatment),
    terms: terms.map(({ name, values }) => ({ name, values: pick(values) })),
    fixed: fixed.map(of),
    ...(cluster !== undefined && { cluster: of(cluster) }),
    ...(assignment !== undefined && { assignment: reordered(assignment, of, pick) }),
  };
}

function reordered(
  assignment: Assignment,
  of: (factor: Factor) => Factor,
  pick: (values: ArrayLike<number>) => Float64Array,
): Assignment {
  if (assignment.kind === 'dealt')
    return { ...assignment, stratum: of(assignment.stratum), place: pick(assignment.place) };
  const unit = assignment.unit === undefined ? {} : { unit: of(assignment.unit) };
  if (assignment.kind === 'coins') return { ...assignment, ...unit };
  const block = assignment.block === undefined ? {} : { block: of(assignment.block) };
  if (assignment.kind === 'shuffled') return { ...assignment, ...unit, ...block };
  return {
    ...assignment,
    ...block,
    unit: of(assignment.unit),
    time: pick(assignment.time),
    start: pick(assignment.start),
  };
}

/** Undefined for large trials, and where there are too few assignments for a p value to be small. */
function drawAgain(records: Records, options: RandomisationOptions): RandomisationTest | undefined {
  const { treatment, cluster, fixed = [] } = records;
  const rows = treatment.length;
  if (rows > REDRAWN) return undefined;
  const byCluster =
    cluster !== undefined &&
    isNested(cluster, { codes: Array.from(treatment), levels: 0 }, new Uint8Array(rows));
  const assignment =
    records.assignment ??
    (byCluster
      ? ({ kind: 'shuffled', unit: cluster } as const)
      : { kind: 'shuffled' as const, ...(fixed.length > 0 && { block: fixed.reduce(crossed) }) });
  if (redrawing(treatment, assignment, 1).count < 20) return undefined;
  // What was drawn whole is what the t statistic is made robust for.
  const drawnWhole = assignment.unit;
  return randomisationTest(
    {
      outcome: records.outcome,
      treatment,
      terms: records.terms ?? [],
      fixed,
      assignment,
      ...(drawnWhole !== undefined && { cluster: drawnWhole }),
    },
    options,
  );
}
