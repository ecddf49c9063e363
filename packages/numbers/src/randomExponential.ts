import type { Random } from './random.ts';

/**
 * One exponential number of mean 1, by inversion: the waiting time of an event of rate 1.
 *
 * Source: L. Devroye, "Non-Uniform Random Variate Generation" (1986), II.2. O(1).
 *
 * randomExponential(random(1)); // => 0.8407334413567495
 */
export function randomExponential(source: Random): number {
  return -Math.log1p(-source());
}
