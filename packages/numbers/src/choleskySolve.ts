/**
 * Solves A x = b for a small symmetric positive definite matrix, given row by row (only the lower
 * triangle is read): normal equations, posterior means.
 *
 * Throws RangeError when the sizes disagree or A is not positive definite. Source: Cholesky's
 * factorisation A = L Lᵀ (Golub and Van Loan, "Matrix Computations", 4.2). O(n³).
 *
 * choleskySolve([4, 2, 2, 3], [10, 9]); // => [1.5, 2]
 */
export function choleskySolve(matrix: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  const n = right.length;
  if (matrix.length !== n * n)
    throw new RangeError(`choleskySolve requires ${n * n} numbers for ${n} unknowns, got ${matrix.length}`);
  const lower = new Float64Array(n * n);
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i > j) lower[i * n + j] = sum / lower[j * n + j];
      else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
      else throw new RangeError('choleskySolve requires a positive definite matrix');
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = right[i];
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * x[k];
    x[i] = sum / lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i] * x[k];
    x[i] = sum / lower[i * n + i];
  }
  return x;
}
