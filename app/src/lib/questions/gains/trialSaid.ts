import type { Caution, Estimate } from '@abord/effect';
import { m } from '#lib/words/messages.js';
import type { MeasuredTrial } from './measureTrial.ts';
import type { TrialColumns } from './trialFile.ts';

/** What a file's trial says, sentence by sentence. */
export interface TrialSaid {
  /** What was read. */
  readonly counts: readonly string[];
  /** How much, how sure, and what other ways to doubt it say. */
  readonly findings: readonly string[];
  /** What to beware of. */
  readonly cautions: readonly string[];
}

/** The effect in a file, for a person who reads it: how much, how sure, what to beware of. */
export function trialSaid(measured: MeasuredTrial, columns: TrialColumns, locale: 'fr' | 'en'): TrialSaid {
  const in_ = { locale };
  const { p, clusters, leftOut, wild, permutation } = measured;
  const { format, number, signed } = formatsOf(locale);
  const { outcome, treatment, cluster = '' } = columns;
  // In the unit of the effect beside which it stands.
  const end = (value: number) => (measured.percent ? signed(Math.expm1(value)) : number(value));
  const ends = (figure: { low: number; high: number }) => ({
    low: end(figure.low),
    high: end(figure.high),
  });
  return {
    counts: [
      clusters === null
        ? m.cli_effect_rows({ rows: format(measured.n) }, in_)
        : m.cli_effect_rows_clusters({ rows: format(measured.n), cluster, clusters: format(clusters) }, in_),
      ...(leftOut.rows > 0
        ? [
            m.cli_effect_left_out(
              {
                rows: format(leftOut.rows),
                treated: format(leftOut.treated),
                untreated: format(leftOut.untreated),
              },
              in_,
            ),
          ]
        : []),
    ],
    findings: [
      effectSentence(measured, outcome, treatment, locale),
      p > 0.05 ? m.cli_effect_not_told({ p: number(p) }, in_) : m.cli_effect_told({ p: number(p) }, in_),
      ...(wild
        ? [
            (wild.enumerated ? m.cli_effect_wild_all : m.cli_effect_wild)(
              { draws: format(wild.draws), p: number(wild.p), ...ends(wild) },
              in_,
            ),
          ]
        : []),
      ...(permutation
        ? [
            (permutation.enumerated ? m.cli_effect_permutation_all : m.cli_effect_permutation)(
              { draws: format(permutation.draws), p: number(permutation.p) },
              in_,
            ),
          ]
        : []),
    ],
    cautions: measured.cautions.map((caution) => cautionSentence(caution, measured, locale)),
  };
}

/** Numbers of a file that somebody brought: whole ones grouped, others to three digits, no end as ∞. */
export function formatsOf(locale: 'fr' | 'en') {
  const { format } = new Intl.NumberFormat(locale);
  const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    format,
    number: (value: number) => digits.format(value).replace('-', '\u2212'),
    percent: (share: number) => percent.format(share).replace('-', '\u2212'),
    signed: (share: number) => `${share > 0 ? '+' : ''}${percent.format(share)}`.replace('-', '\u2212'),
  };
}

function effectSentence(
  measured: MeasuredTrial,
  outcome: string,
  treatment: string,
  locale: 'fr' | 'en',
): string {
  const { percent, number, signed } = formatsOf(locale);
  const in_ = { locale };
  const { estimate, low, high } = measured;
  if (measured.percent === undefined) {
    const figures = { estimate: number(estimate), low: number(low), high: number(high) };
    return m.cli_effect_plain({ treatment, outcome, ...figures }, in_);
  }
  const share = measured.percent.estimate / 100;
  const interval = m.cli_effect_interval(
    { low: signed(measured.percent.low / 100), high: signed(measured.percent.high / 100) },
    in_,
  );
  const words = { treatment, outcome, percent: percent(Math.abs(share)), interval };
  return share < 0 ? m.cli_effect_percent_less(words, in_) : m.cli_effect_percent_more(words, in_);
}

function cautionSentence(
  caution: Caution,
  { singletons, dropped }: MeasuredTrial,
  locale: 'fr' | 'en',
): string {
  const in_ = { locale };
  const { format } = formatsOf(locale);
  switch (caution) {
    case 'few-clusters':
      return m.cli_effect_few_clusters({}, in_);
    case 'no-cr2':
      return m.cli_effect_no_cr2({}, in_);
    case 'singletons':
      return m.cli_effect_singletons({ rows: format(singletons) }, in_);
    case 'collinear':
      return m.cli_effect_collinear({ columns: dropped.map(({ term }) => term).join(', ') }, in_);
    case 'disconnected':
      return m.cli_effect_disconnected({}, in_);
    case 'off-centre':
      return m.cli_effect_off_centre({}, in_);
  }
}

/** How degrees of freedom were counted, in words. */
export function degreesOf(degrees: Estimate['method']['degrees'], locale: 'fr' | 'en'): string {
  const names = {
    satterthwaite: m.cli_effect_degrees_satterthwaite,
    clusters: m.cli_effect_degrees_clusters,
    residual: m.cli_effect_degrees_residual,
    normal: m.cli_effect_degrees_normal,
  };
  return names[degrees]({}, { locale });
}
