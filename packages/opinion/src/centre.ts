import type { Side } from './posterior.ts';

/**
 * Moves the people's mean leniency and mean position into the levels, in place and without changing any
 * prediction: leniency and positions get mean 0, level_j gains the mean leniency and the mean position
 * times its loadings. Like `orient`, it lets coordinate ascent reach in one step what it would creep to.
 */
export function centre(people: Side, weights: Float64Array, statements: Side, size: number): void {
  const packed = (size * (size + 1)) / 2;
  const shift = new Float64Array(size);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i];
    for (let r = 0; r < size; r++) shift[r] += weights[i] * people.mean[i * size + r];
  }
  if (total === 0) return;
  for (let r = 0; r < size; r++) shift[r] /= total;
  for (let k = 0; k < people.mean.length; k += size) {
    for (let r = 0; r < size; r++) people.mean[k + r] -= shift[r];
  }
  for (let m = 0, c = 0; m < statements.mean.length; m += size, c += packed) {
    statements.mean[m] += shift[0];
    let variance = 0;
    for (let r = 1, row = 1; r < size; row += ++r) {
      statements.mean[m] += shift[r] * statements.mean[m + r];
      variance += 2 * shift[r] * statements.cov[c + row];
      for (let s = 1, at = 0; s < size; s++) {
        at = r > s ? row + s : (s * (s + 1)) / 2 + r;
        variance += shift[r] * shift[s] * statements.cov[c + at];
      }
    }
    statements.cov[c] += variance;
    for (let r = 1, row = 1; r < size; row += ++r) {
      for (let s = 1; s < size; s++) {
        statements.cov[c + row] += shift[s] * statements.cov[c + (r > s ? row + s : (s * (s + 1)) / 2 + r)];
      }
    }
  }
}
