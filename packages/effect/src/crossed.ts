import type { Factor } from './factor.ts';

/** The pairs of two factors' levels that occur, as one factor. */
export function crossed(a: Factor, b: Factor): Factor {
  const seen = new Map<number, number>();
  const codes = Int32Array.from({ length: a.codes.length }, (_, row) => {
    const pair = a.codes[row] * b.levels + b.codes[row];
    const code = seen.get(pair) ?? seen.size;
    seen.set(pair, code);
    return code;
  });
  return { codes, levels: seen.size };
}
