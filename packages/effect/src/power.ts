import { normalCdf, tCdf, tQuantile } from '@abord/numbers';

export interface PowerOptions {
  /** Two-sided level of the test; 0.05 unless given. */
  readonly alpha?: number;
  /** Degrees of freedom; Infinity (normal) unless given. */
  readonly df?: number;
}

/**
 * Probability that a two-sided test finds an effect of this size, given the standard error it will have. With
 * `df` finite, the t law shifted by effect / se, which is close to the noncentral t and needs no table.
 *
 * Throws a RangeError unless se > 0. SPEC.md, T3. Source: J. Cohen (1988). O(1).
 *
 * @example
 * power(Math.log(1.25), 2 * 0.637 / Math.sqrt(246)) // 0.79: METR could just have found a slowdown of 25 %
 */
export function power(
  effect: number,
  se: number,
  { alpha = 0.05, df = Infinity }: PowerOptions = {},
): number {
  if (!Number.isFinite(effect)) throw new RangeError(`an effect is a number, not ${effect}`);
  if (!(se > 0)) throw new RangeError(`a standard error is above 0, not ${se}`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must be between 0 and 1, got ${alpha}`);
  const bound = tQuantile(1 - alpha / 2, df);
  const shift = Math.abs(effect) / se;
  const cdf = df === Infinity ? normalCdf : (t: number) => tCdf(t, df);
  return cdf(shift - bound) + cdf(-shift - bound);
}
