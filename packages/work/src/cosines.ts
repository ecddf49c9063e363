import type { Vectors } from './likenessOf.ts';

/** The cosine of one sheet with each of the others, in their order; 0 where either has nothing. O(shared features). */
export function cosines({ own, holders }: Vectors, origin: number): Float64Array {
  const found = new Float64Array(own.length);
  for (const [feature, value] of own[origin]) {
    const { sheets, values } = holders.get(feature)!;
    for (let at = 0; at < sheets.length; at++) found[sheets[at]] += value * values[at];
  }
  return found;
}
