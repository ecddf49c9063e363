import type { Released, ReleasedCell, RoundedShare } from '@abord/release';
import { surpriseOf } from '@abord/work';
import type { Answer, Filling, Sentence, SentenceKey } from '../../answer/answer.ts';
import { sentenceOn } from '../../answer/sentenceOn.ts';
import { boundWord } from '../../answer/shareWord.ts';
import type { FamilyFacts, UserAspect, WorkRelease, WorkTables } from './release.ts';
import type { SkillKey } from './schema.ts';

const sentence = sentenceOn(2);

/** Where a sentence of this answer stands on the page. */
export type WorkPlace =
  | 'headline'
  | 'standfirst'
  | 'behind'
  | 'families'
  | 'surprises'
  | 'effects'
  | 'skills'
  | 'unheard'
  | 'next'
  | 'how';

export type WorkAnswer = Answer<WorkPlace>;

type Figures = Released<WorkRelease>;
type Cell<Table extends keyof WorkTables> = ReleasedCell<WorkTables[Table]>;

/** Surprises of one kind that are said, at most. */
const MOST = 5;
/** Skills named in one sentence, at most. */
const NAMED = 3;

/**
 * The answer to « Comment l’IA transforme-t-elle déjà le quotidien de nos métiers ? »: released figures in, sentences
 * as data out, each with the figures it speaks of and the rule (J3, J10 to J19 of SPEC.md) that let it be said. Pure;
 * linear in the cells.
 */
export function answerWork(released: Figures): WorkAnswer {
  const all = released.tables.all.cells[0];
  const { engine, version, seed } = released.facts.method;
  return {
    question: released.question,
    sentences: all === undefined ? refusal() : sentencesOf(released, all),
    method: { engine, version, seed },
  };
}

function refusal(): WorkAnswer['sentences'] {
  return {
    headline: [sentence('portrait_headline_hidden', 'J11', 'too few', [])],
    ...{ standfirst: [], behind: [], families: [], surprises: [], effects: [], skills: [], unheard: [] },
    next: [sentence('portrait_next_few', 'J18', 'too few', [])],
    how: [],
  };
}

function sentencesOf(released: Figures, all: Cell<'all'>): WorkAnswer['sentences'] {
  const found = surprisesOf(released);
  return {
    headline: headline(released, all, found),
    standfirst: standfirst(released),
    behind: [described(released, all), ...unheardInAll(released, all), context(all)],
    families: families(released, all),
    surprises: surprises(released, all, found),
    effects: userAspectSentences(released),
    skills: skills(released),
    unheard: [...unheardInAll(released, all), ...groups(released, all)],
    next: next(released, all, found),
    how: how(released, all),
  };
}

/** What is said of one family, above its tasks. */
export function answerFamily(released: Figures, key: string): readonly Sentence[] {
  const family = released.facts.families.find((one) => one.key === key);
  if (!family) return [];
  const use = useOf(released, key);
  const said: Sentence[] = [];
  if (use) said.push(useSentence(use, `byFamily/${use.id}`));
  const time = released.tables.byFamily.cells.find((cell) => cell.family === key && cell.aspect === 'time');
  if (time) said.push(timeSentence(time, `byFamily/${time.id}`));
  const { exposure } = family;
  if (exposure) {
    said.push(
      sentence(
        family.kind === 'job' ? 'portrait_family_exposure_job' : 'portrait_family_exposure_group',
        'J10',
        use?.people ?? 'too few',
        ['facts/families', 'facts/exposure'],
        { exposure: indexOf(family) },
      ),
    );
  }
  return said;
}

/** Families whose use is shown, the most used first; ties by key. */
export function familiesByUse(released: Figures): readonly Cell<'byFamily'>[] {
  return released.tables.byFamily.cells
    .filter(({ aspect }) => aspect === 'use')
    .toSorted((a, b) => b.answers.yes.share - a.answers.yes.share || (a.family < b.family ? -1 : 1));
}

