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
    /** Of the finished ones: with AI used; with a time put right by hand. */
    readonly used?: RoundedShare;
    readonly corrected?: RoundedShare;
  };
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
}

const LEVEL = 0.95;

/** Doubt about an estimate, widened to what the rule of the plan asks for. */
type Widen = (estimate: Estimate) => Estimate;

/**
 * Declares to the gate what a trial would like to show. While its rule does not let a result be shown only the ledger
 * is declared. Pure. Rules E1 to E12 of the SPEC beside the question.
 */
export function declareTrial({ inquiry, trial, tasks, profiles }: TrialPeople): Draft {
  const { figureMinimum } = inquiry;
  const rows = recordsOf(tasks, trial.plan.outcome);
  const finished = tasks.flat().filter(isFinished).length;
  const standing = standingOf(trial.plan, finished, trial.state === 'ended');
  const shown = standing.show
    ? resultTables(trial, rows, tasks, profiles, inquiry, widenBy(trial, standing))
    : [];
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

function resultTables(
  trial: Trial,
  rows: TrialRows,
  tasks: BoxTrial['tasks'],
  profiles: TrialPeople['profiles'],
  inquiry: TrialPeople['inquiry'],
  widen: Widen,
): DraftTable[] {
  const { outcome } = trial.plan;
  const people = peopleOf(rows);
  const effect = told(() => effectOf(rows.records, { seed: 1, level: LEVEL }));
  const figures = effect && figuresOf({ ...effect, ...widen(effect) }, outcome);
  const compared: DraftCell = {
    ...{ id: 'all', about: 'trial', people, amounts: amountsOf(rows, people) },
    withheld: figures === undefined,
    figures: { tasks: rows.tasks.length, ...(figures && { effect: figures }) },
  };
  const tables: DraftTable[] = [{ key: 'all', kind: 'figure', cells: [compared] }];
  if (outcome === 'minutes') {
    tables.push(
      { key: 'beliefs', kind: 'figure', cells: [before(rows, widen), after(tasks, widen)].flatMap(cellOf) },
      { key: 'quality', kind: 'figure', cells: [qualityOf(tasks)].flatMap(cellOf) },
    );
  }
  return [...tables, ...profileTables(trial, rows, profiles, inquiry, widen)];
}

function cellOf(cell: DraftCell | undefined): DraftCell[] {
  return cell ? [cell] : [];
}

/** Those whose tasks are compared, each once. */
function peopleOf({ person, compared }: TrialRows): Int32Array {
  return Int32Array.from(new Set(person.filter((_, row) => compared[row]))).sort();
}

/** How many of the tasks are whose: where nearly all are one person's, the effect would be hers. */
function amountsOf({ person, compared }: TrialRows, people: Int32Array): number[] {
  return Array.from(people, (one) => person.filter((other, row) => compared[row] && other === one).length);
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

function before(rows: TrialRows, widen: Widen): DraftCell | undefined {
  return beliefCell('before', rows, widen, {
    without: rows.tasks.map(({ forecast }) => Math.log(forecast!.without.median)),
    with: rows.tasks.map(({ forecast }) => Math.log(forecast!.with.median)),
  });
}

function after(tasks: BoxTrial['tasks'], widen: Widen): DraftCell | undefined {
  const rows = recordsOf(
    tasks.map((own) => own.filter(({ guess }) => guess !== undefined)),
    'minutes',
  );
  const guessed = (arm: Arm) =>
    rows.tasks.map(({ arm: own, guess }) => Math.log(own === arm ? guess!.took : guess!.other));
  return beliefCell('after', rows, widen, { without: guessed('without'), with: guessed('with') });
}

function beliefCell(
  when: Belief['when'],
  rows: TrialRows,
  widen: Widen,
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
    ...{ id: when, about: `belief ${when}`, people, amounts: amountsOf(rows, people) },
    needs: ['all/all'],
    figures: { when, believed, measured, gap: between },
  };
}

function qualityOf(tasks: BoxTrial['tasks']): DraftCell | undefined {
  const rows = recordsOf(tasks, 'quality');
  const people = peopleOf(rows);
  // Marks are few: her own forecast of the time says nothing of them, and people stay within themselves.
  const { terms: _, ...records } = rows.records;
  const effect = told(() => effectOf(records, { seed: 1, level: LEVEL }));
  const figures = effect && figuresOf(effect, 'quality');
  if (!figures) return undefined;
  return {
    ...{ id: 'quality', about: 'quality', people, amounts: amountsOf(rows, people) },
    needs: ['all/all'],
    figures: { tasks: rows.tasks.length, effect: figures },
  };
}

function profileTables(
  trial: Trial,
  rows: TrialRows,
  profiles: TrialPeople['profiles'],
  inquiry: TrialPeople['inquiry'],
  widen: Widen,
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
  return [
    {
      key: 'profiles',
      kind: 'heard',
      cells: lists.flatMap(({ key, codes, effects }) =>
        partCells(key, effects, codes, rows, trial.plan.outcome, widen),
      ),
    },
    {
      key: 'contrasts',
      kind: 'figure',
      cells: corrected.flatMap(({ name, p, corrected, differs }): DraftCell[] =>
        p === undefined || corrected === undefined
          ? []
          : [
              {
                ...{ id: name, about: `contrast ${name}`, people, needs: ['all/all'] },
                figures: { list: name, p: thousandths(p), corrected: thousandths(corrected), differs },
              },
            ],
      ),
    },
  ];
}

function partCells(
  list: string,
  { parts }: ProfileEffects,
  codes: Int32Array,
  rows: TrialRows,
  outcome: Trial['plan']['outcome'],
  widen: Widen,
): DraftCell[] {
  return parts.flatMap(({ label, rows: tasks, effect, simultaneous }, part): DraftCell[] => {
    if (label === '') return [];
    const people = peopleOf({ ...rows, compared: rows.compared.map((is, row) => is && codes[row] === part) });
    const change = effect && changeOf(widen(effect), outcome);
    const all = effect && simultaneous && changeOf({ estimate: effect.estimate, ...simultaneous }, outcome);
    return [
      {
        ...{ id: `${list}/${label}`, about: 'trial', people, within: 'all/all', needs: ['all/all'] },
        withheld: change === undefined,
        figures: {
          ...{ list, value: label, tasks },
          ...(change && { change }),
          ...(all && { simultaneous: all }),
        },
      },
    ];
  });
}

function ledgerTables(tasks: BoxTrial['tasks']): DraftTable[] {
  const offered = tasks.flat();
  const whoHas = (keep: (task: BoxTrial['tasks'][number][number]) => boolean) =>
    Int32Array.from(tasks.keys()).filter((person) => tasks[person].some(keep));
  const everybody = whoHas(() => true);
  const dealt = arms.map((arm) => ({
    arm,
    people: whoHas((task) => task.arm === arm),
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
                ...{ id: 'ledger', about: 'ledger', people: everybody },
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
      cells: dealt.map(({ arm, people }) => ({ id: arm, about: `dealt ${arm}`, people, figures: {} })),
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
              ...(done.length > 0 && {
                used: shareOf(done, ({ used }) => used === true),
                corrected: shareOf(done, ({ corrected }) => corrected === true),
              }),
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
                ...{ id: 'reasons', about: 'reasons', people: whoHas(({ reason }) => reason !== undefined) },
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
