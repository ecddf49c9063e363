/**
 * An interval that may be looked at after every task: with probability `level` it holds the true figure at all
 * times at once, however often it is watched and whenever one stops. Wider than an interval for one look.
 *
 * Asymptotic confidence sequence of an average of `n` observations whose standard error is `se` now; narrowest,
 * relative to one look, around n = `tuning`. Throws a RangeError unless se > 0, n ≥ 1 and 0 < level < 1.
 * SPEC.md, T2. Source: I. Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence
 * sequences", Annals of Statistics 52 (2024), theorem 2.2 and its appendix on tuning. O(1).
 *
 * @example
 * confidenceSequence({ estimate: 0.17, se: 0.08, n: 246, tuning: 250 }) // { low: -0.073, high: 0.413 }
 */
export function confidenceSequence({
  estimate,
  se,
  n,
  tuning,
  level = 0.95,
}: {
  readonly estimate: number;
  readonly se: number;
  readonly n: number;
  readonly tuning: number;
  readonly level?: number;
}): { readonly low: number; readonly high: number } {
  if (!Number.isFinite(estimate)) throw new RangeError(`an estimate is a number, not ${estimate}`);
  if (!(se > 0)) throw new RangeError(`a standard error is above 0, not ${se}`);
  if (!(n >= 1 && tuning >= 1)) throw new RangeError(`n and tuning are 1 or more, not ${n} and ${tuning}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be between 0 and 1, got ${level}`);
  const alpha = 1 - level;
  const rho2 = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tuning;
  const growth = n * rho2 + 1;
  const half = se * Math.sqrt((2 * growth * Math.log(Math.sqrt(growth) / alpha)) / (n * rho2));
  return { low: estimate - half, high: estimate + half };
}
