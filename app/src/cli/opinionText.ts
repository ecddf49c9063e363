import type { Interval } from '@abord/opinion';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';
import type { Opinion } from './opinionOn.ts';

/** Statements listed at most, where a person reads. */
const listed = 8;

/** An analysis for a person who reads it in a terminal: the shape, what unites, what divides, how we know. */
export function opinionText(opinion: Opinion, texts: ReadonlyMap<string, Texts>, locale: Locale): string {
  const in_ = { locale };
  const format = new Intl.NumberFormat(locale).format;
  const { participants, statements, votes, leftOut, method } = opinion;
  const counts = { participants: format(participants), statements: format(statements), votes: format(votes) };
  const left = {
    participants: format(leftOut.participants),
    statements: format(leftOut.statements),
    votes: format(leftOut.votes),
  };
  const { engine, version, seed, subsamples } = method;
  return [
    m.cli_opinion_counts(counts, in_),
    ...(leftOut.statements > 0 ? [m.cli_opinion_left_out(left, in_)] : []),
    '',
    shapeSentence(opinion.shape, locale),
    ...opinion.segments.flatMap((segment) => segmentLines(opinion, segment, locale)),
    ...opinion.groups.flatMap((group) => groupLines(group, opinion.shape, locale)),
    ...commonLines(opinion, texts, locale),
    ...divideLines(opinion, texts, locale),
    ...(opinion.predictions ? predictionLines(opinion.predictions, locale) : []),
    ...(opinion.polis ? polisLines(opinion.polis, locale) : []),
    '',
    m.cli_opinion_method({ engine, version, seed: String(seed), subsamples: String(subsamples) }, in_),
    '',
  ].join('\n');
}

function shapeSentence(shape: Opinion['shape'], locale: Locale): string {
  const sentences = {
    few: m.cli_opinion_few,
    cloud: m.cli_opinion_cloud,
    line: m.cli_opinion_line,
    camps: m.cli_opinion_camps,
  };
  return sentences[shape]({}, { locale });
}

function segmentLines(opinion: Opinion, segment: Opinion['segments'][number], locale: Locale): string[] {
  const in_ = { locale };
  const { id, distinguishing } = segment;
  const size = new Intl.NumberFormat(locale).format(segment.size);
  if (id === 'between') {
    return [
      (opinion.shape === 'camps' ? m.cli_opinion_camp_between : m.cli_opinion_end_between)({ id, size }, in_),
    ];
  }
  const ends: Readonly<Record<string, typeof m.cli_opinion_camp>> = {
    low: m.cli_opinion_end_low,
    high: m.cli_opinion_end_high,
  };
  const towards = (wanted: 1 | -1) =>
    distinguishing
      .filter(({ direction }) => direction === wanted)
      .slice(0, listed)
      .map(({ statement }) => statement)
      .join(', ');
  const more = towards(1);
  const less = towards(-1);
  return [
    (ends[id] ?? m.cli_opinion_camp)({ id, size }, in_),
    ...(more ? [`  ${m.cli_opinion_more({ statements: more }, in_)}`] : []),
    ...(less ? [`  ${m.cli_opinion_less({ statements: less }, in_)}`] : []),
    ...(more || less ? [] : [`  ${m.cli_opinion_nothing({}, in_)}`]),
  ];
}

/** Camps have been said already; their members are named where they are asked for. */
function groupLines(group: Opinion['groups'][number], shape: Opinion['shape'], locale: Locale): string[] {
  if (shape === 'camps' && group.standing === 'stable' && !group.members) return [];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const say = group.standing === 'stable' ? m.cli_opinion_group_stable : m.cli_opinion_group_fragile;
  const { id, members } = group;
  return [
    say({ id, size: number.format(group.size), stability: number.format(group.stability) }, { locale }),
    ...(members ? [`  ${m.cli_opinion_members({ members: members.join(', ') }, { locale })}`] : []),
  ];
}

