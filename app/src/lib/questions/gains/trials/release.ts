import {
  confidenceSequence,
  correctProfiles,
  type Estimate,
  effectOf,
  forecastGap,
  type ProfileEffects,
  profileEffects,
  sampleRatio,
  spendingBounds,
  VERSION,
} from '@abord/effect';
import {
  type Draft,
  type DraftCell,
  type DraftTable,
  type Release,
  type RoundedShare,
  roundedShares,
} from '@abord/release';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import type { Texts } from '../../everyone/debate.ts';
import { type Behind, behindOf } from './behindOf.ts';
import type { BoxTrial, Trial } from './data.server.ts';
import { type Change, changeOf, type EffectFigures, figuresOf, thousandths } from './figuresOf.ts';
import { isFinished, recordsOf, type TrialRows } from './recordsOf.ts';
import { type Arm, arms, reasons } from './schema.ts';
import { standingOf } from './standingOf.ts';

/** What is said of nobody: the plan as it was frozen, where the trial stands, how it was computed. */
export type TrialFacts = {
  readonly title: Texts;
  readonly organisation: Texts;
  readonly simulated: boolean;
  readonly trial: Omit<Trial, 'inquiry'>;
  /** By which look, or at which time, the result is shown; `hidden`: so many finished tasks are needed for it. */
  readonly standing:
    | { readonly hidden: number }
    | { readonly look: number; readonly looks: number; readonly share: number; readonly bound: number }
    | { readonly always: true };
  readonly lists: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly { readonly key: string; readonly label: Texts }[];
  }[];
  readonly method: {
    readonly engine: 'effect';
    readonly version: string;
    readonly seed: 1;
    readonly level: number;
  };
};

/** Shares of tasks, as shares of people are rounded. */
type TaskShares = Readonly<Record<string, RoundedShare>>;

/** What people believed, as it is held against what was measured. */
export type Belief = {
  /** Before the task, or after it and before the time was seen. */
  readonly when: 'before' | 'after';
  readonly believed: Change;
  readonly measured: Change;
  /** How much longer than believed tasks with AI took, against those without. */
  readonly gap: Change;
};

/** The figures of each released table; a cell also carries `id` and `people`. */
export type TrialTables = {
  /** One cell: those of whom a finished task is compared. */
  readonly all: { readonly tasks: number; readonly effect: EffectFigures };
  readonly beliefs: Belief;
  /** Marks of second raters, where they are not themselves what is compared. */
  readonly quality: { readonly tasks: number; readonly effect: EffectFigures };
  /** By the lists that the plan names. */
  readonly profiles: {
    readonly list: string;
    readonly value: string;
    readonly tasks: number;
    readonly change: Change;
    readonly simultaneous?: Change;
  };
  /** Whether the values of a list differ. */
  readonly contrasts: {
    readonly list: string;
    readonly p: number;
    readonly corrected: number;
    readonly differs: boolean;
  };
  /** One cell: what became of the tasks that were offered. */
  readonly ledger: { readonly offered: number; readonly shares: TaskShares };
  readonly arms: {
    readonly arm: Arm;
    readonly dealt: number;
    readonly shares: TaskShares;
  };
  /** Of the finished tasks of each way: with AI used; with a time put right by hand. */
  readonly used: { readonly arm: Arm; readonly used: RoundedShare; readonly corrected: RoundedShare };
  /** Whether the finished tasks are as many with as without AI as they were dealt. */
  readonly ratio: { readonly p: number; readonly mismatch: boolean };
  /** Why tasks were not entered, or taken out. */
  readonly reasons: { readonly shares: TaskShares };
};

export type TrialRelease = Release<TrialFacts, TrialTables>;

/** A trial as numbers: who took part, what each entered. */
export interface TrialPeople {
  readonly inquiry: Pick<
    Inquiry,
    'title' | 'organisation' | 'simulated' | 'figureMinimum' | 'attributes' | 'entry'
  >;
  readonly trial: Trial;
  readonly tasks: BoxTrial['tasks'];
  readonly profiles: Readonly<Record<string, ArrayLike<number>>>;
  /** The result that stands, by its hash, and what of each of them stood behind it. */
  readonly before?: { readonly hash: string; readonly behind: readonly Behind[] };
}

const LEVEL = 0.95;

/** Doubt about an estimate, widened to what the rule of the plan asks for. */
type Widen = (estimate: Estimate) => Estimate;

/**
 * Declares to the gate what a trial would like to show. While its rule does not let a result be shown only the ledger
 * is declared. Pure. Rules E1 to E12 of the SPEC beside the question.
 */
