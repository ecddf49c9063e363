/** A list of occupations: ISCO-08 unit groups, ESCO occupations, ROME codes, O*NET-SOC codes. */
export type Scheme = 'isco' | 'esco' | 'rome' | 'onet';

export type Language = 'fr' | 'en';

/** One occupation of a scheme, by its code; languages in which the scheme has no name are absent. */
export interface Occupation {
  readonly code: string;
  readonly label: Readonly<Partial<Record<Language, string>>>;
}

/** What a text is to the occupations that it names or describes; each kind has its weight (SPEC, M). */
export type TextKind = 'title' | 'name' | 'label' | 'definition' | 'skill' | 'task';

/** A published text and the occupations that it speaks of, with the share of each, adding up to 1. */
export interface ReferenceText {
  readonly text: string;
  readonly language: Language;
  readonly kind: TextKind;
  readonly codes: readonly (readonly [code: string, share: number])[];
}

/** All that a matcher learns one scheme from. */
export interface Reference {
  readonly scheme: Scheme;
  readonly occupations: readonly Occupation[];
  readonly texts: readonly ReferenceText[];
}
