/** Much exposed and little used, or little exposed and much used. */
export type Surprise = 'unused' | 'unexpected';

/** Exposure from which a job is much exposed: the ILO's gradients 3 and 4; and use under which it is little used. */
const bounds = { much: 0.5, used: 0.5, unused: 1 / 3 } as const;

/**
 * Does use fall out of step with exposure, surely? `unused`: much exposed, and the whole interval of the share who
 * use AI lies under a third. `unexpected`: little exposed, and the whole interval lies over a half. Nothing where
 * the doubt leaves both open, or where exposure is neither.
 *
 * `least` and `most` bound the exposure: mean, and mean and deviation, of one occupation; the smallest mean and the
 * largest sum of the two over a family. Both are 0 to 1, as in the ILO's index of 2025, whose gradients the bounds
 * come from: mean 0.5 or more is gradient 3 or 4; mean and deviation under 0.5 is minimal or not exposed. Exposure
 * says what tools could do of a task, not what becomes of a job. Constant time. SPEC R9.
 *
 * @example surpriseOf({ low: 0.02, high: 0.3 }, { least: 0.58, most: 0.68 }); // 'unused'
 */
export function surpriseOf(
  use: { readonly low: number; readonly high: number },
  exposure: { readonly least: number; readonly most: number },
): Surprise | undefined {
  if (exposure.least >= bounds.much && use.high < bounds.unused) return 'unused';
  if (exposure.most < bounds.much && use.low > bounds.used) return 'unexpected';
  return undefined;
}
