import type { MeasuredRollout } from '#lib/questions/gains/measureRollout.ts';
import { rolloutSaid } from '#lib/questions/gains/rolloutSaid.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

/** A roll-out for a person who reads it in a terminal: the effect, its course, its cohorts, what to beware of. */
export function rolloutText(measured: MeasuredRollout, locale: Locale): string {
  const in_ = { locale };
  const { counts, findings, series, checks } = rolloutSaid(measured, locale);
  const { control, engine, version } = measured.method;
  const compared = control === 'never' ? m.cli_rollout_control_never : m.cli_rollout_control_notyet;
  return [
    ...counts,
    '',
    ...findings,
    '',
    ...series.flatMap(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`), '']),
    ...checks,
    m.cli_rollout_method({ control: compared({}, in_), engine, version }, in_),
    '',
  ].join('\n');
}
