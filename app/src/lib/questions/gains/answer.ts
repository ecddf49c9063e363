import type { Released, RoundedShare } from '@abord/release';
import type { Answer, Filling, Sentence } from '../../answer/answer.ts';
import { sentenceOn } from '../../answer/sentenceOn.ts';
import type { GainsRelease } from './release.ts';
import { becomes, gainers } from './schema.ts';

const sentence = sentenceOn(2);
const opinion = sentenceOn(1);

/** Where a sentence of this answer stands on the page. */
export type GainsPlace =
  | 'headline'
  | 'standfirst'
  | 'behind'
  | 'said'
  | 'profiles'
  | 'unheard'
  | 'next'
  | 'how';

export type GainsAnswer = Answer<GainsPlace>;

type Figures = Released<GainsRelease>;

/**
 * What people say in answer to « À qui profite l’IA ? »: released figures in, sentences as data out. What was measured
 * in a trial is a release of its own (`trials/answer.ts`). Pure. Rules G6 to G11 of SPEC.md.
 */
export function answerGains(released: Figures): GainsAnswer {
  const { engine, version, seed } = released.facts.method;
  return {
    question: released.question,
    sentences: released.tables.all.cells.length === 0 ? refusal() : sentencesOf(released),
    method: { engine, version, seed },
  };
}

function refusal(): GainsAnswer['sentences'] {
  return {
    headline: [sentence('gains_said_few', 'G6', 'too few', [])],
    ...{ standfirst: [], behind: [], said: [], profiles: [], unheard: [] },
    next: [sentence('gains_next_few', 'G10', 'too few', [])],
    how: [],
  };
}

function sentencesOf(released: Figures): GainsAnswer['sentences'] {
  const { tables } = released;
  const { people } = tables.all.cells[0]!;
  const balance = tables.balance.cells[0]?.answers;
  const missed = [unheardInAll(released)];
  return {
    headline: balance
      ? [
          sentence(
            'gains_said_headline',
            'G6',
            people,
            ['balance/balance/answers/saved', 'balance/balance/answers/cost'],
            { saved: percent(balance.saved), cost: percent(balance.cost) },
            balance.saved,
          ),
        ]
      : [sentence('gains_said_few', 'G6', 'too few', [])],
    standfirst: balance
      ? [
          sentence(
            'gains_said_doubt',
            'G6',
            people,
            ['balance/balance/answers'],
            {
              saved: interval(balance.saved),
              cost: interval(balance.cost),
              without: percent(balance.without),
            },
            balance.saved,
          ),
        ]
      : [],
    behind: [
      sentence('gains_said_behind', 'G6', people, ['all/all/people'], { people: count(people) }),
      ...missed,
    ],
    said: [...becameMost(released), ...gainsMost(released)],
    profiles: profiles(released),
    unheard: [...missed, ...groups(released)],
    next: [sentence('gains_next_measure', 'G10', people, [])],
    how: [
      sentence('gains_how_self', 'G11', people, []),
      sentence('gains_how_said_gate', 'G11', people, ['hours#minimum', 'byValue#minimum'], {
        minimum: { say: 'few', value: tables.hours.minimum },
        group: { say: 'few', value: tables.byValue.minimum },
      }),
    ],
  };
}

/** The answer that most gave, or those that as many did, with its doubt. */
function becameMost({ tables }: Figures): Sentence[] {
  const cell = tables.became.cells[0];
  if (!cell) return [];
  const keys = topOf(becomes, cell.answers);
  const [first] = keys;
  return [
    sentence(
      'gains_became_most',
      'G7',
      cell.people,
      keys.map((key) => `became/became/answers/${key}`),
      {
        became: { say: 'became', keys },
        percent: percent(cell.answers[first]),
        interval: interval(cell.answers[first]),
      },
      cell.answers[first],
    ),
  ];
}

function gainsMost({ tables }: Figures): Sentence[] {
  const cell = tables.gainer.cells[0];
  if (!cell) return [];
  const keys = topOf(gainers, cell.answers);
  const [first] = keys;
  return [
    opinion(
      'gains_gainer_most',
      'G7',
      cell.people,
      keys.map((key) => `gainer/gainer/answers/${key}`),
      {
        gainer: { say: 'gainers', keys },
        percent: percent(cell.answers[first]),
        interval: interval(cell.answers[first]),
      },
      cell.answers[first],
    ),
  ];
}

function topOf<Key extends string>(
  keys: readonly Key[],
  answers: Readonly<Record<Key, RoundedShare>>,
): readonly [Key, ...Key[]] {
  const most = Math.max(...keys.map((key) => answers[key].share));
  return keys.filter((key) => answers[key].share === most) as [Key, ...Key[]];
}

function unheardInAll({ facts, tables }: Figures): Sentence {
  const { people } = tables.all.cells[0]!;
  const figures = ['facts/headcount', 'all/all/people'];
  if (facts.headcount === undefined || facts.headcount < people) {
    return sentence('gains_unheard_unknown', 'G9', people, ['all/all/people']);
  }
  const left = facts.headcount - people;
  return left === 0
    ? sentence('gains_all_heard', 'G9', people, figures)
    : sentence('gains_unheard', 'G9', people, figures, { unheard: count(left) });
}

/** Of each list, where most and where fewest say that they save time, and whether their doubts overlap. */
function profiles({ facts, tables }: Figures): Sentence[] {
  return facts.lists.flatMap(({ key, values }) => {
    const cells = tables.byValue.cells
      .filter(({ list }) => list === key)
      .toSorted((a, b) => b.answers.saved.share - a.answers.saved.share || (a.value < b.value ? -1 : 1));
    const [most, least] = [cells[0], cells.at(-1)];
    if (!most || !least || most === least) return [];
    const name = (value: string): Filling => ({
      say: 'name',
      texts: values.find((one) => one.key === value)!.label,
    });
    const apart = most.answers.saved.low > least.answers.saved.high;
    return [
      sentence(
        apart ? 'gains_profile_said_apart' : 'gains_profile_said_open',
        'G8',
        Math.min(most.people, least.people),
        [`byValue/${most.id}/answers/saved`, `byValue/${least.id}/answers/saved`],
        {
          most: name(most.value),
          least: name(least.value),
          high: percent(most.answers.saved),
          low: percent(least.answers.saved),
        },
        most.answers.saved,
      ),
    ];
  });
}

function groups({ facts, tables }: Figures): Sentence[] {
  const { few, people } = tables.all.cells[0]!;
  const unheard = facts.lists.flatMap(({ key, values }) =>
    values.filter((value) => few.includes(`${key}/${value.key}`)).map(({ label }) => label),
  );
  if (unheard.length === 0) return [];
  return [
    sentence('gains_unheard_groups', 'G9', people, ['all/all/few'], {
      names: { say: 'names', list: unheard },
    }),
  ];
}

const count = (value: number): Filling => ({ say: 'count', value });
const percent = ({ share, nearly }: RoundedShare): Filling => ({
  say: 'percent',
  value: share,
  ...(nearly && { nearly }),
});
const interval = ({ low, high }: RoundedShare): Filling => ({ say: 'interval', low, high });
