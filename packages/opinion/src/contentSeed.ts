import { hash32 } from '@abord/numbers';
import type { Votes } from './votes.ts';

/**
 * A 32-bit seed made from the votes themselves, so that the same debate gives the same draws whatever
 * the order in which its votes arrived, and nobody chooses them.
 *
 * A fingerprint of ids, votes and weights in canonical order (see `hash32` of @abord/numbers). Linear in
 * the votes.
 *
 * @example
 * contentSeed(votesFrom([{ participant: 'a', statement: 's', vote: 1 }])) // 1613409414
 */
export function contentSeed(votes: Votes): number {
  const { offsets, statement, value, weight } = votes;
  let hash = hash32(JSON.stringify([votes.participants, votes.statements]));
  for (const part of [offsets, Int32Array.from(statement), value, weight]) {
    hash = hash32(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), hash);
  }
  return hash;
}
