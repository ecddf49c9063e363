import { type Interval, wilson } from '@abord/numbers';

/** How many conversations or uses were of each mode; fractional where they are weighted. */
export interface Modes {
  /** The whole task is handed over. */
  readonly directive: number;
  /** Handed over, with what went wrong handed back. */
  readonly feedbackLoop: number;
  readonly taskIteration: number;
  readonly validation: number;
  readonly learning: number;
  /** Whatever no mode was told of. */
  readonly unclassified?: number;
}

/**
 * AI that does a task against AI that helps with one: directive use and feedback loops are automation; task
 * iteration, validation and learning augmentation. What is unclassified is left out, and counted.
 *
 * The two shares add up to 1 and have Wilson's interval: what chance alone would do to a sample of so many.
 * Modes are mostly told by a model from what was written, and that doubt is not in it. Of nothing classified the
 * interval is 0 to 1.
 *
 * Throws a RangeError for a count below 0 or not finite. Source of the modes: Handa et al., "Which Economic
 * Tasks are Performed with AI?" (2025). O(1). SPEC E7.
 *
 * @example
 * augmentation({ directive: 27, feedbackLoop: 16, taskIteration: 31, validation: 3, learning: 23, unclassified: 9 });
 * // { automation: 0.43 (0.337 to 0.528), augmentation: 0.57 (0.472 to 0.663), classified: 100, leftOut: 9 }
 */
export function augmentation(modes: Modes): {
  readonly automation: Interval;
  readonly augmentation: Interval;
  readonly classified: number;
  readonly leftOut: number;
} {
  const { directive, feedbackLoop, taskIteration, validation, learning, unclassified = 0 } = modes;
  for (const count of [directive, feedbackLoop, taskIteration, validation, learning, unclassified]) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY))
      throw new RangeError(`a count is a finite number from 0, not ${count}`);
  }
  const automated = directive + feedbackLoop;
  const augmented = taskIteration + validation + learning;
  const classified = automated + augmented;
  return {
    automation: wilson(automated, classified),
    augmentation: wilson(augmented, classified),
    classified,
    leftOut: unclassified,
  };
}
