import { logGamma } from './logGamma.ts';

/**
 * What Stirling's formula lacks: log Γ(z) − [(z − ½) log z − z + ½ log 2π], for z > 0. Probabilities of large
 * shapes are made from it without subtracting large logarithms from one another. Absolute error below 1e-14.
 *
 * Throws RangeError when z is not positive. Source: DLMF 5.11.1; C. Loader, "Fast and accurate computation of
 * binomial probabilities" (2000). O(1).
 *
 * stirlingError(10); // => 0.008330563433362899
 */
export function stirlingError(z: number): number {
  if (z < 10) return logGamma(z) - ((z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI));
  const u = 1 / (z * z);
  return (
    (1 / 12 -
      u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360360 - u / 156)))))) /
    z
  );
}