export function declareTrial(taken: TrialPeople): Draft {
  const { inquiry, trial, tasks } = taken;
  const { figureMinimum } = inquiry;
  const rows = recordsOf(tasks, trial.plan.outcome);
  const finished = tasks.flat().filter(isFinished).length;
  const standing = standingOf(trial.plan, finished, trial.state === 'ended');
  const shown = standing.show ? resultTables(taken, rows, widenBy(trial, standing)) : [];
  const { inquiry: _, ...frozen } = trial;
  const facts: TrialFacts = {
    title: inquiry.title,
    organisation: inquiry.organisation,
    simulated: inquiry.simulated,
    trial: frozen,
    standing: !standing.show
      ? { hidden: standing.at }
      : 'always' in standing
        ? { always: true }
        : {
            ...{ look: standing.look, looks: standing.looks, share: thousandths(standing.share) },
            bound: thousandths(boundOf(standing)),
          },
    lists: listsOf(inquiry, trial).map(({ key, label, values }) => ({
      key,
      label,
      values: values.map(({ key, label }) => ({ key, label })),
    })),
    method: { engine: 'effect', version: VERSION, seed: 1, level: LEVEL },
  };
  return {
    question: `trial-${trial.number}`,
    population: tasks.length,
    reader: 'inside',
    ...(figureMinimum !== undefined && { figureMinimum }),
    facts: facts as unknown as Draft['facts'],
    tables: [...shown, ...ledgerTables(tasks)] as DraftTable[],
  };
}

/** The lists that the plan names, where what people say of themselves may be shown. */
function listsOf({ attributes, entry }: TrialPeople['inquiry'], { plan }: Trial): Inquiry['attributes'] {
  if (entry !== 'codes' && entry !== 'token') return [];
  return attributes.filter(({ key }) => plan.profiles.includes(key));
}

type Shown = Extract<ReturnType<typeof standingOf>, { readonly show: true }>;

/** |t| from which the effect is surely there, at this look, as the normal law has it. */
function boundOf({ look, looks, share }: Extract<Shown, { readonly look: number }>): number {
  if (looks === 1) return NORMAL;
  const last = Math.min(share, 1);
  const times = Array.from({ length: look }, (_, k) => (k + 1 === look ? last : (k + 1) / looks)).filter(
    (time, k, all) => time > 0 && (k === all.length - 1 || time < last),
  );
  return times.length === 0 ? NORMAL : spendingBounds(times, { alpha: 1 - LEVEL }).at(-1)!;
}

const NORMAL = 1.959963984540054;

/**
 * Intervals are as wide as the rule makes them: t's own for one look, wider by the bound of the look, or those that
 * may be watched at any time. Few clusters widen all three alike.
 */
function widenBy({ plan }: Trial, standing: Shown): Widen {
  return (estimate) => {
    // Nothing but the treatment moved anything: there is no doubt to widen.
    if (estimate.se === 0) return estimate;
    const t = (estimate.high - estimate.low) / 2 / estimate.se;
    if ('always' in standing) {
      const watched = confidenceSequence({
        ...{ estimate: estimate.estimate, se: (estimate.se * t) / NORMAL },
        ...{ n: estimate.n, tuning: plan.tasks, level: LEVEL },
      });
      return { ...estimate, ...watched };
    }
    const half = (estimate.se * t * boundOf(standing)) / NORMAL;
    return { ...estimate, low: estimate.estimate - half, high: estimate.estimate + half };
  };
}

function resultTables(taken: TrialPeople, rows: TrialRows, widen: Widen): DraftTable[] {
  const { trial, tasks } = taken;
  const { outcome } = trial.plan;
  const people = peopleOf(rows);
  const news = newsOf(taken);
  const effect = told(() => effectOf(rows.records, { seed: 1, level: LEVEL }));
  const figures = effect && figuresOf({ ...effect, ...widen(effect) }, outcome);
  const compared: DraftCell = {
    ...{ id: 'all', about: 'trial', people, amounts: amountsOf(rows, people) },
    ...{ withheld: figures === undefined, needs: needsOf(news, 'all') },
    figures: { tasks: rows.tasks.length, ...(figures && { effect: figures }) },
  };
  const tables: DraftTable[] = [news, { key: 'all', kind: 'figure', cells: [compared] }];
  if (outcome === 'minutes') {
    const cells = [
      beliefBefore(rows, widen),
      beliefAfter(tasks, widen, needsOf(news, 'after', 'unguessed')),
      qualityOf(tasks, needsOf(news, 'quality')),
    ];
    tables.push(
      { key: 'beliefs', kind: 'figure', cells: cells.slice(0, 2).flatMap(cellOf) },
      { key: 'quality', kind: 'figure', cells: cells.slice(2).flatMap(cellOf) },
    );
  }
  return [...tables, ...profileTables(taken, rows, widen, news)];
}

