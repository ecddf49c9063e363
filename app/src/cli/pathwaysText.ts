import { exposureText } from '#lib/references/exposureText.ts';
import type { Through, WayOn, WaysOn } from '#lib/references/waysOn.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

/** Missing skills, and other codes, that are named before the rest is counted. */
const NAMED = 8;

/** The ways on, for a person who reads them in a terminal: two blocks, one a kind of evidence. */
export function pathwaysText({ from, known, to }: WaysOn, locale: Locale): string {
  const in_ = { locale };
  const block = (evidence: WayOn['evidence']) => to.filter((way) => way.evidence === evidence);
  const lines = (ways: readonly WayOn[], here: boolean, absent: typeof m.ways_no_moves) => {
    if (!here) return [`  ${absent({}, in_)}`];
    return ways.length === 0 ? [`  ${m.ways_none({}, in_)}`] : ways.flatMap((way) => wayLines(way, locale));
  };
  const source = to.find(({ exposure }) => exposure)?.exposure?.source;
  return [
    m.cli_pathways_from({ name: nameOf(from.label, locale), code: from.code }, in_),
    ...(from.through ? throughLines(from.through, locale) : []),
    '',
    m.cli_pathways_official({}, in_),
    ...lines(block('official'), known.official, m.ways_no_moves),
    '',
    m.cli_pathways_skills({}, in_),
    ...lines(block('skills'), known.skills, m.ways_no_skills),
    ...(block('skills').length > 0 ? [`  ${m.ways_sure({}, in_)}`] : []),
    '',
    m.ways_no_advice({}, in_),
    ...(source === undefined ? [] : [m.ways_exposure_source({ source }, in_)]),
    '',
  ].join('\n');
}

function nameOf(label: WayOn['label'], locale: Locale): string {
  return label[locale] ?? label.fr ?? label.en ?? '';
}

function throughLines({ asked, isco, by, titles, of, others }: Through, locale: Locale): string[] {
  const in_ = { locale };
  const found = {
    name: () => m.cli_pathways_by_name({ asked, isco }, in_),
    titles: () => m.cli_pathways_by_titles({ asked, isco, titles: String(titles), of: String(of) }, in_),
    codes: () => m.cli_pathways_by_codes({ asked, isco }, in_),
  };
  if (others.length === 0) return [found[by]()];
  const codes = listed(others, locale);
  const further =
    by === 'name' ? m.cli_pathways_other_codes({ codes }, in_) : m.cli_pathways_others({ codes, isco }, in_);
  return [found[by](), further];
}

function wayLines({ code, label, relation, shared, missing, exposure }: WayOn, locale: Locale): string[] {
  const in_ = { locale };
  const name = `${code}  ${nameOf(label, locale)}`;
  const kinds = { close: m.ways_close, evolution: m.ways_evolution };
  const counts = { shared: String(shared.length), of: String(shared.length + missing.length) };
  const about = [
    counts.of === '0' ? m.ways_unlisted({}, in_) : m.ways_shared(counts, in_),
    ...(missing.length > 0 ? [m.cli_pathways_missing({ skills: listed(missing, locale) }, in_)] : []),
    ...(exposure ? [exposureText(exposure, locale)] : []),
  ];
  return [
    `  ${relation ? `${name} · ${kinds[relation]({}, in_)}` : name}`,
    ...about.map((line) => `      ${line}`),
  ];
}

function listed(names: readonly string[], locale: Locale): string {
  // One left over is named too.
  if (names.length <= NAMED + 1) return names.join(', ');
  const first = names.slice(0, NAMED).join(', ');
  return m.cli_pathways_and_more({ names: first, count: String(names.length - NAMED) }, { locale });
}
