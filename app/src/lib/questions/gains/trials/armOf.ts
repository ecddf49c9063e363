import { createHmac } from 'node:crypto';
import { blockSequence } from '@abord/effect';
import type { Arm } from './schema.ts';

/**
 * How the k-th task of a kind is done by one person, counted from 0: dealt in permuted blocks of 2 and 4 within person
 * and kind. `author` is what stands for her in this trial, `seed` the trial's own secret.
 *
 * Each block is drawn from 256 bits of its own, so that whoever has seen ever so many of her own ways knows nothing of
 * the next block: the generator of `blockSequence` is no secret, and one stream of it for a whole trial could be
 * found by trying all of its 2³² beginnings.
 */
export function armOf(seed: string, author: string, type: string, place: number): Arm {
  for (let block = 0, start = 0; ; block++) {
    const drawn = createHmac('sha256', seed)
      .update(JSON.stringify([author, type, block]))
      .digest();
    const size = drawn[0]! % 2 === 0 ? 2 : 4;
    if (place < start + size) {
      const arms = blockSequence(drawn.readUInt32BE(1), type, size, [size]);
      return arms[place - start] === 1 ? 'with' : 'without';
    }
    start += size;
  }
}
