import type { Factor } from './factor.ts';

/** Whether each level of a factor lies in one level of another, rows that do not count aside. */
export function isNested(inner: Factor, outer: Factor, alone: Uint8Array): boolean {
  const home = new Int32Array(inner.levels).fill(-1);
  for (let row = 0; row < alone.length; row++) {
    if (alone[row] === 1) continue;
    const level = inner.codes[row];
    if (home[level] < 0) home[level] = outer.codes[row];
    else if (home[level] !== outer.codes[row]) return false;
  }
  return true;
}
