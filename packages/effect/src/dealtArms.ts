import { type Random, shuffle } from '@abord/numbers';

/** Sizes of permuted blocks, unless others are given. */
export const BLOCK_SIZES: readonly number[] = [2, 4];

/** Refuses sizes of blocks that cannot hold as many of both arms. */
export function checkBlockSizes(sizes: readonly number[]): void {
  const odd = sizes.find((size) => !(Number.isSafeInteger(size) && size >= 2 && size % 2 === 0));
  if (odd !== undefined || sizes.length === 0) throw new RangeError(`blocks have an even size, not ${odd}`);
}

/** Arms in permuted blocks, `count` of them: 0 or 1. SPEC.md, T7. */
export function dealtArms(source: Random, count: number, sizes: readonly number[]): number[] {
  const arms: number[] = [];
  while (arms.length < count) {
    const size = sizes[Math.floor(source() * sizes.length)];
    arms.push(
      ...shuffle(
        source,
        Array.from({ length: size }, (_, k) => k % 2),
      ),
    );
  }
  return arms.slice(0, count);
}
