/**
 * Half the deviance of a count k under a Poisson law of mean m: k log(k / m) + m − k, never below 0. Where
 * k and m lie close the logarithm and the difference cancel; a series keeps every digit there. Who knows
 * `difference` = k − m better than by subtracting gives it.
 *
 * Throws RangeError unless both are positive. Source: C. Loader, "Fast and accurate computation of binomial
 * probabilities" (2000), his `bd0`. O(1).
 *
 * poissonDeviance(3, 2); // => 0.21639532432449304
 */
export function poissonDeviance(k: number, m: number, difference = k - m): number {
  if (!(k > 0 && m > 0)) throw new RangeError(`poissonDeviance requires positive numbers, got ${k} and ${m}`);
  const v = difference / (k + m);
  if (Math.abs(v) >= 0.1) return k * Math.log(k / m) - difference;
  let sum = difference * v;
  let power = 2 * k * v;
  for (let j = 3; ; j += 2) {
    power *= v * v;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}
