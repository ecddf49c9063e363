import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';
import type { WorkFound, WorkMatch } from './workOn.ts';

/** The proposals for one text, for a person who reads them in a terminal: she chooses, or none of them. */
export function workText(
  { matches, confident, unknown, mended }: WorkFound,
  text: string,
  locale: Locale,
): string {
  const in_ = { locale };
  const title = m.cli_work_for({ text: text.split('\t')[0]!.trim() }, in_);
  const words = [
    ...mended.map(({ wrote, read }) => m.cli_work_mended({ wrote, read }, in_)),
    ...(unknown.length > 0 ? [m.cli_work_unknown({ words: unknown.join(', ') }, in_)] : []),
  ];
  if (matches.length === 0) return [title, `  ${m.cli_work_unrecognised({}, in_)}`, ...words, ''].join('\n');
  const source = matches.find(({ exposure }) => exposure)?.exposure?.source;
  return [
    title,
    ...matches.map((match, at) => `  ${at + 1}. ${matchLine(match, locale)}`),
    `  ${matches.length + 1}. ${m.cli_work_none({}, in_)}`,
    ...(confident ? [m.cli_work_confident({}, in_)] : []),
    ...words,
    ...(source === undefined ? [] : [m.cli_work_exposure_source({ source }, in_)]),
    '',
  ].join('\n');
}

function matchLine({ code, label, score, exposure }: WorkMatch, locale: Locale): string {
  const in_ = { locale };
  const name = label[locale] ?? label.fr ?? label.en;
  const surely = [
    [0.8, m.cli_work_surely],
    [0.5, m.cli_work_likely],
    [0.2, m.cli_work_perhaps],
    [0, m.cli_work_hardly],
  ] as const;
  const sure = surely.find(([from]) => score >= from)![1]({}, in_);
  const named = name === null ? code : m.cli_work_match({ name, code }, in_);
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const exposed =
    exposure &&
    m.cli_work_exposure({ mean: number.format(exposure.mean), sd: number.format(exposure.sd) }, in_);
  return [named, sure, ...(exposed ? [exposed] : [])].join(' · ');
}
