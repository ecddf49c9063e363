/**
 * What unequal weights cost: Kish's design effect, n Σw² / (Σw)², and the effective sample size, n divided by
 * it, the number of people who, equally weighted, would say as much.
 *
 * Throws a RangeError when there is no weight, or one under 0, or they sum to 0. Source: L. Kish, "Survey
 * Sampling", Wiley (1965), section 11.7. O(people).
 *
 * @example effectiveSampleSize([1, 1, 2]); // { designEffect: 1.125, people: 2.6667 }
 */
export function effectiveSampleSize(weights: ArrayLike<number>): { designEffect: number; people: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0)) throw new RangeError(`a weight is a number from 0, not ${weights[i]}`);
    sum += weights[i];
    squares += weights[i] * weights[i];
  }
  if (sum === 0) throw new RangeError('there is no weight');
  return { designEffect: (weights.length * squares) / (sum * sum), people: (sum * sum) / squares };
}
