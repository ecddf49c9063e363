import { choleskySolve, fTail, symmetricEigen } from '@abord/numbers';
import { type Combination, weightsOf } from './contrast.ts';
import type { Fit } from './leastSquares.ts';
import { type Contributions, type CovarianceOptions, type Meat, meat } from './meat.ts';
import { dot, solveTransposed } from './orthogonalise.ts';

/** A test of several combinations at once. */
export interface JointTest {
  readonly f: number;
  /** Combinations tested, and the denominator's degrees of freedom. */
  readonly df: readonly [number, number];
  readonly p: number;
  readonly clusters: number;
  readonly method: { readonly covariance: string; readonly degrees: 'hotelling' };
}

/**
 * Whether several coefficients are all 0: leads before a roll-out, the effects of a treatment by profile. A
 * Wald test with the approximate Hotelling distribution that keeps its level with few clusters (clubSandwich's
 * HTZ); with one combination it is the t test of `contrast`.
 *
 * Throws a RangeError when the clusters are too few for so many combinations, or a combination says what the
 * others say already. SPEC.md, C6. Source: J. E. Pustejovsky and E. Tipton, Journal of Business & Economic
 * Statistics 36 (2018), section 3.2. O(rows · terms² + clusters · terms³ + combinations² · clusters · terms²).
 *
 * @example
 * jointTest(fit, ['week:2', 'week:3', 'week:4'], { type: 'CR2', cluster: team }) // { f: 1.92, df: [3, 1.94], … }
 */
export function jointTest(
  fit: Fit,
  combinations: readonly Combination[],
  options: CovarianceOptions,
): JointTest {
  return jointTestBy(fit, combinations, options, meat(fit, options));
}

/** One of several tests that share a covariance. */
export function jointTestBy(
  fit: Fit,
  combinations: readonly Combination[],
  options: CovarianceOptions,
  middle: Meat,
): JointTest {
  const { contributions, clusters } = middle;
  if (contributions === undefined || clusters === undefined)
    throw new RangeError(`a joint test needs one way of clustering, not ${options.type}`);
  const weights = combinations.map((combination) => weightsOf(fit, combination));
  const values = weights.map((c) => dot(c, fit.coefficients));
  const w = weights.map((c) => {
    const copy = c.slice();
    solveTransposed(fit.triangle, copy);
    return copy;
  });
  const count = w.length;
  const size = fit.terms.length;
  const variance = new Float64Array(count * count);
  for (let s = 0; s < count; s++)
    for (let t = 0; t < count; t++)
      for (let i = 0; i < size; i++)
        variance[s * count + t] += w[s][i] * dot(middle.matrix.subarray(i * size, (i + 1) * size), w[t]);
  const wald = dot(values, choleskySolve(variance, values));

  const parts = w.map(contributions);
  const expected = new Float64Array(count * count);
  for (let s = 0; s < count; s++)
    for (let t = 0; t < count; t++)
      expected[s * count + t] = dot(parts[s].root, parts[t].root) - dot(parts[s].b, parts[t].b);
  const spread = spreadOf(standardised(parts, expected), clusters, size);
  const eta = (count * (count + 1)) / spread;
  const denominator = eta - count + 1;
  if (!(denominator > 0))
    throw new RangeError(`${clusters} clusters are too few to test ${count} things at once`);
  const f = (denominator / (eta * count)) * wald;
  return {
    f,
    df: [count, denominator],
    p: fTail(f, count, denominator),
    clusters,
    method: { covariance: options.type, degrees: 'hotelling' },
  };
}

/** The combinations turned so that their expected covariance is the identity. */
function standardised(parts: readonly Contributions[], expected: Float64Array): Contributions[] {
  const count = parts.length;
  const { values, vectors } = symmetricEigen(expected);
  if (!(values[count - 1] > 1e-12 * values[0]))
    throw new RangeError('one of the combinations follows from the others');
  return parts.map((_, s) => {
    const root = new Float64Array(parts[0].root.length);
    const b = new Float64Array(root.length);
    for (let t = 0; t < count; t++) {
      let weight = 0;
      for (let k = 0; k < count; k++)
        weight += (vectors[k * count + s] * vectors[k * count + t]) / Math.sqrt(values[k]);
      for (let i = 0; i < root.length; i++) {
        root[i] += weight * parts[t].root[i];
        b[i] += weight * parts[t].b[i];
      }
    }
    return { root, b };
  });
}

/** The variances of all entries of the estimated covariance matrix, added up. */
function spreadOf(parts: readonly Contributions[], clusters: number, size: number): number {
  let sum = 0;
  for (const s of parts) {
    for (const t of parts) {
      const crossed = new Float64Array(size * size);
      for (let g = 0; g < clusters; g++) {
        const at = g * size;
        let [ss, tt, st, bss, btt, bst] = [0, 0, 0, 0, 0, 0];
        for (let i = at; i < at + size; i++) {
          ss += s.root[i] ** 2;
          tt += t.root[i] ** 2;
          st += s.root[i] * t.root[i];
          bss += s.b[i] ** 2;
          btt += t.b[i] ** 2;
          bst += s.b[i] * t.b[i];
          for (let j = 0; j < size; j++) crossed[(i - at) * size + j] += s.b[i] * t.b[at + j];
        }
        sum += ss * tt - ss * btt - tt * bss + st * st - 2 * st * bst;
      }
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          sum += crossed[i * size + j] ** 2 + crossed[i * size + j] * crossed[j * size + i];
    }
  }
  return sum;
}
