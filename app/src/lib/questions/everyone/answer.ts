import type { Released, ReleasedCell } from '@abord/release';
import { notWeighed } from '#lib/inquiry/heard/notWeighed.ts';
import type { Answer, Filling, Sentence, SentenceKey, Texts } from '../../answer/answer.ts';
import { sentenceOn } from '../../answer/sentenceOn.ts';
import { boundWord, shareWord } from '../../answer/shareWord.ts';
import type { Answers, EveryoneRelease, EveryoneTables, Share } from './release.ts';

const sentence = sentenceOn(1);

/** Where a sentence of this answer stands on the page. */
export type EveryonePlace =
  | 'headline'
  | 'standfirst'
  | 'behind'
  | 'map'
  | 'commonGround'
  | 'divides'
  | 'segments'
  | 'unheard'
  | 'next'
  | 'how';

export type EveryoneAnswer = Answer<EveryonePlace>;

type Figures = Released<EveryoneRelease>;
type Cell<Table extends keyof EveryoneTables> = ReleasedCell<EveryoneTables[Table]>;

/**
 * The answer to « Comment embarquer tout le monde ? »: released figures in, sentences as data out. Every
 * sentence names the figures it speaks of and the rule (E1 to E24 of SPEC.md) that let it be said; what
 * no rule allows is not said. Pure; linear in the cells.
 */
export function answerEveryone(released: Figures): EveryoneAnswer {
  const { facts, tables } = released;
  const debate = tables.debate.cells[0];
  const { engine, version, seed } = facts.method;
  return {
    question: released.question,
    sentences: debate === undefined ? refusal() : sentencesOf(released, debate),
    method: { engine, version, seed },
    ...(facts.source && { source: facts.source }),
  };
}

function refusal(): Record<EveryonePlace, readonly Sentence[]> {
  return {
    headline: [sentence('everyone_headline_hidden', 'E1', 'too few', [])],
    standfirst: [],
    behind: [],
    map: [],
    commonGround: [],
    divides: [],
    segments: [],
    unheard: [],
    next: [sentence('everyone_next_few', 'E1', 'too few', [])],
    how: [],
  };
}

function sentencesOf(released: Figures, debate: Cell<'debate'>): Record<EveryonePlace, readonly Sentence[]> {
  const common = commonOf(released);
  const divides = dividesOf(released);
  const best = quotable(released, common) ?? common[0];
  const widest = quotable(released, divides) ?? divides[0];
  return {
    headline: headline(released, debate, best, widest),
    standfirst: standfirst(released, debate, best, widest),
    behind: behind(released, debate),
    map: map(released, debate),
    commonGround: commonGround(released, debate, common),
    divides: dividesPlace(released, debate, divides),
    segments: segments(released),
    unheard: unheardInAll(released, debate),
    next: next(released, debate, common, divides),
    how: how(released, debate),
  };
}

/** The sentences under one statement: its share, what it does between the ends, its passes. */
export function answerStatement(released: Figures, number: number): readonly Sentence[] {
  const cell = statementCell(released, number);
  if (cell === undefined) return [];
  const path = `statements/${number}`;
  const { agree, pass } = cell.answers;
  const said = [
    sentence(
      'everyone_statement_share',
      'E12',
      cell.people,
      [`${path}/answers/agree`, `${path}/people`],
      { percent: share(agree), interval: interval(agree), people: count(cell.people) },
      agree,
    ),
  ];
  if (cell.weighted !== undefined) {
    said.push(
      sentence(
        'everyone_statement_weighted',
        'E25',
        cell.people,
        [`${path}/weighted`],
        { percent: percent(cell.weighted.value), interval: interval(cell.weighted) },
        cell.weighted,
      ),
    );
  }
  const across = acrossOf(released, cell);
  if (across !== undefined) said.push(...acrossSentences(released, across));
  if (agree.low <= 0.5 && agree.high >= 0.5) {
    said.push(sentence('everyone_statement_open', 'E14', cell.people, [`${path}/answers/agree`], {}, agree));
  }
  if (pass.share >= 0.2) {
    said.push(
      sentence('everyone_statement_passes', 'E15', cell.people, [`${path}/answers/pass`], {
        percent: share(pass),
      }),
    );
  }
  return said;
}

