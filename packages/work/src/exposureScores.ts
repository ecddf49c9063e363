/**
 * What a task was found to be: E0 not exposed, E1 done at least twice as fast with a language model alone, E2
 * with software that could be built on one.
 */
export type ExposureLabel = 'E0' | 'E1' | 'E2';

/** Three readings of the labels, from the strictest (E1 alone) to the widest (E1 and E2), 0 to 1. */
export interface ExposureScores {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/**
 * The score of a task under each of the three readings of its label: alpha counts E1, beta E1 and half of E2,
 * gamma E1 and E2. (Names are swapped in places on the web; the published files are right.)
 *
 * Source: Eloundou, Manning, Mishkin and Rock, "GPTs are GPTs" (2023). O(1). SPEC E8.
 *
 * @example exposureScores('E2'); // { alpha: 0, beta: 0.5, gamma: 1 }
 */
export function exposureScores(label: ExposureLabel): ExposureScores {
  if (label === 'E0') return { alpha: 0, beta: 0, gamma: 0 };
  return label === 'E1' ? { alpha: 1, beta: 1, gamma: 1 } : { alpha: 0, beta: 0.5, gamma: 1 };
}
