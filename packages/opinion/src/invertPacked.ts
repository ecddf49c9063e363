/**
 * Inverts a small symmetric positive definite matrix held as a packed lower triangle, in place, by its
 * Cholesky factor. O(size³).
 */
export function invertPacked(matrix: Float64Array, size: number): void {
  for (let r = 0, row = 0; r < size; row += ++r) {
    for (let c = 0, other = 0; c <= r; other += ++c) {
      let sum = matrix[row + c];
      for (let k = 0; k < c; k++) sum -= matrix[row + k] * matrix[other + k];
      // The diagonal holds the reciprocal of the factor's.
      matrix[row + c] = r === c ? 1 / Math.sqrt(sum) : sum * matrix[other + c];
    }
  }
  for (let r = 1, row = 1; r < size; row += ++r) {
    const pivot = matrix[row + r];
    for (let c = 0, diagonal = 0; c < r; diagonal += ++c + 1) {
      let sum = 0;
      for (let k = c, at = diagonal; k < r; at += ++k) sum += matrix[row + k] * matrix[at];
      matrix[row + c] = -sum * pivot;
    }
  }
  for (let r = 0, row = 0; r < size; row += ++r) {
    for (let c = 0; c <= r; c++) {
      let sum = 0;
      for (let k = r, at = row; k < size; at += ++k) sum += matrix[at + r] * matrix[at + c];
      matrix[row + c] = sum;
    }
  }
}