function acrossSentences(released: Figures, across: Cell<'across'>): Sentence[] {
  const shape = released.tables.debate.cells[0]?.shape;
  const path = `across/${across.statement}`;
  const word = boundWord(across.bridge);
  if (across.bridge.low > 0.5 && word !== 'open') {
    const key = shape === 'camps' ? 'everyone_statement_camps' : 'everyone_statement_line';
    return [
      sentence(
        key,
        'E13',
        across.people,
        [`${path}/bridge`],
        { bound: { say: 'bound', word } },
        across.bridge,
      ),
    ];
  }
  if (!separates(across)) return [];
  return [
    gapSentence(released, across, {
      line: 'everyone_statement_gap_line',
      camps: 'everyone_statement_gap_camps',
      rule: 'E13',
    }),
  ];
}

/** How far apart the ends or camps are, and the part of the gap that its interval leaves no doubt about. */
function gapSentence(
  released: Figures,
  across: Cell<'across'>,
  by: { readonly line: SentenceKey; readonly camps: SentenceKey; readonly rule: string },
): Sentence {
  const line = released.tables.debate.cells[0]?.shape === 'line';
  const [least, most] = extremes(released, across.statement);
  const [low, high] = least.segment === 'low' ? [least, most] : [most, least];
  const gaps: Record<string, Filling> = line
    ? { low: share(low.answers.agree), high: share(high.answers.agree) }
    : {
        most: share(most.answers.agree),
        mostPlace: place(most.segment),
        least: share(least.answers.agree),
        leastPlace: place(least.segment),
      };
  return sentence(
    line ? by.line : by.camps,
    by.rule,
    across.people,
    [
      `across/${across.statement}/divide`,
      `bySegment/${least.id}/answers/agree`,
      `bySegment/${most.id}/answers/agree`,
    ],
    { ...gaps, points: { say: 'points', value: across.divide.low } },
    across.divide,
  );
}

function headline(
  released: Figures,
  debate: Cell<'debate'>,
  best: Cell<'statements'> | undefined,
  widest: Cell<'statements'> | undefined,
): Sentence[] {
  const first = best === undefined ? noCommon(debate) : common(released, debate, best);
  if (widest === undefined) return [first];
  return [
    first,
    sentence('everyone_headline_divide', 'E5', widest.people, [`across/${widest.statement}/divide`], {
      statement: statement(released, widest.statement),
    }),
  ];
}

function noCommon(debate: Cell<'debate'>): Sentence {
  const keys = {
    few: 'everyone_headline_few',
    cloud: 'everyone_headline_no_common',
    line: 'everyone_headline_no_common_line',
    camps: 'everyone_headline_no_common_camps',
  } as const;
  return sentence(keys[debate.shape], debate.shape === 'few' ? 'E2' : 'E4', debate.people, [
    'debate/all/shape',
  ]);
}

function common(released: Figures, debate: Cell<'debate'>, best: Cell<'statements'>): Sentence {
  const keys = {
    few: 'everyone_headline_common',
    cloud: 'everyone_headline_common',
    line: 'everyone_headline_common_line',
    camps: 'everyone_headline_common_camps',
  } as const;
  // Said of each end or camp, so by the smallest agreement over them; by the total where there are none.
  const bridge = acrossOf(released, best)?.bridge;
  const said = bridge ?? agreed(best);
  const word = bridge === undefined ? shareWord(said) : boundWord(said);
  return sentence(
    bridge === undefined ? 'everyone_headline_common' : keys[debate.shape],
    'E3',
    best.people,
    [bridge === undefined ? `statements/${best.statement}/answers/agree` : `across/${best.statement}/bridge`],
    {
      statement: statement(released, best.statement),
      agreement: { say: 'agreement', word, low: said.low, high: said.high },
    },
    said,
  );
}

function acrossOf(released: Figures, cell: { readonly statement: number }): Cell<'across'> | undefined {
  return released.tables.across.cells.find(({ statement: number }) => number === cell.statement);
}

function standfirst(
  released: Figures,
  debate: Cell<'debate'>,
  best: Cell<'statements'> | undefined,
  widest: Cell<'statements'> | undefined,
): Sentence[] {
  const said = [voted(released, debate), shape(released, debate)];
  if (best !== undefined) said.push(commonDoubt(released, debate, best));
  const apart = widest && acrossOf(released, widest);
  if (apart !== undefined) {
    said.push(
      gapSentence(released, apart, {
        line: 'everyone_divide_doubt_line',
        camps: 'everyone_divide_doubt_camps',
        rule: 'E5',
      }),
    );
  }
  return said;
}

