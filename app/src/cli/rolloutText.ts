import type { Aggregate } from '@abord/effect';
import { m } from '#lib/words/messages.js';
import { formatsOf } from './effectText.ts';
import type { Locale } from './locale.ts';
import type { MeasuredRollout } from './rolloutOn.ts';

/** Below this many units the normal law of group-time effects is too narrow. */
const MANY = 30;

/** A roll-out for a person who reads it in a terminal: the effect, its course, its cohorts, what to beware of. */
export function rolloutText(measured: MeasuredRollout, locale: Locale): string {
  const in_ = { locale };
  const { format, number, percent } = formatsOf(locale);
  const { aggregates, units, periods, cohorts, alwaysTreated, preTrends, eventStudy, twoWay, method } =
    measured;
  const line = (label: string, { estimate, low, high }: Aggregate) =>
    low === undefined || high === undefined
      ? m.cli_rollout_line_alone({ label, estimate: number(estimate) }, in_)
      : m.cli_rollout_line({ label, estimate: number(estimate), low: number(low), high: number(high) }, in_);
  const { simple, dynamic, group } = aggregates;
  const counts = {
    units: format(units),
    periods: format(periods.length),
    cohorts: cohorts.map(({ cohort, units: size }) => `${cohort} (${format(size)})`).join(', '),
  };
  return [
    m.cli_rollout_counts(counts, in_),
    ...(alwaysTreated > 0 ? [m.cli_rollout_always({ units: format(alwaysTreated) }, in_)] : []),
    '',
    simple.low === undefined || simple.high === undefined
      ? m.cli_rollout_simple_alone({ estimate: number(simple.estimate) }, in_)
      : m.cli_rollout_simple(
          { estimate: number(simple.estimate), low: number(simple.low), high: number(simple.high) },
          in_,
        ),
    ...(units < MANY ? [fewUnits(eventStudy?.overall, locale)] : []),
    '',
    m.cli_rollout_dynamic({}, in_),
    ...dynamic.map((figure) => {
      const e = format(Math.abs(figure.e));
      const label = figure.e < 0 ? m.cli_rollout_before({ e }, in_) : m.cli_rollout_event({ e }, in_);
      return `  ${line(label, figure)}`;
    }),
    '',
    m.cli_rollout_group({}, in_),
    ...group.map((figure) => `  ${line(String(figure.cohort), figure)}`),
    '',
    ...(preTrends
      ? [
          (preTrends.p < 0.05 ? m.cli_rollout_pre_told : m.cli_rollout_pre_not_told)(
            { p: number(preTrends.p) },
            in_,
          ),
        ]
      : []),
    ...(twoWay.forbidden === undefined
      ? []
      : [
          m.cli_rollout_two_way(
            { estimate: number(twoWay.estimate), percent: percent(twoWay.forbidden) },
            in_,
          ),
        ]),
    m.cli_rollout_method(
      {
        control:
          method.control === 'never'
            ? m.cli_rollout_control_never({}, in_)
            : m.cli_rollout_control_notyet({}, in_),
        engine: method.engine,
        version: method.version,
      },
      in_,
    ),
    '',
  ].join('\n');
}

function fewUnits(
  figure: { estimate: number; low: number; high: number } | undefined,
  locale: Locale,
): string {
  const { number } = formatsOf(locale);
  if (figure === undefined) return m.cli_rollout_few_alone({}, { locale });
  const { estimate, low, high } = figure;
  return m.cli_rollout_few({ estimate: number(estimate), low: number(low), high: number(high) }, { locale });
}
