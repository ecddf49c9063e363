/**
 * Eigenvalues and eigenvectors of a small symmetric matrix (full, by rows), largest eigenvalue first, by
 * cyclic Jacobi rotations. Column k of `vectors` belongs to `values[k]`.
 * Source: Golub and Van Loan, Matrix Computations, 8.5.
 */
export function eigenSymmetric(
  matrix: ArrayLike<number>,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let k = 0; k < size; k++) v[k * size + k] = 1;
  for (let round = 0; round < 30; round++) {
    let off = 0;
    let all = 0;
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < size; c++) {
        const square = a[r * size + c] * a[r * size + c];
        all += square;
        if (r !== c) off += square;
      }
    }
    if (off <= 1e-28 * all) break;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
    }
  }
  const order = Array.from({ length: size }, (_, k) => k).sort(
    (x, y) => a[y * size + y] - a[x * size + x] || x - y,
  );
  const values = Float64Array.from(order, (k) => a[k * size + k]);
  const vectors = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    for (let k = 0; k < size; k++) vectors[r * size + k] = v[r * size + order[k]];
  }
  return { values, vectors };
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const kp = a[k * size + p];
    const kq = a[k * size + q];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const pk = a[p * size + k];
    const qk = a[q * size + k];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
  }
  for (let k = 0; k < size; k++) {
    const kp = v[k * size + p];
    const kq = v[k * size + q];
    v[k * size + p] = c * kp - s * kq;
    v[k * size + q] = s * kp + c * kq;
  }
}
