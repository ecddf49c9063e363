import { normalQuantile } from './normalQuantile.ts';
import type { Random } from './random.ts';

/**
 * One standard normal number (mean 0, standard deviation 1), by inversion: one uniform number each,
 * so that a stream can be replayed draw by draw.
 *
 * Source: inversion of the distribution function (L. Devroye, 1986, II.2). O(1).
 *
 * randomNormal(random(1)); // => 0.17282624067114788
 */
export function randomNormal(source: Random): number {
  // Half a step of 2^-53 keeps the argument inside (0, 1).
  return normalQuantile(source() + 5.551115123125783e-17);
}
