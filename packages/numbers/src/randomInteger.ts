import type { Random } from './random.ts';

/**
 * One integer from 0 to `size` - 1, each equally likely (to within 2^-53 · size).
 *
 * Throws RangeError when `size` is not a positive integer. O(1).
 *
 * randomInteger(random(1), 6); // => 3
 */
export function randomInteger(source: Random, size: number): number {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`size must be a positive integer, got ${size}`);
  return Math.floor(source() * size);
}
