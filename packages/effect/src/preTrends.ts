import { chiSquareTail, choleskySolve, fTail, symmetricEigen } from '@abord/numbers';
import type { GroupTimeEffects } from './groupTimeEffects.ts';
import { dot } from './orthogonalise.ts';

export interface PreTrends {
  readonly chiSquare: number;
  readonly df: number;
  /** As R's did has it: for many units. */
  readonly p: number;
  /** The same by Hotelling's law, which holds with few units too; undefined where they are too few for it. */
  readonly few:
    | { readonly f: number; readonly df: readonly [number, number]; readonly p: number }
    | undefined;
}

/**
 * Whether cohorts moved apart from their controls before they started: all effects before the start at once,
 * a Wald test on their influence functions. A large p is no proof of parallel trends; with few units the
 * test sees little (J. Roth, "Pretest with caution", AER: Insights 4, 2022), and chi-square finds trends that are
 * not there: read `few`.
 *
 * Undefined where nothing is seen before the starts. Throws a RangeError where units are too few to tell so many
 * effects apart. SPEC.md, R5. Sources: Callaway and Sant'Anna 2021; K. Krishnamoorthy and J. Yu, "Modified Nel and
 * Van der Merwe test for the multivariate Behrens-Fisher problem", Statistics & Probability Letters 66 (2004).
 * O(units · effects² + cohorts · effects⁴).
 *
 * @example
 * preTrends(groupTimeEffects(rollout)) // { chiSquare: 7.78, df: 5, p: 0.168, few: { f: 1.51, p: 0.187, … } }
 */
export function preTrends({ effects, influence, units, cohortOf }: GroupTimeEffects): PreTrends | undefined {
  const before = Array.from(effects.keys()).filter(
    (k) => effects[k].e < 0 && effects[k].time !== effects[k].base,
  );
  if (before.length === 0) return undefined;
  const size = before.length;
  const own = before.map((k) => influence[k]);
  const values = before.map((k) => effects[k].estimate);
  const groups = Array.from(
    Map.groupBy(
      Array.from(cohortOf.keys()).filter((u) => own.some((column) => column[u] !== 0)),
      (u) => cohortOf[u],
    ).values(),
    (members) => ({ count: fewest(own, members), spread: products(own, members, units) }),
  );
  const sum = (weight: (count: number) => number) =>
    groups.reduce(
      (total, { count, spread }) => total.map((value, k) => value + weight(count) * spread[k]),
      new Float64Array(size * size),
    );
  const covariance = sum(() => 1);
  if (!isRegular(covariance, size))
    throw new RangeError(`${units} units are too few to tell ${size} effects before the start apart`);
  const chiSquare = dot(values, choleskySolve(covariance, values));
  return { chiSquare, df: size, p: chiSquareTail(chiSquare, size), few: hotelling() };

  function hotelling(): PreTrends['few'] {
    if (groups.some(({ count }) => count < 2)) return undefined;
    const unbiased = sum((count) => count / (count - 1));
    let parts = 0;
    for (const { count, spread } of groups) {
      const share = Array.from({ length: size }, (_, k) =>
        choleskySolve(unbiased, spread.subarray(k * size, (k + 1) * size)).map(
          (v) => (v * count) / (count - 1),
        ),
      );
      let [trace, squares] = [0, 0];
      for (let k = 0; k < size; k++) {
        trace += share[k][k];
        for (let l = 0; l < size; l++) squares += share[k][l] * share[l][k];
      }
      parts += (squares + trace * trace) / (count - 1);
    }
    const degrees = (size * (size + 1)) / parts;
    const rest = degrees - size + 1;
    if (!(rest > 0)) return undefined;
    const f = (rest / (degrees * size)) * dot(values, choleskySolve(unbiased, values));
    return { f, df: [size, rest], p: fTail(f, size, rest) };
  }
}

/** Units of a cohort that speak of that effect of which the fewest do. */
function fewest(own: readonly Float64Array[], members: readonly number[]): number {
  const counts = own.map((column) => members.reduce((sum, u) => sum + (column[u] === 0 ? 0 : 1), 0));
  return Math.min(...counts.filter((count) => count > 0));
}

/** Σ of the products of influences over some units, over units². */
function products(own: readonly Float64Array[], members: readonly number[], units: number): Float64Array {
  const size = own.length;
  const matrix = new Float64Array(size * size);
  for (const u of members)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) matrix[i * size + j] += (own[i][u] * own[j][u]) / (units * units);
  return matrix;
}

/** Whether no effect follows from the others. */
function isRegular(matrix: Float64Array, size: number): boolean {
  const scale = Array.from({ length: size }, (_, k) => Math.sqrt(matrix[k * size + k]));
  if (scale.includes(0)) return false;
  const correlations = matrix.map((value, k) => value / (scale[Math.floor(k / size)] * scale[k % size]));
  return symmetricEigen(correlations).values[size - 1] > 1e-10;
}
