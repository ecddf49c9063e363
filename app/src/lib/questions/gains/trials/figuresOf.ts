import type { Caution, Effect, Estimate } from '@abord/effect';
import type { Outcome } from './schema.ts';

/**
 * An effect as it is shown: of minutes in shares of the time without AI (0.19: a fifth longer), of marks in points.
 * Rounded here, to what people read: whole per cents, tenths of a point.
 */
export type Change = { readonly value: number; readonly low: number; readonly high: number };

/** The effect with everything that lets it be checked. */
export type EffectFigures = {
  readonly unit: Outcome;
  readonly change: Change;
  /** On the scale of the analysis: logarithms of minutes, or points. */
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly p: number;
  readonly level: number;
  readonly rows: number;
  readonly clusters: number;
  readonly covariance: string;
  readonly degrees: string;
  /** p of the wild cluster bootstrap, and of the ways dealt out again. */
  readonly wild?: number;
  readonly permutation?: number;
  readonly cautions: readonly Caution[];
};

/** An interval with an end that is not known is no interval to show. */
export function changeOf(
  { estimate, low, high }: Pick<Estimate, 'estimate' | 'low' | 'high'>,
  unit: Outcome,
): Change | undefined {
  const shown = (value: number) =>
    unit === 'minutes' ? Math.round(Math.expm1(value) * 100) / 100 : Math.round(value * 10) / 10;
  const change = { value: shown(estimate), low: shown(low), high: shown(high) };
  return Object.values(change).every((end) => Number.isFinite(end) && Math.abs(end) < LONGEST)
    ? change
    : undefined;
}

/** A hundred times as long: what reaches there says nothing. */
const LONGEST = 100;

export function figuresOf(effect: Effect, unit: Outcome): EffectFigures | undefined {
  const change = changeOf(effect, unit);
  return (
    change && {
      unit,
      change,
      ...{ estimate: thousandths(effect.estimate), se: thousandths(effect.se) },
      ...{ df: Math.round(effect.df * 10) / 10, p: thousandths(effect.p), level: effect.level },
      ...{ rows: effect.n, clusters: effect.clusters ?? 0 },
      ...{ covariance: effect.method.covariance, degrees: effect.method.degrees },
      ...(effect.wild && { wild: thousandths(effect.wild.p) }),
      ...(effect.permutation && { permutation: thousandths(effect.permutation.p) }),
      cautions: effect.cautions,
    }
  );
}

export function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