function useOf({ tables }: Figures, key: string): Cell<'byFamily'> | undefined {
  return tables.byFamily.cells.find(({ family, aspect }) => family === key && aspect === 'use');
}

function headline(released: Figures, all: Cell<'all'>, found: readonly Found[]): Sentence[] {
  const first = spread(released) ?? whole(released, all);
  const unexpected = found.filter(({ kind }) => kind === 'unexpected');
  if (unexpected.length === 0) return [first];
  return [
    first,
    sentence(
      'portrait_headline_surprise',
      'J14',
      Math.min(...unexpected.map(({ people }) => people)),
      unexpected.flatMap(({ figures }) => figures),
    ),
  ];
}

/** In how many families surely more than half use AI; nothing where it is none, or where only one is shown. */
function spread(released: Figures): Sentence | undefined {
  const shown = familiesByUse(released);
  const most = shown.filter(({ answers }) => answers.yes.low > 0.5);
  if (shown.length < 2 || most.length === 0) return undefined;
  const key =
    most.length === shown.length
      ? 'portrait_headline_families_all'
      : most.length === 1
        ? 'portrait_headline_families_one'
        : 'portrait_headline_families';
  return sentence(
    key,
    'J11',
    Math.min(...most.map(({ people }) => people)),
    shown.map(({ id }) => `byFamily/${id}/answers/yes`),
    { count: few(most.length), all: few(shown.length) },
  );
}

function whole({ tables }: Figures, all: Cell<'all'>): Sentence {
  const use = tables.whole.cells.find(({ aspect }) => aspect === 'use');
  if (!use) return sentence('portrait_headline_withheld', 'J11', 'too few', ['all/all/people']);
  const { yes } = use.answers;
  const word = boundWord({ value: yes.share, low: yes.low, high: yes.high });
  const figures = ['whole/use/answers/yes'];
  if (word === 'open') {
    const gaps = { interval: interval(yes) };
    return sentence('portrait_headline_whole_open', 'J11', all.people, figures, gaps, yes);
  }
  if (word === 'almost_none')
    return sentence('portrait_headline_whole_none', 'J11', all.people, figures, {}, yes);
  const gaps = { bound: { say: 'bound', word } } as const;
  return sentence('portrait_headline_whole', 'J11', all.people, figures, gaps, yes);
}

function standfirst({ tables }: Figures): Sentence[] {
  const cell = (aspect: string) => tables.whole.cells.find((one) => one.aspect === aspect);
  const [use, time] = [cell('use'), cell('time')];
  return [
    ...(use ? [useSentence(use, 'whole/use')] : []),
    ...(time ? [timeSentence(time, 'whole/time')] : []),
  ];
}

function useSentence({ people, answers }: Cell<'whole'>, path: string): Sentence {
  const { yes } = answers;
  return sentence(
    'portrait_use',
    'J12',
    people,
    [`${path}/answers/yes`, `${path}/people`],
    { percent: percent(yes), interval: interval(yes), people: count(people) },
    yes,
  );
}

function timeSentence({ people, answers }: Cell<'whole'>, path: string): Sentence {
  const { quarter, half, most } = answers;
  return sentence(
    'portrait_time',
    'J12',
    people,
    ['quarter', 'half', 'most'].map((band) => `${path}/answers/${band}`),
    { quarter: percent(quarter), half: percent(half), most: percent(most) },
    quarter,
  );
}

/** How it goes, of all: each with what is asked of users. */
function userAspectSentences({ tables }: Figures): Sentence[] {
  const answers = {
    quality: ['better', 'same', 'mixed', 'worse'],
    duration: ['less', 'same', 'mixed', 'more'],
    mode: ['alone', 'both', 'together'],
  } as const satisfies Partial<Record<UserAspect, readonly string[]>>;
  return (['quality', 'duration', 'mode'] as const).flatMap((aspect) => {
    const cell = tables.whole.cells.find((one) => one.aspect === aspect);
    if (!cell) return [];
    const gaps = Object.fromEntries(answers[aspect].map((answer) => [answer, percent(cell.answers[answer])]));
    return sentence(
      `portrait_${aspect}`,
      'J12',
      cell.people,
      answers[aspect].map((answer) => `whole/${aspect}/answers/${answer}`),
      gaps,
      cell.answers[answers[aspect][0]],
    );
  });
}

