/**
 * Inverts a small symmetric positive definite matrix held as a packed lower triangle, in place, by its
 * Cholesky factor. `size`³ operations.
 */
export function invertPacked(matrix: Float64Array, size: number): void {
  for (let r = 0; r < size; r++) {
    const row = (r * (r + 1)) / 2;
    for (let c = 0; c <= r; c++) {
      const other = (c * (c + 1)) / 2;
      let sum = matrix[row + c];
      for (let k = 0; k < c; k++) sum -= matrix[row + k] * matrix[other + k];
      matrix[row + c] = r === c ? Math.sqrt(sum) : sum / matrix[other + c];
    }
  }
  for (let r = 0; r < size; r++) {
    const row = (r * (r + 1)) / 2;
    const pivot = 1 / matrix[row + r];
    for (let c = 0; c < r; c++) {
      let sum = 0;
      for (let k = c; k < r; k++) sum += matrix[row + k] * matrix[(k * (k + 1)) / 2 + c];
      matrix[row + c] = -sum * pivot;
    }
    matrix[row + r] = pivot;
  }
  for (let r = 0; r < size; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = 0;
      for (let k = r; k < size; k++) {
        const row = (k * (k + 1)) / 2;
        sum += matrix[row + r] * matrix[row + c];
      }
      matrix[(r * (r + 1)) / 2 + c] = sum;
    }
  }
}
