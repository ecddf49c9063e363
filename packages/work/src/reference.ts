/** A list of occupations: ISCO-08 unit groups, ESCO occupations, ROME codes, O*NET-SOC codes. */
export type Scheme = 'isco' | 'esco' | 'rome' | 'onet';

export type Language = 'fr' | 'en';

/** One occupation of a scheme, by its code; languages in which the scheme has no name are absent. */
export interface Occupation {
  readonly code: string;
  readonly label: Readonly<Partial<Record<Language, string>>>;
  /** The group that is learnt in its place where a scheme is too fine to be learnt whole (SPEC M3). */
  readonly within?: string;
}

/** What a text is to the occupations that it names or describes; each kind has its weight (SPEC, M). */
export type TextKind = 'title' | 'name' | 'label' | 'definition' | 'skill' | 'task';

/** A published text and the occupations that it speaks of, with the share of each, adding up to 1. */
export interface ReferenceText {
  readonly text: string;
  readonly language: Language;
  readonly kind: TextKind;
  /** Empty for a text of another list: it has the codes of the titles that share its concepts (SPEC M2). */
  readonly codes: readonly (readonly [code: string, share: number])[];
  /** What it is about in another list, narrowest first: an ESCO occupation, then its ISCO-08 group. */
  readonly concepts?: readonly string[];
}

/** All that a matcher learns one scheme from. */
export interface Reference {
  readonly scheme: Scheme;
  readonly occupations: readonly Occupation[];
  readonly texts: readonly ReferenceText[];
}