function described({ facts }: Figures, { people }: Cell<'all'>): Sentence {
  return facts.headcount === undefined || facts.headcount < people
    ? sentence('portrait_people', 'J13', people, ['all/all/people'], { people: count(people) })
    : sentence('portrait_people_of', 'J13', people, ['all/all/people', 'facts/headcount'], {
        people: count(people),
        headcount: count(facts.headcount),
      });
}

function context({ people }: Cell<'all'>): Sentence {
  return sentence('portrait_context', 'J10', people, ['facts/exposure']);
}

function families(released: Figures, all: Cell<'all'>): Sentence[] {
  const shown = familiesByUse(released);
  const [most, least] = [shown[0], shown[shown.length - 1]];
  if (released.facts.entry === 'open') {
    return [sentence('portrait_families_open', 'J15', all.people, ['facts/entry'])];
  }
  if (most === undefined) return [sentence('portrait_families_none', 'J15', all.people, ['families#hidden'])];
  const gaps = { most: nameOf(released, most.family), mostShare: percent(most.answers.yes) };
  const figure = ({ id }: Cell<'byFamily'>) => `byFamily/${id}/answers/yes`;
  if (least === most) {
    const key = most.people === all.people ? 'portrait_families_one' : 'portrait_families_alone';
    return [
      sentence(key, 'J15', most.people, [figure(most)], gaps, most.answers.yes),
      ...rest(released, all),
    ];
  }
  const apart = least.answers.yes.high < most.answers.yes.low;
  return [
    sentence(
      apart ? 'portrait_families_apart' : 'portrait_families_together',
      'J15',
      Math.min(most.people, least.people),
      [figure(most), figure(least)],
      { ...gaps, least: nameOf(released, least.family), leastShare: percent(least.answers.yes) },
      most.answers.yes,
    ),
    ...rest(released, all),
  ];
}

/** Those who are in the whole alone. */
function rest({ tables }: Figures, all: Cell<'all'>): Sentence[] {
  const people = all.people - tables.families.cells.reduce((sum, cell) => sum + cell.people, 0);
  if (people === 0 || tables.families.cells.length === 0) return [];
  return [
    sentence('portrait_families_rest', 'J3', people, ['all/all/people', 'families#people'], {
      people: count(people),
    }),
  ];
}

/** A family whose use is out of step with the exposure of its jobs. */
interface Found {
  readonly kind: 'unused' | 'unexpected';
  readonly family: FamilyFacts;
  readonly people: number;
  readonly use: RoundedShare;
  readonly figures: readonly string[];
}

/** The surest first: the ones of which the doubt lies furthest away. */
function surprisesOf(released: Figures): Found[] {
  const found = released.facts.families.flatMap((family): Found[] => {
    const { exposure } = family;
    const cell = useOf(released, family.key);
    if (!exposure || !cell) return [];
    const { id, people, answers } = cell;
    const kind = surpriseOf(answers.yes, { least: exposure.from, most: exposure.most });
    const figures = [`byFamily/${id}/answers/yes`, 'facts/families'];
    return kind ? [{ kind, family, people, use: answers.yes, figures }] : [];
  });
  const far = ({ kind, use }: Found) => (kind === 'unused' ? 1 - use.high : use.low);
  return (['unexpected', 'unused'] as const).flatMap((kind) =>
    found
      .filter((one) => one.kind === kind)
      .sort((a, b) => far(b) - far(a))
      .slice(0, MOST),
  );
}

