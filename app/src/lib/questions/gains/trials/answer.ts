import type { Released, ReleasedCell, RoundedShare } from '@abord/release';
import type { Answer, Filling, Sentence } from '../../../answer/answer.ts';
import { sentenceOn } from '../../../answer/sentenceOn.ts';
import type { Change } from './figuresOf.ts';
import type { TrialRelease, TrialTables } from './release.ts';
import type { Outcome } from './schema.ts';

const sentence = sentenceOn(5);

/** Where a sentence of a trial's result stands on its page. */
export type TrialPlace =
  | 'headline'
  | 'standfirst'
  | 'behind'
  | 'belief'
  | 'quality'
  | 'profiles'
  | 'ledger'
  | 'how';

export type TrialAnswer = Answer<TrialPlace>;

type Figures = Released<TrialRelease>;
type Cell<Table extends keyof TrialTables> = ReleasedCell<TrialTables[Table]>;

/** The result of a trial: released figures in, sentences as data out. Pure. Rules E1 to E12 of the SPEC beside. */
export function answerTrial(released: Figures): TrialAnswer {
  const { engine, version, seed } = released.facts.method;
  const all = released.tables.all.cells[0];
  return {
    question: released.question,
    sentences: {
      headline: [all ? headline(all) : sentence('gains_trial_few', 'E2', 'too few', [])],
      standfirst: all ? standfirst(released, all) : [],
      behind: all ? behind(released, all) : [],
      belief: beliefs(released),
      quality: quality(released),
      profiles: profiles(released),
      ledger: ledger(released),
      how: all ? how(released, all) : [],
    },
    method: { engine, version, seed },
  };
}

/** Said with its sign only where the whole interval lies on one side. */
export function headline({ id, people, effect }: Cell<'all'>): Sentence {
  const { change, unit } = effect;
  const [more, less, open] =
    unit === 'minutes'
      ? (['gains_trial_longer', 'gains_trial_shorter', 'gains_trial_unclear'] as const)
      : (['gains_trial_better', 'gains_trial_worse', 'gains_trial_marks_unclear'] as const);
  const sure = change.value > 0 ? change.low >= 0 : change.value < 0 && change.high <= 0;
  const key = sure ? (change.value > 0 ? more : less) : open;
  return sentence(key, 'E3', people, [`all/${id}/effect`], changes(change, unit), change);
}

function changes(change: Change, unit: Outcome): Record<'change' | 'low' | 'high', Filling> {
  const say = (value: number): Filling => ({ say: 'change', value, unit });
  return { change: say(change.value), low: say(change.low), high: say(change.high) };
}

function standfirst({ facts }: Figures, { people, effect, tasks }: Cell<'all'>): Sentence[] {
  const { standing, trial } = facts;
  const when =
    'always' in standing
      ? sentence('gains_trial_watched', 'E4', people, ['facts/standing'])
      : 'look' in standing && standing.looks > 1
        ? sentence('gains_trial_look', 'E4', people, ['facts/standing'], {
            look: count(standing.look),
            looks: count(standing.looks),
          })
        : sentence('gains_trial_once', 'E4', people, ['facts/standing']);
  const early =
    trial.state === 'ended' && tasks < trial.plan.tasks
      ? [
          sentence('gains_trial_early', 'E4', people, ['facts/trial', 'all/all/tasks'], {
            planned: count(trial.plan.tasks),
            done: count(tasks),
          }),
        ]
      : [];
  const few = effect.cautions.includes('few-clusters')
    ? [
        sentence(
          effect.wild === undefined ? 'gains_trial_few_people' : 'gains_trial_few_people_wild',
          'E5',
          people,
          ['all/all/effect'],
          effect.wild === undefined ? {} : { p: { say: 'p', value: effect.wild } },
        ),
      ]
    : [];
  return [when, ...early, ...few];
}

function behind({ facts }: Figures, { people, tasks }: Cell<'all'>): Sentence[] {
  return [
    sentence('gains_trial_behind', 'E3', people, ['all/all/tasks'], {
      people: count(people),
      tasks: count(tasks),
    }),
    ...(facts.trial.plan.profiles.length > 0 && facts.lists.length === 0
      ? [sentence('gains_trial_no_profiles', 'E7', people, ['facts/lists'])]
      : []),
  ];
}

function beliefs({ tables }: Figures): Sentence[] {
  return (tables.beliefs?.cells ?? []).flatMap(({ id, people, when, believed, measured, gap }) => {
    const say = (value: number): Filling => ({ say: 'change', value, unit: 'minutes' });
    const apart =
      gap.low > 0 ? 'gains_belief_slower' : gap.high < 0 ? 'gains_belief_faster' : 'gains_belief_open';
    return [
      sentence(
        when === 'before' ? 'gains_belief_before' : 'gains_belief_after',
        'E6',
        people,
        [`beliefs/${id}/believed`, `beliefs/${id}/measured`],
        { believed: say(believed.value), measured: say(measured.value) },
        believed,
      ),
      sentence(apart, 'E6', people, [`beliefs/${id}/gap`], changes(gap, 'minutes'), gap),
    ];
  });
}

