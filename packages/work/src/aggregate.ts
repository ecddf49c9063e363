/** Scores brought together: tasks to an occupation, jobs to a team. */
export interface Aggregate {
  readonly mean: number;
  /** Spread of the scores themselves, not doubt about the mean; absent where fewer than two of them count. */
  readonly sd?: number;
  /** How many scores count: those with a weight above 0. */
  readonly n: number;
}

/**
 * Weighted mean and spread of scores: of the tasks of an occupation (weights by `weighTasks`, or the shares of
 * time that somebody gave), or of the jobs of a team or an organisation (weights: people or employment).
 *
 *   mean = Σ w x / Σ w        sd² = Σ w (x − mean)² / (Σ w − Σ w² / Σ w)
 *
 * With equal weights the spread is that of a sample (n − 1), as the ILO publishes it. Weights are 1 unless
 * given; only their ratios matter, and neither does the order.
 *
 * Throws a RangeError where nothing has weight, for a weight below 0, a number that is not finite, or lists of
 * two lengths. Source of the denominator: reliability weights (Galassi et al., GNU Scientific Library, 21.8).
 * O(n log n). SPEC E2, E3.
 *
 * @example aggregate([0.2, 0.5, 0.8], [1, 1, 0.5]); // { mean: 0.44, sd: 0.3, n: 3 }
 */
export function aggregate(scores: ArrayLike<number>, weights?: ArrayLike<number>): Aggregate {
  if (weights !== undefined && weights.length !== scores.length)
    throw new RangeError(`aggregate: ${scores.length} scores, but ${weights.length} weights`);
  const weighed = Array.from(scores, (score, at) => ({ score, weight: weights?.[at] ?? 1 }));
  for (const { score, weight } of weighed) {
    if (!Number.isFinite(score)) throw new RangeError(`a score is a finite number, not ${score}`);
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`a weight is a finite number from 0, not ${weight}`);
  }
  // In one order, so that the same scores give the same bits however they came.
  const counted = weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.score - b.score || a.weight - b.weight);
  if (counted.length === 0) throw new RangeError('aggregate: nothing has weight');
  const largest = Math.max(...counted.map(({ weight }) => weight));
  const lowest = counted[0].score;
  let [sum, squares, above] = [0, 0, 0];
  for (const { score, weight } of counted) {
    const share = weight / largest;
    sum += share;
    squares += share * share;
    above += share * (score - lowest);
  }
  const mean = Math.min(lowest + above / sum, counted.at(-1)!.score);
  if (counted.length === 1) return { mean, n: 1 };
  let spread = 0;
  for (const { score, weight } of counted) spread += (weight / largest) * (score - mean) ** 2;
  return { mean, sd: Math.sqrt(spread / (sum - squares / sum)), n: counted.length };
}
