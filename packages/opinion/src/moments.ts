/**
 * Second moments of a posterior with the constant 1 put before it, E[(1, x)(1, x)ᵀ], packed by rows:
 * 1; E x₀, E x₀²; E x₁, E x₁x₀, E x₁²; … `place` counts posteriors in `mean` and `cov`, `to` is the
 * first entry written.
 */
export function writeMoments(
  moments: Float64Array,
  to: number,
  mean: Float64Array,
  cov: Float64Array,
  place: number,
  size: number,
): void {
  const m = place * size;
  let k = (m * (size + 1)) / 2;
  let t = to;
  moments[t++] = 1;
  for (let r = 0; r < size; r++) {
    moments[t++] = mean[m + r];
    for (let s = 0; s <= r; s++) moments[t++] = cov[k++] + mean[m + r] * mean[m + s];
  }
}

/** Numbers that `writeMoments` writes for a posterior over `size` numbers. */
export function momentCount(size: number): number {
  return ((size + 1) * (size + 2)) / 2;
}
