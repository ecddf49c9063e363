import { tCdf, tQuantile } from '@abord/numbers';
import type { Degrees, Estimate } from './estimate.ts';
import type { Fit } from './leastSquares.ts';
import { type CovarianceOptions, type Meat, meat } from './meat.ts';
import { dot, solveTransposed } from './orthogonalise.ts';
import { refuse } from './refusal.ts';

/** A term, or several with their weights: `{ late: 1, early: -1 }` is a difference. */
export type Combination = string | Readonly<Record<string, number>>;

export interface ContrastOptions extends CovarianceOptions {
  /** Satterthwaite for CR types, HC2 and HC3, residual for the others, unless given. */
  readonly degrees?: Degrees;
  readonly level?: number;
}

/**
 * A coefficient of a regression, or a sum of some, with standard error, t test and interval, and with the
 * names of the conventions behind them.
 *
 * Throws a RangeError for a term without a coefficient of its own, and where one cluster (or row) alone
 * carries it, so that no CR2 or CR3 (HC2, HC3) standard error exists. SPEC.md, section C. Sources: R. M. Bell
 * and D. F. McCaffrey, Survey Methodology 28 (2002); J. E. Pustejovsky and E. Tipton, Journal of Business &
 * Economic Statistics 36 (2018). O(rows · terms² + clusters · terms³).
 *
 * @example
 * contrast(fit, 'ai', { type: 'CR2', cluster: person }) // { estimate: 0.173, se: 0.081, df: 12.5, p: 0.053, … }
 */
export function contrast(fit: Fit, combination: Combination, options: ContrastOptions): Estimate {
  return contrastBy(fit, combination, options, meat(fit, options));
}

/** One of several contrasts that share a covariance. */
export function contrastBy(
  fit: Fit,
  combination: Combination,
  options: ContrastOptions,
  middle: Meat,
): Estimate {
  const { type, level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const c = weightsOf(fit, combination);
  const w = c.slice();
  solveTransposed(fit.triangle, w);
  if (type !== 'OLS' && middle.restsOnOne(w)) {
    const alone = type.startsWith('HC') ? 'row' : 'cluster';
    const term = nameOf(combination);
    throw refuse(`${term} rests on one ${alone} alone: ${type} cannot say how sure it is`, {
      code: 'rests-on-one',
      term,
      alone,
    });
  }
  const degrees =
    options.degrees ?? (type === 'OLS' || type === 'HC0' || type === 'HC1' ? 'residual' : 'satterthwaite');
  const variance = quadratic(middle.matrix, w);
  const estimate = sumOf(c, fit.coefficients);
  if (!(variance >= 0)) throw new RangeError(`the ${type} variance of ${nameOf(combination)} is negative`);
  const se = Math.sqrt(variance);
  const df = degreesOf(degrees, fit, middle, w);
  const half = tQuantile((1 + level) / 2, df) * se;
  return {
    estimate,
    se,
    df,
    p: se === 0 ? (estimate === 0 ? 1 : 0) : 2 * tCdf(-Math.abs(estimate / se), df),
    low: estimate - half,
    high: estimate + half,
    level,
    n: fit.n,
    ...(middle.clusters !== undefined && { clusters: middle.clusters }),
    method: { covariance: type, degrees },
  };
}

/** The weights of a combination, one a coefficient. */
export function weightsOf(fit: Fit, combination: Combination): Float64Array {
  const c = new Float64Array(fit.terms.length);
  for (const [term, weight] of Object.entries(
    typeof combination === 'string' ? { [combination]: 1 } : combination,
  )) {
    const confounded = fit.dropped.find((one) => one.term === term || one.with.includes(term));
    if (confounded !== undefined) {
      const others = [confounded.term, ...confounded.with].filter((name) => name !== term);
      throw others.length === 0
        ? refuse(`${term} does not vary${fit.fixed.length > 0 ? ' inside the fixed effects' : ''}`, {
            code: 'constant',
            term,
          })
        : refuse(`${term} cannot be told apart from ${others.join(', ')}`, {
            code: 'confounded',
            term,
            with: others,
          });
    }
    const place = fit.terms.indexOf(term);
    if (place < 0) throw new RangeError(`there is no term ${term}`);
    c[place] = weight;
  }
  return c;
}

function nameOf(combination: Combination): string {
  return typeof combination === 'string' ? combination : Object.keys(combination).join(', ');
}

/** Σ c · coefficient; what is left of figures that cancel is 0. */
function sumOf(c: Float64Array, coefficients: Float64Array): number {
  let size = 0;
  for (let k = 0; k < c.length; k++) size += Math.abs(c[k] * coefficients[k]);
  const sum = dot(c, coefficients);
  return Math.abs(sum) <= 1e-15 * size ? 0 : sum;
}

/** wᵀ M w; below 0 by no more than rounding it is 0. */
function quadratic(matrix: Float64Array, w: Float64Array): number {
  let sum = 0;
  let size = 0;
  for (let i = 0; i < w.length; i++) {
    for (let j = 0; j < w.length; j++) {
      const part = w[i] * matrix[i * w.length + j] * w[j];
      sum += part;
      size += Math.abs(part);
    }
  }
  return sum < 0 && sum > -1e-12 * size ? 0 : sum;
}

function degreesOf(degrees: Degrees, fit: Fit, middle: Meat, w: Float64Array): number {
  if (degrees === 'normal') return Infinity;
  if (degrees === 'residual') return fit.n - fit.rank;
  if (degrees === 'satterthwaite') return middle.satterthwaite(w);
  if (middle.clusters === undefined) throw new RangeError('degrees of freedom by clusters need clusters');
  return middle.clusters - 1;
}
