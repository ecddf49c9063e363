/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, given row by row: the axes along which it only
 * stretches. Values largest first; vector k is `vectors[k * n]` to `vectors[k * n + n - 1]`, of length 1,
 * its largest component (the first of equals) positive.
 *
 * Throws RangeError when the matrix is not square or not symmetric. Source: cyclic Jacobi rotations
 * (Golub and Van Loan, "Matrix Computations", 8.5). O(n³) a sweep, some six to ten sweeps.
 *
 * symmetricEigen([2, 1, 1, 2]).values; // => [3, 1]
 */
export function symmetricEigen(matrix: ArrayLike<number>): { values: Float64Array; vectors: Float64Array } {
  const n = Math.round(Math.sqrt(matrix.length));
  if (n * n !== matrix.length)
    throw new RangeError(`symmetricEigen requires a square matrix, got ${matrix.length} numbers`);
  const a = Float64Array.from(matrix);
  let size = 0;
  for (const entry of a) size = Math.max(size, Math.abs(entry));
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      if (!(Math.abs(a[i * n + j] - a[j * n + i]) <= 1e-9 * size))
        throw new RangeError('symmetricEigen requires a symmetric matrix');
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;

  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off = Math.max(off, Math.abs(a[i * n + j]));
    if (off <= 1e-16 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }

  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i] || i - j);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    values[to] = a[from * n + from];
    let largest = 0;
    for (let i = 1; i < n; i++)
      if (Math.abs(v[i * n + from]) > Math.abs(v[largest * n + from]) + 1e-12) largest = i;
    const sign = v[largest * n + from] < 0 ? -1 : 1;
    for (let i = 0; i < n; i++) vectors[to * n + i] = sign * v[i * n + from];
  });
  return { values, vectors };
}

/** Turns rows and columns p and q of `a` so that a_pq becomes 0, and the columns of `v` with them. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const akp = a[k * n + p];
    const akq = a[k * n + q];
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  for (let k = 0; k < n; k++) {
    const apk = a[p * n + k];
    const aqk = a[q * n + k];
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
    const vkp = v[k * n + p];
    const vkq = v[k * n + q];
    v[k * n + p] = c * vkp - s * vkq;
    v[k * n + q] = s * vkp + c * vkq;
  }
}