function quality({ tables }: Figures): Sentence[] {
  return (tables.quality?.cells ?? []).map(({ people, tasks, effect }) => {
    const { change } = effect;
    const key =
      change.low > 0
        ? 'gains_quality_better'
        : change.high < 0
          ? 'gains_quality_worse'
          : 'gains_quality_unclear';
    return sentence(
      key,
      'E8',
      people,
      ['quality/quality/effect'],
      { ...changes(change, 'quality'), tasks: count(tasks) },
      change,
    );
  });
}

function profiles({ facts, tables }: Figures): Sentence[] {
  return facts.lists.flatMap(({ key, label }) => {
    const parts = (tables.profiles?.cells ?? []).filter(({ list }) => list === key);
    const contrast = tables.contrasts?.cells.find(({ list }) => list === key);
    const list: Filling = { say: 'name', texts: label };
    if (!contrast || parts.length < 2) {
      return [sentence('gains_profile_few', 'E7', 'too few', [`profiles#hidden`], { list })];
    }
    const { people, corrected, differs } = contrast;
    return [
      sentence(
        differs ? 'gains_profile_differ' : 'gains_profile_alike',
        'E7',
        people,
        [`contrasts/${contrast.id}/corrected`],
        { list, p: { say: 'p', value: corrected } },
      ),
    ];
  });
}

function ledger({ tables }: Figures): Sentence[] {
  const all = tables.ledger.cells[0];
  if (!all) return [sentence('gains_ledger_few', 'E9', 'too few', [])];
  const mismatch = tables.ratio.cells[0]?.mismatch;
  return [
    sentence(
      'gains_ledger_offered',
      'E9',
      all.people,
      ['ledger/ledger/shares'],
      {
        offered: count(all.offered),
        refused: percent(all.shares.refused),
        interval: interval(all.shares.refused),
      },
      all.shares.refused,
    ),
    ...tables.arms.cells.map(({ id, arm, people, dealt, shares }) =>
      sentence(
        arm === 'with' ? 'gains_ledger_with' : 'gains_ledger_without',
        'E9',
        people,
        [`arms/${id}/shares`],
        {
          dealt: count(dealt),
          finished: percent(shares.finished),
          withdrawn: percent(shares.withdrawn),
          unfinished: percent(shares.unfinished),
        },
        shares.finished,
      ),
    ),
    ...(tables.used?.cells ?? []).map(({ id, arm, people, used, corrected }) =>
      sentence(
        arm === 'with' ? 'gains_ledger_used_with' : 'gains_ledger_used_without',
        'E9',
        people,
        [`used/${id}/used`, `used/${id}/corrected`],
        { used: percent(used), corrected: percent(corrected) },
        used,
      ),
    ),
    ...(mismatch === undefined
      ? []
      : [
          sentence(
            mismatch ? 'gains_ratio_mismatch' : 'gains_ratio_even',
            'E10',
            all.people,
            ['ratio/ratio/p'],
            { p: { say: 'p', value: tables.ratio.cells[0]!.p } },
          ),
        ]),
  ];
}

function how({ facts, tables }: Figures, { people, effect }: Cell<'all'>): Sentence[] {
  const { trial, method } = facts;
  const say = (
    key: Sentence['key'],
    figures: readonly string[],
    fillings: Readonly<Record<string, Filling>> = {},
  ) => sentence(key, 'E11', people, figures, fillings);
  return [
    say('gains_how_plan', ['facts/trial/hash'], {
      day: { say: 'days', from: trial.frozenDay!, to: trial.frozenDay! },
      hash: { say: 'code', value: trial.hash!.slice(0, 12) },
    }),
    say('gains_how_dealt', []),
    say(effect.unit === 'minutes' ? 'gains_how_minutes' : 'gains_how_marks', ['all/all/effect']),
    say('gains_how_interval', ['all/all/effect'], {
      covariance: { say: 'code', value: effect.covariance },
      clusters: count(effect.clusters),
      p: { say: 'p', value: effect.p },
    }),
    ...(effect.permutation === undefined
      ? []
      : [
          say('gains_how_permutation', ['all/all/effect/permutation'], {
            p: { say: 'p', value: effect.permutation },
          }),
        ]),
    say('gains_how_gate', ['all#minimum'], { minimum: { say: 'few', value: tables.all.minimum } }),
    say('gains_how_engine', ['facts/method'], { version: { say: 'code', value: method.version } }),
  ];
}

const count = (value: number): Filling => ({ say: 'count', value });
const percent = ({ share, nearly }: RoundedShare): Filling => ({
  say: 'percent',
  value: share,
  ...(nearly && { nearly }),
});
const interval = ({ low, high }: RoundedShare): Filling => ({ say: 'interval', low, high });
