import type { ReferenceText } from '../reference.ts';

export type Shares = readonly (readonly [code: string, share: number])[];

/**
 * The codes of each text: its own, or those of the titles that share its narrowest concept which has any; at
 * half the weight for each step to a broader one (SPEC M2). Without any, none and weight 0.
 */
export function joinCodes(texts: readonly ReferenceText[]): { codes: Shares; weight: number }[] {
  const byConcept = new Map<string, Map<string, number>>();
  for (const { kind, codes, concepts = [] } of texts) {
    if (kind !== 'title') continue;
    for (const concept of concepts) {
      const counts = byConcept.get(concept) ?? new Map<string, number>();
      byConcept.set(concept, counts);
      for (const [code, share] of codes) counts.set(code, (counts.get(code) ?? 0) + share);
    }
  }
  const sharesOf = new Map([...byConcept].map(([concept, counts]) => [concept, shares(counts)]));
  return texts.map(({ codes, concepts = [] }) => {
    if (codes.length > 0) return { codes, weight: 1 };
    const step = concepts.findIndex((concept) => sharesOf.has(concept));
    return step < 0 ? { codes, weight: 0 } : { codes: sharesOf.get(concepts[step])!, weight: 0.5 ** step };
  });
}

function shares(counts: ReadonlyMap<string, number>): Shares {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].map(([code, count]) => [code, count / total] as const);
}