function cellOf(cell: DraftCell | undefined): DraftCell[] {
  return cell ? [cell] : [];
}

/**
 * Those of whom a figure says more than the result before, or more than another figure of the same time: the people
 * behind it may be the same, and the difference still be made of one of them. Enough of them too, and counted nowhere.
 */
function newsOf({ inquiry, trial, tasks, profiles, before }: TrialPeople): DraftTable {
  const now = behindOf(tasks, trial.plan.outcome);
  const whoHas = (is: (person: number) => boolean) => Int32Array.from(tasks.keys()).filter(is);
  const cells: DraftCell[] = [
    // What was measured is said twice, of all tasks and of those whose time was guessed.
    {
      ...{ id: 'unguessed', about: 'unguessed', figures: {} },
      people: whoHas((person) => now[person]!.all !== now[person]!.after),
    },
  ];
  if (before) {
    const isNews = (figure: keyof Behind) => (person: number) =>
      now[person]![figure] !== before.behind[person]![figure];
    for (const figure of ['all', 'after', 'quality'] as const) {
      const about = `news ${figure} ${before.hash}`;
      cells.push({ id: figure, about, people: whoHas(isNews(figure)), figures: {} });
    }
    for (const { key, values } of listsOf(inquiry, trial)) {
      // Those who named no value have the last place.
      for (const place of [...values.keys(), -1]) {
        const people = whoHas((person) => isNews('all')(person) && profiles[key]![person] === place);
        cells.push({ id: `${key}/${place}`, about: `news all ${before.hash}`, people, figures: {} });
      }
    }
  }
  return {
    ...{ key: 'news', kind: 'figure', unseen: true },
    cells: cells.filter(({ people }) => people.length > 0),
  };
}

/** The cells of this table with these names, or of the list of such a name; where nobody is in one there is none. */
function needsOf({ key, cells }: DraftTable, ...names: readonly string[]): string[] {
  return cells.flatMap(({ id }) => (names.includes(id.split('/')[0]!) ? [`${key}/${id}`] : []));
}

/** Those whose tasks are compared, each once. */
function peopleOf({ person }: Pick<TrialRows, 'person'>): Int32Array {
  return Int32Array.from(new Set(person)).sort();
}

/** How many of the tasks are whose: where nearly all are one person's, the effect would be hers. */
function amountsOf({ person }: Pick<TrialRows, 'person'>, people: Int32Array): number[] {
  return Array.from(people, (one) => person.filter((other) => other === one).length);
}

/** What the engine refuses of so few data is not told. */
function told<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function beliefBefore(rows: TrialRows, widen: Widen): DraftCell | undefined {
  return beliefCell('before', rows, widen, [], {
    without: rows.tasks.map(({ forecast }) => Math.log(forecast!.without.median)),
    with: rows.tasks.map(({ forecast }) => Math.log(forecast!.with.median)),
  });
}

function beliefAfter(
  tasks: BoxTrial['tasks'],
  widen: Widen,
  needs: readonly string[],
): DraftCell | undefined {
  const rows = recordsOf(
    tasks.map((own) => own.filter(({ guess }) => guess !== undefined)),
    'minutes',
  );
  const guessed = (arm: Arm) =>
    rows.tasks.map(({ arm: own, guess }) => Math.log(own === arm ? guess!.took : guess!.other));
  return beliefCell('after', rows, widen, needs, { without: guessed('without'), with: guessed('with') });
}

function beliefCell(
  when: Belief['when'],
  rows: TrialRows,
  widen: Widen,
  needs: readonly string[],
  logs: Parameters<typeof forecastGap>[1],
): DraftCell | undefined {
  const people = peopleOf(rows);
  const gap = told(() => forecastGap(rows.records, logs, { level: LEVEL }));
  if (!gap) return undefined;
  const [believed, measured, between] = [gap.expected, widen(gap.measured), widen(gap.gap)].map((one) =>
    changeOf(one, 'minutes'),
  );
  if (!believed || !measured || !between) return undefined;
  return {
    ...{ id: when, about: 'trial', people, amounts: amountsOf(rows, people) },
    needs: ['all/all', ...needs],
    figures: { when, believed, measured, gap: between },
  };
}