function commonDoubt(released: Figures, debate: Cell<'debate'>, best: Cell<'statements'>): Sentence {
  const across = acrossOf(released, best);
  const path = `statements/${best.statement}`;
  const gaps = {
    percent: share(best.answers.agree),
    people: count(best.people),
    interval: interval(best.answers.agree),
  };
  const word = across && boundWord(across.bridge);
  if (across === undefined || word === undefined || word === 'open') {
    return sentence(
      'everyone_common_doubt',
      'E3',
      best.people,
      [`${path}/answers/agree`, `${path}/people`],
      gaps,
      best.answers.agree,
    );
  }
  return sentence(
    debate.shape === 'camps' ? 'everyone_common_doubt_camps' : 'everyone_common_doubt_line',
    'E3',
    best.people,
    [`${path}/answers/agree`, `${path}/people`, `across/${best.statement}/bridge`],
    { ...gaps, bound: { say: 'bound', word } },
    best.answers.agree,
  );
}

function voted({ facts }: Figures, debate: Cell<'debate'>): Sentence {
  return facts.headcount === undefined || facts.headcount < debate.people
    ? sentence('everyone_voted', 'E6', debate.people, ['debate/all/people'], { people: count(debate.people) })
    : sentence('everyone_voted_of', 'E6', debate.people, ['debate/all/people', 'facts/headcount'], {
        people: count(debate.people),
        headcount: count(facts.headcount),
      });
}

function shape({ tables }: Figures, debate: Cell<'debate'>): Sentence {
  const figures = ['debate/all/shape'];
  if (debate.shape !== 'camps')
    return sentence(`everyone_shape_${debate.shape}`, 'E7', debate.people, figures);
  return sentence(
    'everyone_shape_camps',
    'E7',
    debate.people,
    [...figures, ...camps(tables.segments.cells).map(({ id }) => `segments/${id}/stability`)],
    { camps: { say: 'few', value: camps(tables.segments.cells).length } },
  );
}

function behind(released: Figures, debate: Cell<'debate'>): Sentence[] {
  return [voted(released, debate), ...unheardInAll(released, debate)];
}

function unheardInAll({ facts }: Figures, debate: Cell<'debate'>): Sentence[] {
  const figures = ['facts/headcount', 'debate/all/people'];
  if (facts.headcount === undefined || facts.headcount < debate.people) {
    return [sentence('everyone_unheard_unknown', 'E8', debate.people, ['debate/all/people'])];
  }
  const left = facts.headcount - debate.people;
  return left === 0
    ? [sentence('everyone_all_heard', 'E8', debate.people, figures)]
    : [sentence('everyone_unheard', 'E8', debate.people, figures, { unheard: count(left) })];
}

function map({ tables }: Figures, debate: Cell<'debate'>): Sentence[] {
  const said: Sentence[] = [];
  if (debate.shape === 'few' || debate.shape === 'cloud') {
    said.push(sentence(`everyone_map_${debate.shape}`, 'E9', debate.people, ['debate/all/shape']));
  } else if (debate.shape === 'line') {
    said.push(lineFinding(tables.segments.cells, debate));
  } else {
    for (const camp of camps(tables.segments.cells)) {
      if (camp.stability === undefined) continue;
      said.push(
        sentence(
          'everyone_map_camp',
          'E9',
          camp.people,
          [`segments/${camp.id}/people`, `segments/${camp.id}/stability`],
          {
            camp: { say: 'code', value: camp.segment },
            people: count(camp.people),
            stability: percent(camp.stability),
          },
        ),
      );
    }
  }
  const fragile = tables.fragile.cells;
  if (fragile.length > 1) {
    said.push(
      sentence(
        'everyone_map_fragile',
        'E10',
        debate.people,
        fragile.map(({ id }) => `fragile/${id}/stability`),
        { camps: { say: 'few', value: fragile.length } },
      ),
    );
  }
  const sizes = tables.marks.cells.map(({ people }) => people);
  if (sizes.length > 0) {
    const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
    said.push(
      sentence(
        smallest === largest ? 'everyone_map_marks_equal' : 'everyone_map_marks',
        'E9',
        sizes.reduce((sum, people) => sum + people, 0),
        tables.marks.cells.map(({ id }) => `marks/${id}/people`),
        { smallest: count(smallest), ...(smallest !== largest && { largest: count(largest) }) },
      ),
    );
  }
  return said;
}

