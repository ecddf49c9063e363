import { hash32 } from '@abord/numbers';
import type { Votes } from './votes.ts';

/**
 * Everybody, or the `limit` people of smallest hash of id and seed; rising indices. A smaller limit takes
 * some of those whom a larger one takes. O(people).
 */
export function sampleOf(votes: Votes, seed: number, limit: number): Int32Array {
  const n = votes.participants.length;
  if (n <= limit) return Int32Array.from({ length: n }, (_, i) => i);
  const hashes = Uint32Array.from(votes.participants, (id) => hash32(id, seed));
  const last = hashes.slice().sort()[limit - 1];
  const below = hashes.reduce((count, hash) => count + (hash < last ? 1 : 0), 0);
  const chosen = new Int32Array(limit);
  for (let i = 0, k = 0, ties = limit - below; k < limit; i++) {
    if (hashes[i] < last || (hashes[i] === last && ties-- > 0)) chosen[k++] = i;
  }
  return chosen;
}