function qualityOf(tasks: BoxTrial['tasks'], needs: readonly string[]): DraftCell | undefined {
  const rows = recordsOf(tasks, 'quality');
  const people = peopleOf(rows);
  // Marks are few: her own forecast of the time says nothing of them, and people stay within themselves.
  const { terms: _, ...records } = rows.records;
  const effect = told(() => effectOf(records, { seed: 1, level: LEVEL }));
  const figures = effect && figuresOf(effect, 'quality');
  if (!figures) return undefined;
  return {
    ...{ id: 'quality', about: 'quality', people, amounts: amountsOf(rows, people) },
    needs: ['all/all', ...needs],
    figures: { tasks: rows.tasks.length, effect: figures },
  };
}

function profileTables(
  { inquiry, trial, profiles }: TrialPeople,
  rows: TrialRows,
  widen: Widen,
  news: DraftTable,
): DraftTable[] {
  const lists = listsOf(inquiry, trial).flatMap(({ key, values }) => {
    // Who said nothing of herself is a part of her own, so that the others are compared without her.
    const codes = Int32Array.from(rows.person, (person) =>
      profiles[key][person] < 0 ? values.length : profiles[key][person],
    );
    const labels = [...values.map(({ key }) => key), ''];
    const effects = told(() =>
      profileEffects(rows.records, { name: key, codes, levels: labels.length, labels }, { level: LEVEL }),
    );
    return effects ? [{ key, codes, effects }] : [];
  });
  const corrected = correctProfiles(
    lists.map(({ effects }) => effects),
    [],
  );
  const people = peopleOf(rows);
  const parts = lists.map(({ key, codes, effects }) =>
    partCells(key, effects, codes, rows, trial.plan.outcome, widen, needsOf(news, key)),
  );
  return [
    { key: 'profiles', kind: 'heard', cells: parts.flatMap(({ named }) => named) },
    {
      // Those who named no value are held against the others: enough too, and shown nowhere.
      ...{ key: 'unnamed', kind: 'heard', unseen: true },
      cells: parts.flatMap(({ unnamed }) => unnamed),
    },
    {
      key: 'contrasts',
      kind: 'figure',
      cells: corrected.flatMap(({ name, p, corrected, differs }): DraftCell[] =>
        p === undefined || corrected === undefined
          ? []
          : [
              {
                ...{ id: name, about: `contrast ${name}`, people },
                // It speaks of every part that was tested, also of those that are not shown.
                needs: ['all/all', ...parts.find(({ list }) => list === name)!.tested],
                figures: { list: name, p: thousandths(p), corrected: thousandths(corrected), differs },
              },
            ],
      ),
    },
  ];
}

/** The parts of one list, and those that the test whether they differ is made of. */
function partCells(
  list: string,
  { parts }: ProfileEffects,
  codes: Int32Array,
  rows: TrialRows,
  outcome: Trial['plan']['outcome'],
  widen: Widen,
  needs: readonly string[],
) {
  const cells = parts.map(({ label, rows: tasks, effect, simultaneous }, part): DraftCell => {
    const own = { person: rows.person.filter((_, row) => codes[row] === part) };
    const people = peopleOf(own);
    const change = effect && changeOf(widen(effect), outcome);
    const all = effect && simultaneous && changeOf({ estimate: effect.estimate, ...simultaneous }, outcome);
    return {
      ...{ id: `${list}/${label}`, about: 'trial', people, amounts: amountsOf(own, people) },
      ...{ within: 'all/all', needs: ['all/all', ...needs], withheld: change === undefined },
      figures: {
        ...{ list, value: label, tasks },
        ...(change && { change }),
        ...(all && { simultaneous: all }),
      },
    };
  });
  const isNamed = (_: unknown, part: number) => parts[part]!.label !== '';
  const isTold = (_: unknown, part: number) => parts[part]!.effect !== undefined;
  const unnamed = cells.filter((cell, part) => !isNamed(cell, part) && isTold(cell, part));
  return {
    list,
    named: cells.filter(isNamed),
    // By itself nobody reads it: it is no part that others could be taken from.
    unnamed: unnamed.map(({ id, people, amounts }) => ({
      ...{ id, about: `unnamed ${list}`, people, figures: {} },
      ...(amounts && { amounts }),
    })),
    tested: cells
      .filter(isTold)
      .map((cell) => `${unnamed.includes(cell) ? 'unnamed' : 'profiles'}/${cell.id}`),
  };
}