function lineFinding(segments: readonly Cell<'segments'>[], debate: Cell<'debate'>): Sentence {
  const [low, between, high] = ['low', 'between', 'high'].map((id) =>
    segments.find((cell) => cell.id === id),
  );
  if (low === undefined || high === undefined) {
    return sentence('everyone_map_line_hidden', 'E9', debate.people, ['debate/all/shape']);
  }
  const gaps = { low: count(low.people), high: count(high.people) };
  const figures = ['segments/low/people', 'segments/high/people'];
  const people = low.people + high.people;
  return between === undefined
    ? sentence('everyone_map_line_ends', 'E9', people, figures, gaps)
    : sentence('everyone_map_line', 'E9', people + between.people, [...figures, 'segments/between/people'], {
        ...gaps,
        between: count(between.people),
      });
}

function commonGround(
  released: Figures,
  debate: Cell<'debate'>,
  set: readonly Cell<'statements'>[],
): Sentence[] {
  const figures = set.map(({ statement: number }) => `commonGround/${number}/rank`);
  if (set.length > 1) {
    const gaps = { count: { say: 'few', value: set.length } } as const;
    return [sentence('everyone_common_set', 'E3', fewest(set), figures, gaps)];
  }
  const [only] = set;
  if (only !== undefined) {
    return [
      sentence('everyone_common_one', 'E3', only.people, figures, {
        statement: statement(released, only.statement),
      }),
    ];
  }
  const keys = {
    few: 'everyone_common_few',
    cloud: 'everyone_common_none',
    line: 'everyone_common_none_line',
    camps: 'everyone_common_none_camps',
  } as const;
  return [sentence(keys[debate.shape], 'E4', debate.people, ['statements#shown'])];
}

function dividesPlace(
  released: Figures,
  debate: Cell<'debate'>,
  set: readonly Cell<'statements'>[],
): Sentence[] {
  const figures = set.map(({ statement: number }) => `divides/${number}/rank`);
  if (set.length > 1) {
    const gaps = { count: { say: 'few', value: set.length } } as const;
    return [sentence('everyone_divides_set', 'E5', fewest(set), figures, gaps)];
  }
  const [only] = set;
  if (only !== undefined) {
    return [
      sentence('everyone_divides_one', 'E5', only.people, figures, {
        statement: statement(released, only.statement),
      }),
    ];
  }
  if (debate.shape === 'cloud') return [];
  const key = debate.shape === 'few' ? 'everyone_divides_few' : 'everyone_divides_none';
  return [sentence(key, 'E5', debate.people, ['debate/all/shape'])];
}

/** The part of a difference that its interval leaves no doubt about. */
const surely = ({ low, high }: Share): number => (low > 0 ? low : high < 0 ? -high : 0);

/** Two statements a segment are enough to know it by, those that it says yes to first. */
const statementsASegment = 2;

function segments(released: Figures): Sentence[] {
  return released.tables.segments.cells.flatMap((segment) => {
    if (segment.segment === 'between') return [between(released, segment)];
    const figures = released.tables.standsFor.cells
      .filter((cell) => cell.segment === segment.segment && surely(cell.difference) > 0)
      .sort((a, b) => b.direction - a.direction || a.rank - b.rank)
      .slice(0, statementsASegment);
    if (figures.length === 0) {
      return [
        sentence('everyone_segment_nothing', 'E11', segment.people, [`segments/${segment.id}/people`], {
          place: place(segment.segment),
        }),
      ];
    }
    return figures.flatMap((figure) => {
      const cell = released.tables.bySegment.cells.find(
        ({ statement: number, segment: id }) => number === figure.statement && id === figure.segment,
      );
      if (cell === undefined) return [];
      return [
        sentence(
          figure.direction === 1 ? 'everyone_segment_more' : 'everyone_segment_less',
          'E11',
          cell.people,
          [`bySegment/${cell.id}/answers/agree`, `standsFor/${figure.id}/difference`],
          {
            place: place(segment.segment),
            percent: share(cell.answers.agree),
            interval: interval(cell.answers.agree),
            statement: statement(released, figure.statement),
            points: { say: 'points', value: surely(figure.difference) },
          },
          cell.answers.agree,
        ),
      ];
    });
  });
}

