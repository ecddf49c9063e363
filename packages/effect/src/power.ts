import { logGamma, normalCdf, tQuantile } from '@abord/numbers';

export interface PowerOptions {
  /** Two-sided level of the test; 0.05 unless given. */
  readonly alpha?: number;
  /** Degrees of freedom; Infinity (normal) unless given. */
  readonly df?: number;
}

/**
 * Probability that a two-sided test finds an effect of this size, given the standard error it will have. With
 * `df` finite, by the noncentral t.
 *
 * Throws a RangeError unless se > 0 and the effect is a number. SPEC.md, T3. Source: J. Cohen (1988). O(1).
 *
 * @example
 * power(Math.log(1.25), 2 * 0.637 / Math.sqrt(246)) // 0.78: METR could just have found a slowdown of 25 %
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
  /** Where the spread of the sample is `spread` times the true one. */
  const found = (spread: number) => normalCdf(shift - bound * spread) + normalCdf(-shift - bound * spread);
  if (df === Infinity) return found(1);
  // Over the logarithm u of that spread, whose square times df is a chi-square: the density falls as e^(df u) on one
  // side and faster on the other, so that the trapezoidal rule is as exact as the numbers.
  const low = -(40 / df + 8 / Math.sqrt(df));
  const step = (8 / Math.sqrt(df) - low) / STEPS;
  let sum = 0;
  for (let k = 0; k <= STEPS; k++) {
    const u = low + k * step;
    sum += Math.exp(df * (u - Math.expm1(2 * u) / 2)) * found(Math.exp(u));
  }
  return 2 * step * sum * Math.exp((df / 2) * Math.log(df / 2) - df / 2 - logGamma(df / 2));
}

const STEPS = 2_000;
