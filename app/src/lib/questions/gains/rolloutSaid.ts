import type { Aggregate } from '@abord/effect';
import { m } from '#lib/words/messages.js';
import type { MeasuredRollout } from './measureRollout.ts';
import { formatsOf } from './trialSaid.ts';

/** What a file's roll-out says, sentence by sentence. */
export interface RolloutSaid {
  /** What was read. */
  readonly counts: readonly string[];
  /** How much, and how sure. */
  readonly findings: readonly string[];
  /** Its course and its cohorts, each under its name. */
  readonly series: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What came before, and what an older method would say, with what is wrong about it. */
  readonly checks: readonly string[];
}

/** Below this many units the normal law of group-time effects is too narrow. */
const MANY = 30;

/** A roll-out for a person who reads it: the effect, its course, its cohorts, what to beware of. */
export function rolloutSaid(measured: MeasuredRollout, locale: 'fr' | 'en'): RolloutSaid {
  const in_ = { locale };
  const { format, number, percent } = formatsOf(locale);
  const { aggregates, units, periods, cohorts, alwaysTreated, preTrends, eventStudy, twoWay } = measured;
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
  return {
    counts: [
      m.cli_rollout_counts(counts, in_),
      ...(alwaysTreated > 0 ? [m.cli_rollout_always({ units: format(alwaysTreated) }, in_)] : []),
    ],
    findings: [
      simple.low === undefined || simple.high === undefined
        ? m.cli_rollout_simple_alone({ estimate: number(simple.estimate) }, in_)
        : m.cli_rollout_simple(
            { estimate: number(simple.estimate), low: number(simple.low), high: number(simple.high) },
            in_,
          ),
      ...(units < MANY ? [fewUnits(eventStudy?.overall, locale)] : []),
    ],
    series: [
      {
        title: m.cli_rollout_dynamic({}, in_),
        lines: dynamic.map((figure) => {
          const e = format(Math.abs(figure.e));
          const label = figure.e < 0 ? m.cli_rollout_before({ e }, in_) : m.cli_rollout_event({ e }, in_);
          return line(label, figure);
        }),
      },
      {
        title: m.cli_rollout_group({}, in_),
        lines: group.map((figure) => line(String(figure.cohort), figure)),
      },
    ],
    checks: [
      // Chi-square sees what is not there where units are few.
      ...(preTrends?.few
        ? [
            (preTrends.few.p < 0.05 ? m.cli_rollout_pre_told : m.cli_rollout_pre_not_told)(
              { p: number(preTrends.few.p) },
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
    ],
  };
}

function fewUnits(
  figure: { estimate: number; low: number; high: number } | undefined,
  locale: 'fr' | 'en',
): string {
  const { number } = formatsOf(locale);
  if (figure === undefined) return m.cli_rollout_few_alone({}, { locale });
  const { estimate, low, high } = figure;
  return m.cli_rollout_few({ estimate: number(estimate), low: number(low), high: number(high) }, { locale });
}
