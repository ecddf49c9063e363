/** Columns made orthonormal, with those that the earlier ones span set aside. */
export interface Orthonormal {
  /** Orthonormal columns, one for each that was kept. */
  readonly basis: readonly Float64Array[];
  /** Upper triangle, row by row, in the order of `kept`: column = basis · triangle. */
  readonly triangle: Float64Array;
  readonly kept: readonly number[];
  /** Columns that were set aside, each as the sum of kept ones times these weights. */
  readonly aside: readonly { readonly column: number; readonly weights: Float64Array }[];
}

/**
 * QR decomposition that finds the rank: columns in the order given, each made orthogonal to those before it
 * twice (once is not enough, twice is: Giraud, Langou and Rozložník 2005); one of which less than `tolerance`
 * of its size is left lies in their span and is set aside. Columns given first are therefore kept first.
 *
 * `sizes` are the norms to compare with (before fixed effects were taken out), the columns' own unless given.
 * The columns are overwritten by the basis. O(rows · columns²).
 */
export function orthogonalise(
  columns: readonly Float64Array[],
  { tolerance, sizes }: { readonly tolerance: number; readonly sizes?: ArrayLike<number> },
): Orthonormal {
  const basis: Float64Array[] = [];
  const kept: number[] = [];
  const above: Float64Array[] = [];
  const outside: { column: number; parts: Float64Array }[] = [];
  columns.forEach((column, index) => {
    const size = sizes?.[index] ?? norm(column);
    const parts = new Float64Array(basis.length + 1);
    let left = size;
    for (let round = 0; round < 2; round++) {
      basis.forEach((axis, k) => {
        const part = dot(axis, column);
        parts[k] += part;
        for (let row = 0; row < column.length; row++) column[row] -= part * axis[row];
      });
      left = norm(column);
      if (!(left > tolerance * size)) {
        outside.push({ column: index, parts });
        return;
      }
    }
    for (let row = 0; row < column.length; row++) column[row] /= left;
    parts[basis.length] = left;
    basis.push(column);
    kept.push(index);
    above.push(parts);
  });
  const size = basis.length;
  const triangle = new Float64Array(size * size);
  above.forEach((parts, k) => {
    for (let row = 0; row <= k; row++) triangle[row * size + k] = parts[row];
  });
  const aside = outside.map(({ column, parts }) => {
    const weights = new Float64Array(size);
    weights.set(parts.subarray(0, Math.min(size, parts.length - 1)));
    solveTriangle(triangle, weights);
    return { column, weights };
  });
  return { basis, triangle, kept, aside };
}

/** Solves triangle · x = b in place. */
export function solveTriangle(triangle: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let row = size - 1; row >= 0; row--) {
    let sum = b[row];
    for (let k = row + 1; k < size; k++) sum -= triangle[row * size + k] * b[k];
    b[row] = sum / triangle[row * size + row];
  }
}

/** Solves triangleᵀ · x = b in place. */
export function solveTransposed(triangle: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let row = 0; row < size; row++) {
    let sum = b[row];
    for (let k = 0; k < row; k++) sum -= triangle[k * size + row] * b[k];
    b[row] = sum / triangle[row * size + row];
  }
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** Euclidean length. */
export function norm(values: ArrayLike<number>): number {
  return Math.sqrt(dot(values, values));
}
