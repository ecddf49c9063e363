import { blockSequence } from '@abord/effect';
import type { Arm } from './schema.ts';

/**
 * How the k-th task of a kind is done by one person, counted from 0: dealt in permuted blocks within person and kind.
 * `author` is what stands for her in this trial, `seed` the trial's own secret, without which nobody can work it out.
 */
export function armOf(seed: string, author: string, type: string, place: number): Arm {
  return blockSequence(1, `${seed}/${author}/${type}`, place + 1)[place] === 1 ? 'with' : 'without';
}
