/**
 * Draws of a t statistic as functions of the effect that is supposed: under effect r its square is
 * (n0 − r n1)² / (q0 − 2 r q1 + r² q2). One pass over the draws gives the p value of any r, and so an interval.
 */
export interface Replicates {
  readonly n0: Float64Array;
  readonly n1: Float64Array;
  readonly q0: Float64Array;
  readonly q1: Float64Array;
  readonly q2: Float64Array;
}

export function replicates(draws: number): Replicates {
  const [n0, n1, q0, q1, q2] = [0, 1, 2, 3, 4].map(() => new Float64Array(draws));
  return { n0, n1, q0, q1, q2 };
}

/** The figure that was observed: its square under r is (estimate − r)² / variance. */
export interface Observed {
  readonly estimate: number;
  readonly variance: number;
}

/** A square of t beyond which it counts as infinite, upside down. */
const PERFECT = 1e-20;

/** Draws whose statistic is as large as a tie or larger, and strictly larger, under effect r (infinite: in the limit). */
export function beyond(draws: Replicates, { estimate, variance }: Observed, r: number) {
  const { n0, n1, q0, q1, q2 } = draws;
  const limit = Math.abs(r) === Infinity;
  // The observed vector is among the draws, and rounding must not decide about it; nor about a perfect fit.
  const away = (estimate - r) ** 2;
  let square = 1 / PERFECT;
  if (!limit) square = away === 0 ? 0 : away / Math.max(variance, PERFECT * away);
  let atLeast = 0;
  let above = 0;
  for (let k = 0; k < n0.length; k++) {
    const top = (limit ? n1[k] : n0[k] - r * n1[k]) ** 2;
    const spread = limit ? q2[k] : q0[k] - 2 * r * q1[k] + r * r * q2[k];
    const bottom = Math.max(PERFECT * top, spread) * square;
    if (top >= bottom * (1 - 1e-9)) {
      atLeast++;
      if (top > bottom * (1 + 1e-9)) above++;
    }
  }
  return { atLeast, above };
}

/**
 * The effects that a test at level 1 − `level` does not reject, around the estimate; an end that no effect
 * reaches is infinite. Where a p value is not monotone, the end nearest to the estimate is given.
 */
export function invert(
  pValue: (r: number) => number,
  { estimate, variance }: Observed,
  level: number,
): { low: number; high: number } {
  if (variance === 0) return { low: estimate, high: estimate };
  if (pValue(Infinity) > 1 - level) return { low: -Infinity, high: Infinity };
  const end = (direction: number) => {
    let inside = estimate;
    let step = direction * 0.25 * Math.sqrt(variance);
    let outside = estimate + step;
    for (let round = 0; pValue(outside) > 1 - level; round++) {
      if (round === 60) return direction * Infinity;
      inside = outside;
      step *= round < 12 ? 1.25 : 2;
      outside += step;
    }
    while (Math.abs(outside - inside) > 1e-12 * Math.sqrt(variance)) {
      const middle = (inside + outside) / 2;
      if (middle === inside || middle === outside) break;
      if (pValue(middle) > 1 - level) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return { low: end(-1), high: end(1) };
}
