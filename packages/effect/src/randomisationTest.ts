import { absorb } from './absorb.ts';
import { type Assignment, redrawing } from './assignment.ts';
import { checkFactor } from './checkFactor.ts';
import { columnOf } from './columnOf.ts';
import type { Factor } from './factor.ts';
import { isNested } from './isNested.ts';
import { ROUNDING, SPANNED, SPANNED_BY_FIXED, type Term } from './leastSquares.ts';
import { dot, norm, orthogonalise } from './orthogonalise.ts';
import { refuse } from './refusal.ts';
import { beyond, invert, type Replicates, replicates } from './replicates.ts';
import { shuffleInBlocks } from './shuffleInBlocks.ts';

/** A trial as it was run, and how its treatments were given out. */
export interface Trial {
  readonly outcome: ArrayLike<number>;
  readonly treatment: ArrayLike<number>;
  /** Columns known before the treatment was given out. */
  readonly terms?: readonly Term[];
  readonly fixed?: readonly Factor[];
  /** What the t statistic is made robust for; rows unless given. */
  readonly cluster?: Factor;
  readonly assignment: Assignment;
}

export interface RandomisationTest {
  readonly estimate: number;
  /** Of the t statistic. Counting ties, as the observed assignment is one of the draws. */
  readonly p: number;
  /** Of the estimate itself, which is as exact where the effect is the same for all, and misleads where it differs. */
  readonly plain: number;
  readonly draws: number;
  /** Whether the draws are all assignments there are, so that no seed matters. */
  readonly enumerated: boolean;
  /** Effects, the same for every row, that the draws do not reject. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /**
   * Mean of the drawn estimates when there is no effect. Far from 0, the statistic does not fit the assignment:
   * fixed effects for the blocks are missing.
   */
  readonly centre: number;
  readonly method: {
    readonly statistic: 't';
    readonly covariance: 'HC0' | 'CR0';
    readonly assignment: string;
  };
}

export interface RandomisationOptions {
  readonly hypothesis?: number;
  /** Draws where the assignments are too many to go through; 9,999 unless given. */
  readonly draws?: number;
  readonly seed?: number;
  readonly level?: number;
}

/** Draws of the statistic, and of the treatment's sum of squares once fixed effects and covariates are out. */
export interface Drawn {
  readonly replicates: Replicates;
  readonly squares: Float64Array;
}

/** What is the same for every draw: columns without fixed effects and covariates. */
export interface Ground {
  readonly outcome: Float64Array;
  readonly treated: Float64Array;
  readonly basis: readonly Float64Array[];
  readonly residualise: (column: Float64Array) => unknown;
}

/**
 * Randomisation inference: treatments are given out again the way they were, and the t statistic of each
 * draw is held against the observed one. Exact for the hypothesis that every row would have had the same
 * outcome under any assignment, shifted by one effect; the t statistic keeps it right on average where effects
 * differ. All assignments are gone through where there are at most 65,536.
 *
 * Throws a RangeError for a treatment that the assignment could not have given, or that does not vary once
 * fixed effects are out. SPEC.md, section P. Sources: R. A. Fisher (1935); P. R. Rosenbaum, Statistical Science
 * 17 (2002); A. Young, QJE 134 (2019). O(draws · rows · terms); shuffled rows in blocks inside clusters and fixed
 * effects take O(draws · treated rows · terms).
 *
 * @example
 * randomisationTest({ outcome, treatment, terms: [forecast], fixed: [person],
 *   assignment: { kind: 'shuffled', block: person } }) // { p: 0.084, plain: 0.079, … }
 */
