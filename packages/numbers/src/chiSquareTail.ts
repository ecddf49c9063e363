import { poissonDeviance } from './poissonDeviance.ts';
import { stirlingError } from './stirlingError.ts';

/**
 * Upper tail of the chi-square distribution: the probability that a chi-square number with `df` degrees of
 * freedom exceeds `x`. Relative error about 1e-13.
 *
 * Throws RangeError unless x ≥ 0 and df is positive. Source: regularised incomplete gamma function, series
 * DLMF 8.11.4 below the mean, continued fraction 8.9.2 above it. O(√df).
 *
 * chiSquareTail(3, 2); // => 0.22313016014842982
 */
export function chiSquareTail(x: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`chiSquareTail requires positive degrees of freedom, got ${df}`);
  if (!(x >= 0)) throw new RangeError(`chiSquareTail requires x ≥ 0, got ${x}`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const a = df / 2;
  const z = x / 2;
  // z^a e^−z / Γ(a)
  const factor = Math.sqrt(a / (2 * Math.PI)) * Math.exp(-poissonDeviance(a, z) - stirlingError(a));
  return z < a + 1 ? 1 - (factor / a) * series(a, z) : factor * fraction(a, z);
}

function series(a: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= z / (a + k);
    sum += term;
  }
  return sum;
}

function fraction(a: number, z: number): number {
  let b = z + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 100_000; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}
