/**
 * How evenly people answered: 1 - 2 S, where S is the standard deviation of their propensities to answer. 1 is
 * a response that leaves nobody out more than others; 0 the most uneven one there can be.
 *
 * `propensities` are one a person invited, from 0 to 1: of a group the share who answered. Throws a RangeError
 * with fewer than two, or one outside. Source: B. Schouten, F. Cobben and J. Bethlehem, "Indicators for the
 * representativeness of survey response", Survey Methodology 35 (2009). O(people).
 *
 * @example rIndicator([0.2, 0.4, 0.3, 0.5]); // 0.7418011102528389
 */
export function rIndicator(propensities: ArrayLike<number>): number {
  const n = propensities.length;
  if (n < 2) throw new RangeError('an R-indicator needs two people');
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (!(propensities[i] >= 0 && propensities[i] <= 1)) {
      throw new RangeError(`a propensity lies between 0 and 1, not at ${propensities[i]}`);
    }
    sum += propensities[i];
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (propensities[i] - mean) ** 2;
  return 1 - 2 * Math.sqrt(squares / (n - 1));
}
