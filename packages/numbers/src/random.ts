/** A stream of uniform numbers, each at least 0 and less than 1. */
export type Random = () => number;

const GOLDEN = 0x9e3779b9;

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The generator xoshiro128** over four 32-bit words of state: the only source of chance in the engines.
 * Returns 32-bit words; `random` turns them into uniform numbers.
 *
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
 */
export function xoshiro128(a: number, b: number, c: number, d: number): () => number {
  return () => {
    const scrambled = Math.imul(b, 5);
    const word = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return word;
  };
}

/**
 * Seeded random numbers: the same seed gives the same stream on every machine, for ever.
 * Each call of the result returns a uniform number in [0, 1) with 53 random bits.
 *
 * The seed is any integer (its low 32 bits count); four words of state are mixed from it, so that
 * neighbouring seeds give unrelated streams. Period 2^128 - 1. Not for secrets.
 *
 * Throws RangeError when the seed is not an integer. Source: see `xoshiro128`. O(1) a number.
 *
 * random(1)(); // => 0.5686059948349658
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`);
  const word = xoshiro128(
    mix(seed + GOLDEN),
    mix(seed + 2 * GOLDEN),
    mix(seed + 3 * GOLDEN),
    mix(seed + 4 * GOLDEN),
  );
  return () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
}
