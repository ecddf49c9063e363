import type { Factor } from './factor.ts';

/** Refuses a factor that does not give each row one of its levels. O(rows). */
export function checkFactor(what: string, { codes, levels }: Factor, rows: number): void {
  if (codes.length !== rows) throw new RangeError(`${what} has ${codes.length} codes for ${rows} rows`);
  for (let row = 0; row < rows; row++) {
    const code = codes[row];
    if (!(Number.isInteger(code) && code >= 0 && code < levels))
      throw new RangeError(`${what} has the code ${code} in row ${row}, of ${levels} levels`);
  }
}