function commonLines(opinion: Opinion, texts: ReadonlyMap<string, Texts>, locale: Locale): string[] {
  const ids = opinion.commonGround;
  const tied = ids.length > 1 ? [m.cli_opinion_common_tied({}, { locale })] : [];
  return [
    '',
    m.cli_opinion_common({}, { locale }),
    ...(ids.length === 0 ? [m.cli_opinion_common_none({}, { locale })] : tied),
    ...statementLines(opinion, ids, ({ bridge }) => bridge, m.cli_opinion_share, texts, locale),
  ];
}

function divideLines(opinion: Opinion, texts: ReadonlyMap<string, Texts>, locale: Locale): string[] {
  if (opinion.shape === 'few' || opinion.shape === 'cloud') return [];
  const ids = opinion.divides;
  const tied = ids.length > 1 ? [m.cli_opinion_divides_tied({}, { locale })] : [];
  return [
    '',
    m.cli_opinion_divides({}, { locale }),
    ...(ids.length === 0 ? [m.cli_opinion_divides_none({}, { locale })] : tied),
    ...statementLines(opinion, ids, ({ divide }) => divide, m.cli_opinion_gap, texts, locale),
  ];
}

function statementLines(
  opinion: Opinion,
  ids: readonly string[],
  figure: (statement: Opinion['statementsBy'][number]) => Interval,
  say: typeof m.cli_opinion_share,
  texts: ReadonlyMap<string, Texts>,
  locale: Locale,
): string[] {
  const number = new Intl.NumberFormat(locale);
  // Intervals are rounded outwards: never surer than the figures.
  const below = (share: number) => number.format(Math.floor(100 * share));
  const above = (share: number) => number.format(Math.ceil(100 * share));
  const byId = new Map(opinion.statementsBy.map((statement) => [statement.id, statement]));
  const shown = ids.slice(0, listed).map((id) => {
    const statement = byId.get(id)!;
    const { value, low, high } = figure(statement);
    const people = number.format(statement.agree + statement.disagree + statement.pass);
    const figures = say(
      { value: number.format(Math.round(100 * value)), low: below(low), high: above(high), people },
      { locale },
    );
    return `  ${id.padStart(5)}  ${figures}${quoted(texts.get(id), locale)}`;
  });
  return ids.length > listed ? [...shown, `  ${'…'.padStart(5)}  ${ids.slice(listed).join(', ')}`] : shown;
}

function quoted(texts: Texts | undefined, locale: Locale): string {
  const text = texts?.[locale] ?? Object.values(texts ?? {})[0];
  if (text === undefined) return '';
  const plain = text.replace(/\s+/g, ' ');
  return `\n         ${plain.length > 100 ? `${plain.slice(0, 99)}…` : plain}`;
}

function predictionLines(predictions: NonNullable<Opinion['predictions']>, locale: Locale): string[] {
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return [
    '',
    m.cli_opinion_predictions({}, { locale }),
    ...predictions.map(
      ({ participant, statement, agree }) => `  ${participant}  ${statement}  ${percent.format(agree)}`,
    ),
  ];
}

function polisLines(polis: NonNullable<Opinion['polis']>, locale: Locale): string[] {
  const heading = polis.groupsFrom === 'polis' ? m.cli_opinion_polis_given : m.cli_opinion_polis_own;
  const list = (items: readonly { statement: string; direction: 'agree' | 'disagree' }[]) =>
    items.map(({ statement, direction }) => `${direction === 'agree' ? '+' : '−'}${statement}`).join(', ') ||
    '–';
  const { agree, disagree } = polis.consensus;
  return [
    '',
    heading({}, { locale }),
    ...polis.groups.map(
      ({ id, size, representative }) =>
        `  ${m.cli_opinion_polis_group({ id, size: String(size), statements: list(representative) }, { locale })}`,
    ),
    `  ${m.cli_opinion_polis_consensus({ statements: list([...agree, ...disagree]) }, { locale })}`,
  ];
}