function between({ tables }: Figures, segment: Cell<'segments'>): Sentence {
  const camps = tables.debate.cells[0]?.shape === 'camps';
  return sentence(
    camps ? 'everyone_segment_between_camps' : 'everyone_segment_between_line',
    'E11',
    segment.people,
    [`segments/${segment.id}/people`],
    { people: count(segment.people) },
  );
}

function next(
  released: Figures,
  debate: Cell<'debate'>,
  common: readonly Cell<'statements'>[],
  divides: readonly Cell<'statements'>[],
): Sentence[] {
  const said: Sentence[] = [];
  if (released.facts.headcount === undefined) {
    said.push(sentence('everyone_next_unheard_unknown', 'E18', debate.people, ['debate/all/people']));
  }
  if (debate.shape === 'few') {
    said.push(sentence('everyone_next_few', 'E18', debate.people, ['debate/all/shape']));
  }
  if (common.length > 0) {
    said.push(
      sentence('everyone_next_common', 'E18', fewest(common), [`commonGround/${common[0].statement}/rank`]),
    );
  }
  if (divides.length > 0) {
    said.push(
      sentence('everyone_next_divides', 'E18', fewest(divides), [`divides/${divides[0].statement}/rank`]),
    );
  }
  return said;
}

const leftOutEntering = {
  superseded: 'everyone_how_superseded',
  contradicted: 'everyone_how_contradicted',
  'unknown-statement': 'everyone_how_unknown_statement',
  'refused-unseen': 'everyone_how_refused_unseen',
} as const;

function how(released: Figures, debate: Cell<'debate'>): Sentence[] {
  const { facts, tables } = released;
  const say = (
    key: SentenceKey,
    figures: readonly string[],
    fillings: Readonly<Record<string, Filling>> = {},
  ): Sentence => sentence(key, 'E19', debate.people, figures, fillings);
  const said: Sentence[] = [];
  if (facts.days) {
    said.push(say('everyone_how_days', ['facts/days'], { days: { say: 'days', ...facts.days } }));
  }
  said.push(
    say('everyone_how_counts', ['statements#people', 'debate/all/people', 'statements#shown'], {
      votes: count(tables.statements.cells.reduce((sum, { people }) => sum + people, 0)),
      people: count(debate.people),
      statements: count(tables.statements.cells.length),
    }),
  );
  said.push(say(`everyone_how_${facts.entry}`, ['facts/entry']));
  if (tables.statements.hidden.length > 0) {
    said.push(
      say('everyone_how_quiet', ['statements#minimum', 'statements#hidden'], {
        minimum: count(tables.statements.minimum),
        count: count(tables.statements.hidden.length),
      }),
    );
  }
  for (const state of ['refused', 'waiting', 'meta'] as const) {
    if (facts.leftOut[state] === 0) continue;
    said.push(
      say(`everyone_how_${state}`, [`facts/leftOut/${state}`], { count: count(facts.leftOut[state]) }),
    );
  }
  for (const [reason, key] of Object.entries(leftOutEntering)) {
    const left = facts.leftOut.entering[reason] ?? 0;
    if (left > 0) said.push(say(key, [`facts/leftOut/entering/${reason}`], { count: count(left) }));
  }
  said.push(say('everyone_how_share', []), ...weighing(released, debate));
  const minimum = count(tables.statements.minimum);
  if (debate.shape === 'few' || debate.shape === 'cloud') {
    said.push(say('everyone_how_gate_plain', ['statements#minimum'], { minimum }));
  } else {
    said.push(
      say('everyone_how_shape', ['facts/method/subsamples'], { subsamples: count(facts.method.subsamples) }),
      say('everyone_how_gate', ['statements#minimum', 'segments#minimum', 'marks#minimum'], {
        minimum,
        group: count(tables.segments.minimum),
        mark: count(tables.marks.minimum),
      }),
    );
  }
  said.push(
    say('everyone_how_opinion', []),
    say('everyone_how_engine', ['facts/method'], {
      engine: { say: 'code', value: facts.method.engine },
      version: { say: 'code', value: facts.method.version },
      seed: { say: 'code', value: facts.method.seed },
    }),
  );
  return said;
}