export function randomisationTest(trial: Trial, options: RandomisationOptions = {}): RandomisationTest {
  const { hypothesis = 0, draws: asked = 9_999, seed = 1, level = 0.95 } = options;
  if (!Number.isSafeInteger(asked) || asked < 99)
    throw new RangeError(`draws must be 99 or more, got ${asked}`);
  const { assignment, cluster } = trial;
  const rows = trial.outcome.length;
  const treatment = new Float64Array(trial.treatment);
  if (treatment.length !== rows) throw new RangeError(`${treatment.length} treatments for ${rows} rows`);
  if (cluster !== undefined) checkFactor('the cluster', cluster, rows);
  const everywhere: Factor = { codes: new Int32Array(rows), levels: 1 };
  const fixed = trial.fixed === undefined || trial.fixed.length === 0 ? [everywhere] : trial.fixed;
  const { residualise, alone } = absorb(fixed, rows);
  const ground = prepare(trial, treatment, residualise, fixed.length > 1 ? SPANNED_BY_FIXED : SPANNED);
  const size = norm(ground.treated);
  if (!(size > 1e-8 * norm(treatment)))
    throw refuse('the treatment does not vary once fixed effects and covariates are out', {
      code: 'constant',
      term: 'treatment',
    });

  const again = redrawing(treatment, assignment, seed);
  const enumerated = again.count < Infinity;
  const draws = enumerated ? again.count : asked;
  const block = assignment.kind === 'shuffled' ? (assignment.block ?? everywhere) : undefined;
  const fast =
    !enumerated &&
    assignment.kind === 'shuffled' &&
    assignment.unit === undefined &&
    cluster !== undefined &&
    treatment.every((value) => value === 0 || value === 1) &&
    [cluster, ...fixed].every((outer) => isNested(block!, outer, alone));
  const drawn = fast
    ? shuffleInBlocks(ground, { treatment, block: block!, cluster, draws, seed })
    : redraw(ground, again, cluster, draws);

  const own = replicates(1);
  const at = score(ground, ground.treated, cluster, own, 0);
  const observed = { estimate: own.n0[0] / at, variance: own.q0[0] / (at * at) };
  const extra = enumerated ? 0 : 1;
  const pValue = (r: number) => (beyond(drawn.replicates, observed, r).atLeast + extra) / (draws + extra);
  const { n0, n1 } = drawn.replicates;
  const away = Math.abs(observed.estimate - hypothesis) * (1 - 1e-9);
  let plain = extra;
  let sum = 0;
  drawn.squares.forEach((square, k) => {
    if (Math.abs(n0[k] - hypothesis * n1[k]) >= away * square) plain++;
    sum += n0[k] / square;
  });
  return {
    estimate: observed.estimate,
    p: pValue(hypothesis),
    plain: plain / (draws + extra),
    draws,
    enumerated,
    ...invert(pValue, observed, level),
    level,
    centre: sum / draws,
    method: {
      statistic: 't',
      covariance: cluster === undefined ? 'HC0' : 'CR0',
      assignment: assignment.kind,
    },
  };
}

function prepare(
  { outcome, terms = [] }: Trial,
  treatment: Float64Array,
  residualise: Ground['residualise'],
  tolerance: number,
): Ground {
  const rows = outcome.length;
  const columns = terms.map(({ name, values }) => columnOf(name, values, rows));
  const sizes = columns.map(norm);
  for (const values of columns) residualise(values);
  const { basis } = orthogonalise(columns, { tolerance, sizes });
  const left = columnOf('outcome', outcome, rows);
  const treated = columnOf('the treatment', treatment, rows);
  const whole = norm(left);
  for (const values of [left, treated]) {
    residualise(values);
    project(values, basis);
  }
  if (norm(left) <= ROUNDING * whole) left.fill(0);
  return { outcome: left, treated, basis, residualise };
}

function project(column: Float64Array, basis: readonly Float64Array[]): void {
  for (const axis of basis) {
    const part = dot(axis, column);
    for (let row = 0; row < column.length; row++) column[row] -= part * axis[row];
  }
}

function redraw(
  ground: Ground,
  again: ReturnType<typeof redrawing>,
  cluster: Factor | undefined,
  draws: number,
): Drawn {
  const result = replicates(draws);
  const squares = new Float64Array(draws);
  const drawn = new Float64Array(ground.outcome.length);
  const enough = 1e-16 * dot(ground.treated, ground.treated);
  for (let draw = 0; draw < draws; draw++) {
    again.next(drawn);
    ground.residualise(drawn);
    project(drawn, ground.basis);
    squares[draw] = score(ground, drawn, cluster, result, draw);
    if (!(squares[draw] > enough)) {
      // Everybody treated alike: no statistic, nothing beyond.
      squares[draw] = Infinity;
      result.n0[draw] = 0;
      result.n1[draw] = 0;
      result.q0[draw] = 1;
      result.q1[draw] = 0;
      result.q2[draw] = 0;
    }
  }
  return { replicates: result, squares };
}

/** The statistic of one residualised treatment as a function of the effect; gives its sum of squares. */
function score(
  { outcome, treated }: Ground,
  drawn: Float64Array,
  cluster: Factor | undefined,
  into: Replicates,
  at: number,
): number {
  const square = dot(drawn, drawn);
  const n0 = dot(drawn, outcome);
  const n1 = dot(drawn, treated);
  const [b0, b1] = [n0 / square, n1 / square];
  let [q0, q1, q2] = [0, 0, 0];
  const add = (s0: number, s1: number) => {
    q0 += s0 * s0;
    q1 += s0 * s1;
    q2 += s1 * s1;
  };
  if (cluster === undefined) {
    for (let row = 0; row < drawn.length; row++) {
      const x = drawn[row];
      add(x * (outcome[row] - b0 * x), x * (treated[row] - b1 * x));
    }
  } else {
    const s0 = new Float64Array(cluster.levels);
    const s1 = new Float64Array(cluster.levels);
    for (let row = 0; row < drawn.length; row++) {
      const x = drawn[row];
      s0[cluster.codes[row]] += x * (outcome[row] - b0 * x);
      s1[cluster.codes[row]] += x * (treated[row] - b1 * x);
    }
    for (let g = 0; g < cluster.levels; g++) add(s0[g], s1[g]);
  }
  into.n0[at] = n0;
  into.n1[at] = n1;
  into.q0[at] = q0;
  into.q1[at] = q1;
  into.q2[at] = q2;
  return square;
}
