import { normalCdf, normalQuantile } from '@abord/numbers';
import { power } from './power.ts';

/**
 * What a significant result would be worth if the effect were of this size: how probably it has the wrong sign
 * (type S), and how many times too large it is on average (type M). To be shown where power is under a half.
 *
 * Throws a RangeError unless se > 0 and the effect is not 0. SPEC.md, T4. Sources: A. Gelman and J. Carlin,
 * Perspectives on Psychological Science 9 (2014); closed form of J. Lu, Y. Qiu and A. Deng, British Journal of
 * Mathematical and Statistical Psychology 72 (2019). O(1).
 *
 * @example
 * signMagnitudeErrors(0.1, 3.28) // { power: 0.05, wrongSign: 0.46, exaggeration: 77 }
 */
export function signMagnitudeErrors(
  effect: number,
  se: number,
  { alpha = 0.05 }: { readonly alpha?: number } = {},
): { readonly power: number; readonly wrongSign: number; readonly exaggeration: number } {
  if (!(Math.abs(effect) > 0)) throw new RangeError('an effect of 0 has no sign to be wrong about');
  const found = power(effect, se, { alpha });
  const z = normalQuantile(1 - alpha / 2);
  const shift = Math.abs(effect) / se;
  const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  const mean =
    density(shift + z) + density(shift - z) + shift * (normalCdf(shift + z) + normalCdf(shift - z) - 1);
  return {
    power: found,
    wrongSign: normalCdf(-z - shift) / found,
    exaggeration: mean / (shift * found),
  };
}
