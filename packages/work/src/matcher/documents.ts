/** Documents as rows of stems: where each starts, its stems, and how often each occurs. */
export interface Documents {
  readonly start: Uint32Array;
  readonly stem: Uint32Array;
  readonly count: Uint32Array;
}

/** Where each row starts, and where the last one ends. */
export function starts(lengths: readonly number[]): Uint32Array {
  const start = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, k) => {
    start[k + 1] = start[k] + length;
  });
  return start;
}

/** One document a bag of stems. */
export function documentsOf(bags: readonly ReadonlyMap<number, number>[]): Documents {
  return {
    start: starts(bags.map(({ size }) => size)),
    stem: Uint32Array.from(bags.flatMap((bag) => [...bag.keys()])),
    count: Uint32Array.from(bags.flatMap((bag) => [...bag.values()])),
  };
}
