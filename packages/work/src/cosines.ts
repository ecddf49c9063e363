import type { Vectors } from './likenessOf.ts';

/** The cosine of one sheet with each of the others, in their order; 0 where either has nothing. O(shared features). */
export function cosines({ features, holders }: Vectors, origin: number, sheets: number): Float64Array {
  const found = new Float64Array(sheets);
  for (const feature of features[origin]) {
    const having = holders.get(feature) ?? [];
    const own = having.find(([sheet]) => sheet === origin)?.[1] ?? 0;
    for (const [sheet, value] of having) found[sheet] += own * value;
  }
  return found;
}