/** Whether shares are weighted, and why not. */
function weighing({ facts, tables }: Figures, debate: Cell<'debate'>): Sentence[] {
  if (facts.weighing === undefined) return [];
  const figures = ['facts/weighing'];
  if (facts.weighing.reason !== undefined) {
    return [sentence(notWeighed[facts.weighing.reason], 'E25', debate.people, figures)];
  }
  const weighted = tables.statements.cells.filter((cell) => cell.weighted !== undefined).length;
  return weighted === 0
    ? [sentence('everyone_how_weighted_none', 'E25', debate.people, figures)]
    : [
        sentence('everyone_how_weighted', 'E25', debate.people, figures, {
          count: count(weighted),
          statements: count(tables.statements.cells.length),
        }),
      ];
}

/** Common ground that may be called so: surely more than half, at each end or in each camp if there are any. */
function commonOf(released: Figures): readonly Cell<'statements'>[] {
  return inRank(released, released.tables.commonGround.cells).filter((cell) => {
    const bridge = acrossOf(released, cell)?.bridge;
    return (bridge ?? cell.answers.agree).low > 0.5 && cell.answers.agree.low > 0.5;
  });
}

/** Divides that may be called so: a gap that is surely there after looking at all statements. */
function dividesOf(released: Figures): readonly Cell<'statements'>[] {
  return inRank(released, released.tables.divides.cells).filter((cell) => {
    const figure = acrossOf(released, cell);
    return figure !== undefined && separates(figure);
  });
}

const separates = ({ divide }: Cell<'across'>): boolean => divide.low > 0 && divide.q <= 0.05;

function inRank(
  released: Figures,
  cells: readonly { readonly statement: number; readonly rank: number }[],
): readonly Cell<'statements'>[] {
  return [...cells]
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ statement: number }) => statementCell(released, number) ?? []);
}

/** The first that is short enough for a headline in every language it was written in. */
function quotable(released: Figures, set: readonly Cell<'statements'>[]): Cell<'statements'> | undefined {
  const longest = 70;
  return set.find(({ statement: number }) => {
    const texts = textsOf(released, number);
    return ['fr', 'en'].every((lang) => texts[lang] !== undefined && texts[lang].length <= longest);
  });
}

/** The cells of a statement where agreement is lowest and highest, the people in between set aside. */
function extremes(released: Figures, number: number): readonly [Cell<'bySegment'>, Cell<'bySegment'>] {
  const cells = released.tables.bySegment.cells
    .filter((cell) => cell.statement === number && cell.segment !== 'between')
    .sort((a, b) => a.answers.agree.share - b.answers.agree.share);
  return [cells[0], cells[cells.length - 1]];
}

const camps = (cells: readonly Cell<'segments'>[]) => cells.filter(({ segment }) => segment !== 'between');

function statementCell(released: Figures, number: number): Cell<'statements'> | undefined {
  return released.tables.statements.cells.find((cell) => cell.statement === number);
}

function textsOf(released: Figures, number: number): Texts {
  return released.facts.statements.find((candidate) => candidate.number === number)?.texts ?? {};
}

const fewest = (cells: readonly { readonly people: number }[]): number =>
  Math.min(...cells.map(({ people }) => people));

const count = (value: number): Filling => ({ say: 'count', value });
const percent = (value: number): Filling => ({ say: 'percent', value });
const share = ({ share: value, nearly }: Answers['agree']): Filling => ({
  say: 'percent',
  value,
  ...(nearly && { nearly }),
});
const agreed = ({ answers: { agree } }: { readonly answers: Answers }): Share => ({
  value: agree.share,
  low: agree.low,
  high: agree.high,
});
const interval = ({ low, high }: { readonly low: number; readonly high: number }): Filling => ({
  say: 'interval',
  low,
  high,
});
const place = (segment: string): Filling => ({ say: 'segment', segment });
const statement = (released: Figures, number: number): Filling => ({
  say: 'statement',
  number,
  texts: textsOf(released, number),
});
