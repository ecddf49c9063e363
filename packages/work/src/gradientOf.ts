/** The ILO's six steps of exposure, from the least to the most. */
export const gradients = [
  'not-exposed',
  'minimal',
  'gradient-1',
  'gradient-2',
  'gradient-3',
  'gradient-4',
] as const;

export type Gradient = (typeof gradients)[number];

/**
 * The step of exposure to generative AI that the ILO gives an occupation, from the mean and the spread of its
 * tasks' scores (0 to 1). A low mean with a wide spread (gradient 1) is a job of which a few tasks are exposed;
 * a high mean (gradient 4) one of which most are. It says what a technology could touch, never what becomes
 * of a job.
 *
 * Both figures are rounded to two decimals first, as published. The rule is read off the labels of the
 * published file, and its edges with it: mean and spread are added as binary fractions, so that 0.36 + 0.04
 * falls short of 0.4, and 0.34 + 0.06 does not.
 *
 * Throws a RangeError unless both are numbers from 0 to 1. Source: Gmyrek et al., "Generative AI and Jobs: A
 * Refined Global Index of Occupational Exposure", ILO Working Paper 140 (2025). O(1). SPEC E4.
 *
 * @example gradientOf(0.44, 0.07); // 'gradient-2'
 */
export function gradientOf(mean: number, sd: number): Gradient {
  if (!(mean >= 0 && mean <= 1 && sd >= 0 && sd <= 1))
    throw new RangeError(`gradientOf requires a mean and a spread from 0 to 1, got ${mean} and ${sd}`);
  const [centre, reach] = [hundredths(mean), hundredths(mean) + hundredths(sd)];
  if (centre >= 0.6) return 'gradient-4';
  if (centre >= 0.5) return 'gradient-3';
  if (reach >= 0.5) return centre >= 0.4 ? 'gradient-2' : 'gradient-1';
  return reach >= 0.4 ? 'minimal' : 'not-exposed';
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
