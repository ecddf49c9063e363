import { absorb } from './absorb.ts';
import { columnOf } from './columnOf.ts';
import type { Factor } from './factor.ts';
import { dot, norm, orthogonalise, solveTriangle } from './orthogonalise.ts';
import { refuse } from './refusal.ts';

/** One column of a design: a treatment, a covariate, an interaction. */
export interface Term {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

export interface Model {
  readonly outcome: ArrayLike<number>;
  readonly terms: readonly Term[];
  /** Factors whose levels each get an effect that is not reported; they take the place of the intercept. */
  readonly fixed?: readonly Factor[];
  /** Whether a constant comes first; without `fixed` it does unless told otherwise. */
  readonly intercept?: boolean;
}

/** A regression as fitted; what `contrast` and `covariance` read. */
export interface Fit {
  /** Terms with a coefficient, `intercept` first where there is one. */
  readonly terms: readonly string[];
  readonly coefficients: Float64Array;
  /** Terms that the others span, and with which of those they go together: none of them has an effect of its own. */
  readonly dropped: readonly { readonly term: string; readonly with: readonly string[] }[];
  /** Rows that count: singletons of fixed effects do not. */
  readonly n: number;
  readonly singletons: number;
  /** Parameters, those of fixed effects included. */
  readonly rank: number;
  /** Connected sets of the two largest fixed effects; 1 without them. */
  readonly components: number;
  readonly residuals: Float64Array;
  /** Orthonormal columns that span the terms, fixed effects taken out, and the triangle that makes terms of them. */
  readonly basis: readonly Float64Array[];
  readonly triangle: Float64Array;
  readonly fixed: readonly Factor[];
  /** 1 where a row does not count. */
  readonly alone: Uint8Array;
}

export const SPANNED = 1e-10;
/** Length of a column, against that of the outcome, below which it is nothing but rounding. */
export const ROUNDING = 1e-13;
/** Lengths of columns whose fourth powers are still numbers. */
const FAR = 1e75;
export const SPANNED_BY_FIXED = 1e-8;

/**
 * Ordinary least squares of an outcome on terms, fixed effects absorbed. The decomposition finds the rank: a
 * term that those before it span gets no coefficient and is named in `dropped` with the ones it goes with.
 *
 * Throws a RangeError for lists of different lengths, for values that are not finite numbers (with the row),
 * two terms of one name, and where no degree of freedom is left. SPEC.md, sections D and A.
 * O(rows · terms²), and `absorb` for fixed effects.
 *
 * @example
 * leastSquares({ outcome: [1, 3, 5.2], terms: [{ name: 'x', values: [0, 1, 2] }] }).coefficients
 * // [0.9667, 2.1]: intercept and slope
 */
export function leastSquares(model: Model): Fit {
  const { outcome, terms, fixed = [], intercept = fixed.length === 0 } = model;
  const rows = outcome.length;
  const names = terms.map(({ name }) => name);
  if (intercept) names.unshift('intercept');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new RangeError(`two terms are called ${twice}`);
  const left = columnOf('outcome', outcome, rows);
  const columns = terms.map(({ name, values }) => columnOf(name, values, rows));
  if (intercept) columns.unshift(new Float64Array(rows).fill(1));
  const sizes = columns.map(norm);
  const whole = norm(left);
  [whole, ...sizes].forEach((size, k) => {
    if (size > FAR || (size > 0 && size < 1 / FAR))
      throw new RangeError(
        `${['outcome', ...names][k]} is too ${size > FAR ? 'large' : 'small'} to compute with: change its unit`,
      );
  });
  const absorbed = fixed.length > 0 ? absorb(fixed, rows) : undefined;
  if (absorbed !== undefined) for (const values of [left, ...columns]) absorbed.residualise(values);
  const { basis, triangle, kept, aside } = orthogonalise(columns, {
    tolerance: fixed.length > 1 ? SPANNED_BY_FIXED : SPANNED,
    sizes,
  });
  const rank = kept.length + (absorbed?.rank ?? 0);
  const n = rows - (absorbed?.singletons ?? 0);
  if (n <= rank)
    throw refuse(`${n} rows are too few for ${rank} parameters`, {
      code: 'too-few',
      rows: n,
      parameters: rank,
    });
  const coefficients = new Float64Array(kept.length);
  for (let round = 0; round < 2; round++) {
    basis.forEach((axis, k) => {
      const part = dot(axis, left);
      coefficients[k] += part;
      for (let row = 0; row < rows; row++) left[row] -= part * axis[row];
    });
  }
  solveTriangle(triangle, coefficients);
  if (norm(left) <= ROUNDING * whole) {
    left.fill(0);
    kept.forEach((index, k) => {
      if (Math.abs(coefficients[k]) * sizes[index] <= ROUNDING * whole) coefficients[k] = 0;
    });
  }
  return {
    terms: kept.map((index) => names[index]),
    coefficients,
    dropped: aside.map(({ column: index, weights }) => ({
      term: names[index],
      with: kept
        .filter((other, k) => Math.abs(weights[k]) * sizes[other] > 1e-6 * sizes[index])
        .map((other) => names[other]),
    })),
    n,
    singletons: absorbed?.singletons ?? 0,
    rank,
    components: absorbed?.components ?? 1,
    residuals: left,
    basis,
    triangle,
    fixed,
    alone: absorbed?.alone ?? new Uint8Array(rows),
  };
}
