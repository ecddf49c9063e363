import { poissonDeviance } from './poissonDeviance.ts';
import { stirlingError } from './stirlingError.ts';

/**
 * Regularised incomplete beta function I_x(a, b), with x and y = 1 − x both given, so that neither end loses
 * digits: `incompleteBeta(x, y, a, b)` is the lower tail and `incompleteBeta(y, x, b, a)` the upper one, each
 * to a relative error of about 1e-13, shapes up to some millions.
 *
 * Throws RangeError unless a and b are positive and x and y lie between 0 and 1. Source: continued fraction
 * DLMF 8.17.22 by Lentz's method, its factor by C. Loader's saddle-point expansion (2000). O(√max(a, b)).
 *
 * incompleteBeta(0.3, 0.7, 2, 5); // => 0.579825
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`the beta law requires positive shapes, got ${a} and ${b}`);
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
    throw new RangeError(`the beta law requires 0 ≤ x ≤ 1, got ${x}`);
  if (x === 0) return 0;
  if (y === 0) return 1;
  // The fraction converges fast below the mean; above it, use the mirror.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaFactor(y, x, b, a) / fraction(y, x, b, a);
  return betaFactor(x, y, a, b) / fraction(x, y, a, b);
}

/** x^a y^b / B(a, b): x y times the density of the beta law. */
export function betaFactor(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  // a − n x, whose digits a subtraction of large shapes would lose.
  const apart = a * y - b * x;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    poissonDeviance(a, n * x, apart) -
    poissonDeviance(b, n * y, -apart);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}

/** The even part of DLMF 8.17.22, whose terms are written with a y − b x so that nothing cancels. */
function fraction(x: number, y: number, a: number, b: number): number {
  const apart = a * y - b * x;
  let c = (a * (apart + 1)) / (a + 1);
  let value = c;
  let d = 0;
  for (let m = 1; m < 100_000; m++) {
    const odd = a + 2 * m - 1;
    const numerator = ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (odd * odd);
    const term = m + (m * (b - m) * x) / odd + ((a + m) * (apart + 1 + m * (1 + y))) / (odd + 2);
    d = 1 / (term + numerator * d);
    c = term + numerator / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}