function ledgerTables(tasks: BoxTrial['tasks']): DraftTable[] {
  const offered = tasks.flat();
  const whoHas = (keep: (task: BoxTrial['tasks'][number][number]) => boolean) =>
    Int32Array.from(tasks.keys()).filter((person) => tasks[person].some(keep));
  const everybody = whoHas(() => true);
  // Whose tasks they are, with how many each has: where nearly all are one person's, it would be said of her.
  const whose = (keep: (task: BoxTrial['tasks'][number][number]) => boolean) => {
    const people = whoHas(keep);
    return { people, amounts: Array.from(people, (person) => tasks[person].filter(keep).length) };
  };
  const dealt = arms.map((arm) => ({
    arm,
    whose: whose((task) => task.arm === arm),
    finishers: whose((task) => task.arm === arm && isFinished(task)),
    tasks: offered.filter((task) => task.arm === arm),
  }));
  const left = offered.filter(({ step }) => step === 'refused' || step === 'withdrawn');
  const finished = dealt.map(({ tasks }) => tasks.filter(isFinished).length);
  const ratio = finished.some((count) => count > 0) ? sampleRatio(finished) : undefined;
  return [
    {
      key: 'ledger',
      kind: 'figure',
      cells:
        offered.length === 0
          ? []
          : [
              {
                ...{ id: 'ledger', about: 'ledger', ...whose(() => true) },
                figures: {
                  offered: offered.length,
                  shares: sharesOf({
                    refused: offered.filter(({ step }) => step === 'refused').length,
                    dealt: offered.filter(({ arm }) => arm !== undefined).length,
                    open: offered.filter(({ step }) => step === 'described' || step === 'forecast').length,
                  }),
                },
              },
            ],
    },
    {
      // Those of one way, of whom the line of that way speaks: enough too, and counted nowhere.
      key: 'dealtTo',
      kind: 'figure',
      unseen: true,
      cells: dealt.map(({ arm, whose }) => ({ id: arm, about: `dealt ${arm}`, ...whose, figures: {} })),
    },
    {
      // Those who finished tasks of one way: how they did them is said of them alone.
      ...{ key: 'finishers', kind: 'figure', unseen: true },
      cells: dealt.map(({ arm, finishers }) => ({
        ...{ id: arm, about: `finished ${arm}`, ...finishers, figures: {} },
      })),
    },
    {
      key: 'arms',
      kind: 'figure',
      cells: dealt.flatMap(({ arm, tasks }): DraftCell[] => {
        if (tasks.length === 0) return [];
        const done = tasks.filter(isFinished);
        return [
          {
            ...{
              id: arm,
              about: `arm ${arm}`,
              people: everybody,
              needs: ['ledger/ledger', `dealtTo/${arm}`],
            },
            figures: {
              arm,
              dealt: tasks.length,
              shares: sharesOf({
                finished: done.length,
                unfinished: tasks.filter(({ ended }) => ended === 'unfinished').length,
                withdrawn: tasks.filter(({ step }) => step === 'withdrawn').length,
                open: tasks.filter(({ step }) => step === 'committed').length,
              }),
            },
          },
        ];
      }),
    },
    {
      key: 'used',
      kind: 'figure',
      cells: dealt.flatMap(({ arm, tasks }): DraftCell[] => {
        const done = tasks.filter(isFinished);
        if (done.length === 0) return [];
        return [
          {
            ...{ id: arm, about: `used ${arm}`, people: everybody },
            needs: ['ledger/ledger', `finishers/${arm}`],
            figures: {
              arm,
              used: shareOf(done, ({ used }) => used === true),
              corrected: shareOf(done, ({ corrected }) => corrected === true),
            },
          },
        ];
      }),
    },
    {
      key: 'ratio',
      kind: 'figure',
      cells: ratio
        ? [
            {
              ...{ id: 'ratio', about: 'ratio', people: everybody },
              needs: ['ledger/ledger', ...arms.map((arm) => `dealtTo/${arm}`)],
              figures: { p: thousandths(ratio.p), mismatch: ratio.mismatch },
            },
          ]
        : [],
    },
    {
      key: 'reasons',
      kind: 'figure',
      cells:
        left.length === 0
          ? []
          : [
              {
                ...{ id: 'reasons', about: 'reasons', ...whose(({ reason }) => reason !== undefined) },
                needs: ['ledger/ledger'],
                figures: {
                  shares: sharesOf(
                    Object.fromEntries(
                      reasons.map((reason) => [
                        reason,
                        left.filter((task) => (task.reason ?? 'other') === reason).length,
                      ]),
                    ),
                  ),
                },
              },
            ],
    },
  ];
}

function shareOf<Item>(items: readonly Item[], is: (item: Item) => boolean) {
  const yes = items.filter(is).length;
  return sharesOf({ yes, no: items.length - yes }).yes;
}

/** Shares of tasks, rounded as the gate does those of people. */
function sharesOf(counts: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(roundedShares(counts)).map(([key, share]) => [key, { ...share }]));
}
