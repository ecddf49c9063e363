import type { MeasuredTrial } from '#lib/questions/gains/measureTrial.ts';
import type { TrialColumns } from '#lib/questions/gains/trialFile.ts';
import { degreesOf, formatsOf, trialSaid } from '#lib/questions/gains/trialSaid.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

/** The effect in a file, for a person who reads it in a terminal: how much, how sure, what to beware of. */
export function effectText(measured: MeasuredTrial, columns: TrialColumns, locale: Locale): string {
  const { counts, findings, cautions } = trialSaid(measured, columns, locale);
  const { covariance, degrees, engine, version, seed } = measured.method;
  const method = m.cli_effect_method(
    {
      ...{ covariance, engine, version, seed },
      degrees: degreesOf(degrees, locale),
      df: formatsOf(locale).number(measured.df),
    },
    { locale },
  );
  return [...counts, '', ...findings, ...cautions, '', method, ''].join('\n');
}
