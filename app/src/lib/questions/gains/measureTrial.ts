import { type Effect, effectOf, VERSION } from '@abord/effect';
import { refusalOf } from './refusalOf.ts';
import { readTrialFile, type TrialColumns, type TrialFile } from './trialFile.ts';

/**
 * Reads a trial of a CSV file, one row a task, and has the engine measure it.
 *
 * @throws InputError as `readTrialFile`, and where the file's content gives no figure (`refusalOf`)
 */
export async function measureTrial(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  columns: TrialColumns,
  options: { readonly draws: number; readonly seed: number },
): Promise<MeasuredTrial> {
  const trial = await readTrialFile(bytes, file, columns);
  return figuresOf(measure(file, trial, columns, options), trial, columns, options.seed);
}

export type MeasuredTrial = ReturnType<typeof figuresOf>;

function measure(
  file: string,
  { records }: TrialFile,
  { outcome, treatment, cluster = '' }: TrialColumns,
  options: { readonly draws: number; readonly seed: number },
): Effect {
  try {
    return effectOf(records, options);
  } catch (error) {
    throw refusalOf(error, file, { outcome, treatment, cluster, cohort: '', time: '' });
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
