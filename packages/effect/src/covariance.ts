import type { Fit } from './leastSquares.ts';
import { type CovarianceOptions, meat } from './meat.ts';
import { solveTriangle } from './orthogonalise.ts';

/**
 * The covariance matrix of a fit's coefficients, row by row, in the order of `fit.terms`.
 *
 * Throws a RangeError where the type does not fit the fixed effects or the clusters. SPEC.md, section C.
 *
 * @example
 * covariance(fit, { type: 'HC3' }) // 4 numbers for an intercept and a slope
 */
export function covariance(fit: Fit, options: CovarianceOptions): Float64Array {
  const size = fit.terms.length;
  const matrix = meat(fit, options).matrix.slice();
  // Each column and then each row: triangle⁻¹ · matrix · triangle⁻ᵀ.
  for (let turn = 0; turn < 2; turn++) {
    for (let j = 0; j < size; j++) {
      const column = Float64Array.from({ length: size }, (_, i) => matrix[i * size + j]);
      solveTriangle(fit.triangle, column);
      for (let i = 0; i < size; i++) matrix[i * size + j] = column[i];
    }
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) {
        const kept = matrix[i * size + j];
        matrix[i * size + j] = matrix[j * size + i];
        matrix[j * size + i] = kept;
      }
  }
  return matrix;
}
