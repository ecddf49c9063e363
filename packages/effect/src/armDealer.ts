import { type Random, shuffle } from '@abord/numbers';

/** Sizes of permuted blocks, unless others are given. */
export const BLOCK_SIZES: readonly number[] = [2, 4];

/** Refuses sizes of blocks that cannot hold as many of both arms. */
export function checkBlockSizes(sizes: readonly number[]): void {
  const odd = sizes.find((size) => !(Number.isSafeInteger(size) && size >= 2 && size % 2 === 0));
  if (odd !== undefined || sizes.length === 0) throw new RangeError(`blocks have an even size, not ${odd}`);
}

/** Deals arms in permuted blocks, so many at a time: 0 or 1. SPEC.md, T7. */
export function armDealer(source: Random, sizes: readonly number[]): (count: number) => number[] {
  const blocks = sizes.map((size) => Array.from({ length: size }, (_, k) => k % 2));
  return (count) => {
    const arms: number[] = [];
    while (arms.length < count) {
      for (const arm of shuffle(source, blocks[Math.floor(source() * sizes.length)])) arms.push(arm);
    }
    arms.length = count;
    return arms;
  };
}
