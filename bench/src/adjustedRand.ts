/**
 * How far two partitions of the same people agree, corrected for chance: 1 the same, about 0 unrelated.
 * Labels are any integers, one a person. Where both partitions are a single group the index is 1.
 *
 * Source: L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985). O(people).
 *
 * adjustedRand([0, 0, 1, 1], [5, 5, 5, 7]); // => 0
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError('adjustedRand requires two labels a person');
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const add = <T>(counts: Map<T, number>, key: T) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < a.length; i++) {
    add(cells, `${a[i]} ${b[i]}`);
    add(rows, a[i]);
    add(columns, b[i]);
  }
  const pairs = (counts: Map<unknown, number>) => {
    let sum = 0;
    for (const n of counts.values()) sum += (n * (n - 1)) / 2;
    return sum;
  };
  const together = pairs(cells);
  const expected = (pairs(rows) * pairs(columns)) / ((a.length * (a.length - 1)) / 2);
  const most = (pairs(rows) + pairs(columns)) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
