import type { Likeness } from './likenessOf.ts';
import { type LikenessWeights, rankByLikeness } from './rankByLikeness.ts';

/** An official move from one occupation to another, and its kind where the source tells it. */
export interface Mobility {
  readonly from: string;
  readonly to: string;
  /** `close` asks for about the same skills, `evolution` for more training or experience. */
  readonly relation?: 'close' | 'evolution';
}

/** One way on from an occupation, and what it is said on the strength of. */
export interface Pathway<Exposure> {
  readonly code: string;
  readonly evidence: 'official' | 'skills';
  readonly relation?: 'close' | 'evolution';
  /** Skills of the destination that the origin has, and those that it lacks, by identifier; together all `of` of them. */
  readonly shared: readonly string[];
  readonly missing: readonly string[];
  readonly of: number;
  /** What is known of the destination's exposure: information, without a part in the order. */
  readonly exposure?: Exposure;
}

/**
 * Where somebody could go from an occupation, by two kinds of evidence that are never mixed: all official moves,
 * close ones first, and then the `top` occupations most like it by their skills that no official move leads to.
 * Within a kind the most alike come first. A pathway says what can be reached, never that anybody should leave.
 *
 * Exposure is carried along and orders nothing. Throws a RangeError for a code without a sheet, and for a `top`
 * below 0. O(sheets · log sheets). SPEC P6 to P8.
 *
 * @example
 * pathways('M1203', { likeness, mobilities, exposure: new Map([['M1206', 0.41]]) }, { top: 10 })[0];
 * // { code: 'M1206', evidence: 'official', relation: 'close', shared: ['100023'], missing: [...], of: 25, exposure: 0.41 }
 */
export function pathways<Exposure>(
  code: string,
  known: {
    readonly likeness: Likeness;
    readonly mobilities: readonly Mobility[];
    readonly exposure?: ReadonlyMap<string, Exposure>;
  },
  { top = 10, weights }: { readonly top?: number; readonly weights?: LikenessWeights } = {},
): Pathway<Exposure>[] {
  if (!(top >= 0)) throw new RangeError(`pathways: top is a number from 0, not ${top}`);
  const ranked = rankByLikeness(known.likeness, code, weights).map((found) => found.code);
  const relations = relationsFrom(code, known.mobilities);
  const place = (to: string) => (ranked.includes(to) ? ranked.indexOf(to) : ranked.length);
  const official = [...relations.keys()].sort(
    (a, b) =>
      order.indexOf(relations.get(a)) - order.indexOf(relations.get(b)) ||
      place(a) - place(b) ||
      (a < b ? -1 : 1),
  );
  const alike = ranked.filter((to) => !relations.has(to)).slice(0, top);
  const skillsOf = (of: string): readonly string[] => [
    ...(known.likeness.skills[known.likeness.codes.indexOf(of)] ?? []),
  ];
  const own = new Set(skillsOf(code));
  const pathway = (to: string, evidence: Pathway<Exposure>['evidence']): Pathway<Exposure> => {
    const skills = skillsOf(to);
    const relation = relations.get(to);
    const exposure = known.exposure?.get(to);
    return {
      code: to,
      evidence,
      ...(relation && { relation }),
      shared: skills.filter((skill) => own.has(skill)),
      missing: skills.filter((skill) => !own.has(skill)),
      of: skills.length,
      ...(exposure !== undefined && { exposure }),
    };
  };
  return [...official.map((to) => pathway(to, 'official')), ...alike.map((to) => pathway(to, 'skills'))];
}

const order: readonly Mobility['relation'][] = ['close', 'evolution', undefined];

/** The official destinations of an occupation; one that is both close and an evolution is close. */
function relationsFrom(code: string, mobilities: readonly Mobility[]): Map<string, Mobility['relation']> {
  const relations = new Map<string, Mobility['relation']>();
  for (const { from, to, relation } of mobilities) {
    if (from !== code || to === code) continue;
    const before = relations.get(to);
    if (!relations.has(to) || order.indexOf(relation) < order.indexOf(before)) relations.set(to, relation);
  }
  return relations;
}