function surprises(released: Figures, all: Cell<'all'>, found: readonly Found[]): Sentence[] {
  if (found.length === 0) {
    const shown = familiesByUse(released);
    return shown.length === 0
      ? []
      : [
          sentence(
            'portrait_surprise_none',
            'J14',
            all.people,
            shown.map(({ id }) => `byFamily/${id}/answers/yes`),
          ),
        ];
  }
  return found.map(({ kind, family, people, use, figures }) =>
    sentence(
      `portrait_surprise_${kind}`,
      'J14',
      people,
      figures,
      {
        ...{ name: familyFilling(family), exposure: indexOf(family) },
        ...{ percent: percent(use), interval: interval(use) },
      },
      use,
    ),
  );
}

const changes = ['gain', 'lose', 'need', 'trained'] as const;

/** What is named most of each change, with all that the doubt does not tell from it. */
function skills({ tables }: Figures): Sentence[] {
  return changes.flatMap((change) => {
    const sorted = tables.skills.cells
      .filter((cell) => cell.change === change)
      .sort((a, b) => b.answers.yes.share - a.answers.yes.share);
    const [top] = sorted;
    if (!top || top.answers.yes.low <= 0) return [];
    const named = sorted.filter(
      ({ answers }) => answers.yes.high >= top.answers.yes.low && answers.yes.low > 0,
    );
    const many = named.length > NAMED;
    return [
      sentence(
        many ? `portrait_skill_${change}_many` : `portrait_skill_${change}`,
        'J16',
        top.people,
        named.map(({ id }) => `skills/${id}/answers/yes`),
        {
          ...(many
            ? { count: few(named.length) }
            : { skills: { say: 'skills', keys: named.map(({ skill }) => skill as SkillKey) } }),
          ...{ percent: percent(top.answers.yes), interval: interval(top.answers.yes) },
        },
        top.answers.yes,
      ),
    ];
  });
}

function unheardInAll({ facts }: Figures, { people }: Cell<'all'>): Sentence[] {
  const figures = ['facts/headcount', 'all/all/people'];
  if (facts.headcount === undefined || facts.headcount < people) {
    return [sentence('portrait_unheard_unknown', 'J17', people, ['all/all/people'])];
  }
  const left = facts.headcount - people;
  return left === 0
    ? [sentence('portrait_all_heard', 'J17', people, figures)]
    : [sentence('portrait_unheard', 'J17', people, figures, { unheard: count(left) })];
}

/** Groups of the closed lists that were not heard, and those of which nearly all were. */
function groups({ facts }: Figures, all: Cell<'all'>): Sentence[] {
  const values = facts.lists.flatMap(({ key, values }) =>
    values.map((value) => ({ ...value, id: `${key}/${value.key}` })),
  );
  const minimum = { say: 'few', value: facts.fewest } as const;
  const most = values.filter(({ id }) => all.most.includes(id)).map(({ label }) => label);
  return [
    ...values
      .filter(({ id }) => all.few.includes(id))
      .map(({ label, headcount }) => {
        const name = { say: 'name', texts: label } as const;
        return headcount === undefined
          ? sentence('heard_few', 'J17', 'too few', ['all/all/few'], { name, minimum })
          : sentence('heard_few_of', 'J17', 'too few', ['all/all/few', 'facts/lists'], {
              ...{ name, minimum },
              headcount: count(headcount),
            });
      }),
    ...(most.length > 0
      ? [
          sentence('heard_most', 'J17', 'too few', ['all/all/most'], {
            names: { say: 'names', list: most },
          }),
        ]
      : []),
  ];
}

