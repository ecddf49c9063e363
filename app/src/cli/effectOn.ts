import { type Effect, effectOf, VERSION } from '@abord/effect';
import { bytesOf } from '#lib/files/bytesOf.ts';
import { refusalOf } from '#lib/questions/gains/refusalOf.ts';
import { readTrialFile, type TrialColumns, type TrialFile } from '#lib/questions/gains/trialFile.ts';
import { effectText } from './effectText.ts';
import type { Locale } from './locale.ts';

/** Reads the trial at `file`, has the engine measure it and prints what it says. */
export async function effectOn(
  file: string,
  wanted: {
    readonly columns: TrialColumns;
    readonly draws: number;
    readonly seed: number;
    readonly json: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  const { columns, draws, seed, json, locale } = wanted;
  const trial = await readTrialFile(bytesOf(file), file, columns);
  const measured = figuresOf(measure(file, trial, columns, { draws, seed }), trial, columns, seed);
  process.stdout.write(json ? `${JSON.stringify(measured)}\n` : effectText(measured, columns, locale));
}

export type Measured = ReturnType<typeof figuresOf>;

function measure(
  file: string,
  { records }: TrialFile,
  { treatment, cluster = '' }: TrialColumns,
  options: { readonly draws: number; readonly seed: number },
): Effect {
  try {
    return effectOf(records, options);
  } catch (error) {
    throw refusalOf(error, file, { treatment, cluster, cohort: '', time: '' });
  }
}

function figuresOf(effect: Effect, { leftOut }: TrialFile, { log }: TrialColumns, seed: number) {
  const { estimate, se, df, p, low, high, level, n, clusters, method, wild, permutation } = effect;
  return {
    estimate,
    se,
    df,
    p,
    low,
    high,
    level,
    n,
    clusters: clusters ?? null,
    method: { ...method, engine: '@abord/effect', version: VERSION, seed },
    ...(log && {
      percent: {
        estimate: 100 * Math.expm1(estimate),
        low: 100 * Math.expm1(low),
        high: 100 * Math.expm1(high),
      },
    }),
    ...(wild && {
      wild: {
        p: wild.p,
        draws: wild.draws,
        enumerated: wild.enumerated,
        low: wild.low,
        high: wild.high,
        weights: wild.method.weights,
      },
    }),
    ...(permutation && {
      permutation: {
        p: permutation.p,
        plain: permutation.plain,
        draws: permutation.draws,
        enumerated: permutation.enumerated,
        low: permutation.low,
        high: permutation.high,
        centre: permutation.centre,
        covariance: permutation.method.covariance,
      },
    }),
    singletons: effect.singletons,
    dropped: effect.dropped,
    leftOut,
    cautions: effect.cautions,
  };
}
