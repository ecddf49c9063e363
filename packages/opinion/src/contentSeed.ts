import type { Votes } from './votes.ts';

/**
 * A 32-bit seed made from the votes themselves, so that the same debate gives the same draws whatever
 * the order in which its votes arrived, and nobody chooses them.
 *
 * Mixes ids, votes and weights in canonical order (the multiply-xorshift steps of MurmurHash3, Appleby
 * 2008, public domain). Linear in the votes.
 *
 * @example
 * contentSeed(votesFrom([{ participant: 'a', statement: 's', vote: 1 }])) // an integer, 0 to 4294967295
 */
export function contentSeed(votes: Votes): number {
  let hash = mix(votes.participants.length, votes.statements.length);
  for (const id of votes.participants) hash = mixText(hash, id);
  for (const id of votes.statements) hash = mixText(hash, id);
  for (let i = 0; i < votes.participants.length; i++) hash = mix(hash, votes.offsets[i + 1]);
  for (let v = 0; v < votes.value.length; v++) hash = mix(hash, votes.statement[v] * 3 + votes.value[v] + 1);
  const bits = new DataView(new ArrayBuffer(8));
  for (const weight of votes.weight) {
    bits.setFloat64(0, weight);
    hash = mix(mix(hash, bits.getInt32(0)), bits.getInt32(4));
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function mixText(hash: number, text: string): number {
  let h = mix(hash, text.length);
  for (let k = 0; k < text.length; k++) h = mix(h, text.charCodeAt(k));
  return h;
}
