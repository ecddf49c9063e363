const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
];

/**
 * Logarithm of the gamma function for x > 0: log((x - 1)!) for whole x. Relative error about 1e-14.
 *
 * Throws RangeError when x is not positive. Source: C. Lanczos, "A precision approximation of the gamma
 * function", SIAM J. Numer. Anal. 1 (1964), with g = 7 and nine terms. O(1).
 *
 * logGamma(5); // => 3.1780538303479458 = log 24
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma requires a positive number, got ${x}`);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i);
  const shifted = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}
