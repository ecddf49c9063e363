import { chiSquareTail, tCdf, tQuantile } from '@abord/numbers';

export interface Pooled {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Variance of the true effects between units. */
  readonly tau2: number;
  /** Cochran's Q: whether units differ more than their own doubt lets them. */
  readonly heterogeneity: {
    readonly q: number;
    readonly df: number;
    readonly p: number;
    readonly i2: number;
  };
  /** Each unit's effect drawn towards the mean, by how little its own data say. */
  readonly shrunken: readonly { readonly estimate: number; readonly se: number }[];
  readonly method: {
    readonly tau2: 'paule-mandel' | 'reml' | 'dersimonian-laird';
    readonly degrees: 'hartung-knapp';
  };
}

/**
 * Effects of several people (teams, profiles) as draws from one distribution: their mean with Hartung and Knapp's
 * interval, how much they differ, and each one shrunken towards the mean. The shrunken one is the best guess
 * about a person; her own one is her own evidence. Show both, and which is which.
 *
 * Throws a RangeError for fewer than two effects or a standard error that is not above 0. SPEC.md, M1. Sources:
 * R. C. Paule and J. Mandel (1982); W. Viechtbauer, Journal of Educational and Behavioral Statistics 30 (2005);
 * J. Hartung and G. Knapp, Statistics in Medicine 20 (2001). O(effects · rounds).
 *
 * @example
 * poolEffects([0.1, 0.4, -0.2], [0.2, 0.2, 0.3]) // { estimate: 0.149, tau2: 0.028, shrunken: [{ estimate: 0.129, … }, …], … }
 */
export function poolEffects(
  effects: readonly number[],
  errors: readonly number[],
  {
    tau2: kind = 'paule-mandel',
    level = 0.95,
  }: { readonly tau2?: Pooled['method']['tau2']; readonly level?: number } = {},
): Pooled {
  const count = effects.length;
  if (count < 2 || errors.length !== count)
    throw new RangeError(`pooling needs two effects with their errors, not ${count} with ${errors.length}`);
  const wrong = errors.find((error) => !(error > 0 && error < Infinity));
  if (wrong !== undefined) throw new RangeError(`a standard error is above 0, not ${wrong}`);
  if (effects.some((effect) => !Number.isFinite(effect))) throw new RangeError('an effect is no number');
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const variances = errors.map((error) => error * error);
  const plain = around(effects, variances, 0);
  const tau2 = { 'paule-mandel': pauleMandel, reml, 'dersimonian-laird': derSimonianLaird }[kind](
    effects,
    variances,
  );
  const { mean, q, weight } = around(effects, variances, tau2);
  const se = Math.sqrt(q / ((count - 1) * weight));
  const half = tQuantile((1 + level) / 2, count - 1) * se;
  return {
    estimate: mean,
    se,
    df: count - 1,
    p: se === 0 ? (mean === 0 ? 1 : 0) : 2 * tCdf(-Math.abs(mean / se), count - 1),
    low: mean - half,
    high: mean + half,
    level,
    tau2,
    heterogeneity: {
      q: plain.q,
      df: count - 1,
      p: chiSquareTail(plain.q, count - 1),
      i2: Math.max(0, 1 - (count - 1) / plain.q),
    },
    shrunken: effects.map((effect, k) => {
      const own = tau2 / (tau2 + variances[k]);
      return {
        estimate: own * effect + (1 - own) * mean,
        se: Math.sqrt(own * variances[k] + (1 - own) ** 2 * se * se),
      };
    }),
    method: { tau2: kind, degrees: 'hartung-knapp' },
  };
}

function around(effects: readonly number[], variances: readonly number[], tau2: number) {
  const weights = variances.map((variance) => 1 / (variance + tau2));
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const mean = effects.reduce((sum, effect, k) => sum + (weights[k] / weight) * effect, 0);
  const q = effects.reduce((sum, effect, k) => sum + weights[k] * (effect - mean) ** 2, 0);
  return { weights, weight, mean, q };
}

function derSimonianLaird(effects: readonly number[], variances: readonly number[]): number {
  const { weights, weight, q } = around(effects, variances, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  return Math.max(0, (q - (effects.length - 1)) / (weight - squares / weight));
}

/** The tau² under which Q is what it should be, count − 1; Q falls as tau² rises. */
function pauleMandel(effects: readonly number[], variances: readonly number[]): number {
  const target = effects.length - 1;
  const q = (tau2: number) => around(effects, variances, tau2).q;
  if (q(0) <= target) return 0;
  let high = Math.max(...variances);
  while (q(high) > target) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (q(middle) > target) low = middle;
    else high = middle;
  }
}

/** Fisher scoring of the restricted likelihood, held at 0 or above. */
function reml(effects: readonly number[], variances: readonly number[]): number {
  let tau2 = derSimonianLaird(effects, variances);
  for (let round = 0; round < 10_000; round++) {
    const { weights, weight, mean } = around(effects, variances, tau2);
    const squares = weights.reduce((sum, w) => sum + w * w, 0);
    const cubes = weights.reduce((sum, w) => sum + w ** 3, 0);
    const slope =
      effects.reduce((sum, effect, k) => sum + weights[k] ** 2 * (effect - mean) ** 2, 0) -
      weight +
      squares / weight;
    const information = squares - (2 * cubes) / weight + (squares / weight) ** 2;
    const next = Math.max(0, tau2 + slope / information);
    if (Math.abs(next - tau2) <= 1e-15 * (next + 1e-3)) return next;
    tau2 = next;
  }
  return tau2;
}