function next(released: Figures, all: Cell<'all'>, found: readonly Found[]): Sentence[] {
  const { facts, tables } = released;
  const said: Sentence[] = [];
  const unheard = facts.lists
    .flatMap(({ key, values }) => values.map(({ key: value, label }) => ({ id: `${key}/${value}`, label })))
    .filter(({ id }) => all.few.includes(id))
    .slice(0, NAMED);
  if (unheard.length > 0) {
    said.push(
      sentence('heard_next_session', 'J18', all.people, ['all/all/few'], {
        names: { say: 'names', list: unheard.map(({ label }) => label) },
      }),
    );
  }
  const unused = found.find(({ kind }) => kind === 'unused');
  if (unused) {
    const { family, people, figures } = unused;
    said.push(sentence('portrait_next_unused', 'J18', people, figures, { name: familyFilling(family) }));
  }
  const lacking = tables.skills.cells
    .filter(({ change }) => change === 'need')
    .flatMap((need) => {
      const trained = tables.skills.cells.find(
        (cell) => cell.change === 'trained' && cell.skill === need.skill,
      );
      return trained && need.answers.yes.low > trained.answers.yes.high ? [{ need, trained }] : [];
    })
    .sort((a, b) => b.need.answers.yes.share - a.need.answers.yes.share)[0];
  if (lacking) {
    const { need, trained } = lacking;
    said.push(
      sentence(
        'portrait_next_train',
        'J18',
        need.people,
        [`skills/${need.id}/answers/yes`, `skills/${trained.id}/answers/yes`],
        {
          skills: { say: 'skills', keys: [need.skill as SkillKey] },
          percent: percent(need.answers.yes),
          interval: interval(need.answers.yes),
          trained: percent(trained.answers.yes),
        },
        need.answers.yes,
      ),
    );
  }
  if (tables.families.cells.length === 0 && facts.entry !== 'open') {
    said.push(sentence('portrait_next_few', 'J18', all.people, ['families#hidden']));
  }
  return said;
}

function how({ facts, tables }: Figures, all: Cell<'all'>): Sentence[] {
  const say = (
    key: SentenceKey,
    figures: readonly string[],
    fillings: Readonly<Record<string, Filling>> = {},
  ): Sentence => sentence(key, 'J19', all.people, figures, fillings);
  const { timeWeights, engine, version } = facts.method;
  return [
    ...(facts.days
      ? [say('portrait_how_days', ['facts/days'], { days: { say: 'days', ...facts.days } })]
      : []),
    say('portrait_how_self', []),
    ...(facts.entry === 'open'
      ? [say('everyone_how_open', ['facts/entry'])]
      : [say('portrait_how_families', ['families#minimum'], { minimum: few(tables.families.minimum) })]),
    say('portrait_how_users', ['byFamily#minimum']),
    say('portrait_how_time', ['facts/method/timeWeights'], {
      much: count(timeWeights.much),
      some: count(timeWeights.some),
      little: count(timeWeights.little),
    }),
    say('portrait_how_share', []),
    say('portrait_how_gate', ['whole#minimum', 'families#minimum'], {
      minimum: few(tables.whole.minimum),
      family: few(tables.families.minimum),
    }),
    say('portrait_how_link', []),
    say('portrait_how_exposure', ['facts/exposure'], {
      year: { say: 'code', value: facts.exposure.date.slice(0, 4) },
    }),
    say('portrait_how_surprise', []),
    say('portrait_how_engine', ['facts/method'], {
      engine: { say: 'code', value: engine },
      version: { say: 'code', value: version },
    }),
  ];
}

const count = (value: number): Filling => ({ say: 'count', value });
const few = (value: number): Filling => ({ say: 'few', value });
const percent = ({ share, nearly }: RoundedShare): Filling => ({
  say: 'percent',
  value: share,
  ...(nearly && { nearly }),
});
const interval = ({ low, high }: RoundedShare): Filling => ({ say: 'interval', low, high });
const familyFilling = ({ texts, others }: FamilyFacts): Filling => ({ say: 'family', texts, others });
const indexOf = ({ exposure }: FamilyFacts): Filling => ({
  say: 'index',
  from: exposure!.from,
  to: exposure!.to,
});

function nameOf({ facts }: Figures, key: string): Filling {
  return familyFilling(facts.families.find((family) => family.key === key)!);
}
