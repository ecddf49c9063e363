import {
  type Asker,
  type Draft,
  type DraftCell,
  type DraftTable,
  type ListedPeople,
  minimumBehind,
  type NotWeighed,
  type Release,
  unheard,
  weigh,
} from '@abord/release';
import { type Door, doorKeys } from '#lib/entry/doorKeys.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Inquiry } from '../data.server.ts';

/** A share of people with its 95 % interval; hundredths, rounded outwards. */
export type Coverage = { readonly value: number; readonly low: number; readonly high: number };

/** How far somebody who came in went: votes on accepted statements. `most`: on half of them or more. */
export const stepKeys = ['none', 'under5', 'some', 'most'] as const;
export type Step = (typeof stepKeys)[number];

/** What is said of nobody: how people came in, how many were invited, the closed lists. */
export type HeardFacts = {
  readonly entry: Inquiry['entry'];
  readonly headcount?: number;
  /** In entry modes that may show profiles; empty otherwise. */
  readonly lists: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly { readonly key: string; readonly label: Texts; readonly headcount?: number }[];
  }[];
  /** Statements put to the vote. */
  readonly statements: number;
  /** Answers under which a group is not heard, and people under whom a door is not said. */
  readonly fewest: number;
  readonly method: { readonly engine: 'release'; readonly version: string; readonly seed: 0 };
};

export type HeardTables = {
  /** One cell: everybody who voted. */
  readonly all: {
    /** Groups that were not heard, and those of which nearly all were, as `list/value`. */
    readonly few: readonly string[];
    readonly most: readonly string[];
    /** R-indicator of the list that answered least evenly, in hundredths. */
    readonly evenness?: number;
    readonly weighing: {
      readonly weighed: boolean;
      readonly reason?: NotWeighed;
      /** In steps of five, rounded down. */
      readonly effective?: number;
      /** In tenths. */
      readonly designEffect?: number;
    };
    /** People by the way they came in, in steps of five, rounded down; those under `fewest` are left out. */
    readonly doors: { readonly [Way in Door]?: number };
  };
  /** Who was heard, by value of a closed list. */
  readonly groups: {
    readonly list: string;
    readonly value: string;
    readonly coverage?: Coverage;
    /** Share of those who answered over share of those invited, in hundredths. */
    readonly ratio?: number;
  };
  /** How far people went, of all who came in. */
  readonly steps: { readonly step: Step };
};

/** The released figures of who was heard. */
export type HeardRelease = Release<HeardFacts, HeardTables>;

/** Who came in, as numbers, and what is known of whom they are counted against. */
export interface HeardBox {
  readonly inquiry: Pick<Inquiry, 'entry' | 'headcount' | 'figureMinimum' | 'attributes'>;
  /** People who came in. */
  readonly people: number;
  /** Attribute key → for each of them, the place of her value in the list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, ArrayLike<number>>>;
  /** Votes on accepted statements, of each. */
  readonly votes: ArrayLike<number>;
  readonly statements: number;
  readonly doors: { readonly [Way in Door]?: number };
}

/**
 * Declares to the gate who was heard and who was not. `withheld` are groups that the gate hides, as `list/value`:
 * those beside them are then to be looked at again. Pure; linear in the people.
 */
export function declareHeard(box: HeardBox, withheld: ReadonlySet<string> = new Set()): Draft {
  const { inquiry } = box;
  const everyone = Int32Array.from({ length: box.people }, (_, person) => person);
  const voters = everyone.filter((person) => box.votes[person] > 0);
  const byProfile = inquiry.entry === 'codes' || inquiry.entry === 'token';
  const lists = byProfile ? listsOf(box, voters) : [];
  const { figureMinimum } = inquiry;
  const rules = { reader: 'inside', ...(figureMinimum !== undefined && { figureMinimum }) } as const;
  const asker = { ...rules, withheld };
  const fewest = minimumBehind('heard', rules.reader, figureMinimum);
  const { hearings, evenness } = unheard(lists, asker);
  const named = (standing: string) =>
    [...hearings].flatMap(([id, hearing]) => (hearing.standing === standing ? [id] : []));

  const all: DraftTable = {
    key: 'all',
    kind: 'figure',
    cells: [
      {
        id: 'all',
        about: 'heard',
        people: voters,
        figures: {
          few: named('few'),
          most: named('most'),
          ...(evenness.size > 0 && { evenness: hundredth(Math.min(...evenness.values())) }),
          weighing: weighingOf(voters, lists, rules),
          doors: doorsOf(box.doors, fewest),
        },
      },
    ],
  };

  const groups: DraftTable = {
    key: 'groups',
    kind: 'figure',
    cells: lists.flatMap(({ key, values }) =>
      values.map((value): DraftCell => {
        const hearing = hearings.get(`${key}/${value.key}`)!;
        const heard = hearing.standing === 'heard';
        return {
          id: `${key}/${value.key}`,
          about: 'heard',
          // Of a group that may not be said the gate is told nobody, and so hides it.
          people: heard ? value.people : [],
          within: key,
          needs: ['all/all'],
          figures: {
            list: key,
            value: value.key,
            ...(heard && hearing.coverage && { coverage: shareOf(hearing.coverage) }),
            ...(heard && hearing.ratio !== undefined && { ratio: hundredth(hearing.ratio) }),
          },
        };
      }),
    ),
    wholes: Object.fromEntries(
      lists.map(({ key, values }) => [
        key,
        Int32Array.from(values.flatMap(({ people }) => Array.from(people))).sort(),
      ]),
    ),
  };

  const steps: DraftTable = {
    key: 'steps',
    kind: 'figure',
    // A step at which nobody stopped has no cell: an empty one would cost its neighbour.
    cells: stepKeys.flatMap((step) => {
      const people = everyone.filter((person) => stepOf(box.votes[person], box.statements) === step);
      const within = step === 'none' ? {} : { within: 'all/all' };
      return people.length > 0 ? [{ id: step, about: 'heard', people, ...within, figures: { step } }] : [];
    }),
  };

  return {
    question: 'heard',
    population: box.people,
    ...rules,
    facts: factsOf(box, byProfile, fewest),
    tables: [all, groups, steps],
  };
}

function factsOf({ inquiry, statements }: HeardBox, byProfile: boolean, fewest: number): HeardFacts {
  return {
    entry: inquiry.entry,
    ...(inquiry.headcount !== undefined && { headcount: inquiry.headcount }),
    lists: byProfile
      ? inquiry.attributes.map(({ key, label, values }) => ({
          key,
          label,
          values: values.map((value) => ({ ...value })),
        }))
      : [],
    statements,
    fewest,
    method: { engine: 'release', version: '0.1.0', seed: 0 },
  };
}

function listsOf({ inquiry, profiles }: HeardBox, voters: Int32Array): ListedPeople[] {
  return inquiry.attributes.map(({ key, values }) => ({
    key,
    values: values.map((value, place) => ({
      key: value.key,
      ...(value.headcount !== undefined && { headcount: value.headcount }),
      people: voters.filter((person) => profiles[key][person] === place),
    })),
  }));
}

/** The weighing of the voters alone: their places in the population are no matter for it. */
function weighingOf(
  voters: Int32Array,
  lists: readonly ListedPeople[],
  rules: Asker,
): HeardTables['all']['weighing'] {
  const place = new Map(Array.from(voters, (person, index) => [person, index]));
  const among = lists.map(({ key, values }) => ({
    key,
    values: values.map((value) => ({
      ...value,
      people: Array.from(value.people, (person) => place.get(person)!),
    })),
  }));
  const weighing = weigh(voters.length, among, rules);
  return {
    weighed: weighing.weighed,
    ...(!weighing.weighed && { reason: weighing.reason }),
    ...(weighing.effective !== undefined && { effective: Math.floor(weighing.effective / 5) * 5 }),
    ...(weighing.designEffect !== undefined && { designEffect: Math.round(weighing.designEffect * 10) / 10 }),
  };
}

function doorsOf(doors: HeardBox['doors'], fewest: number): HeardTables['all']['doors'] {
  return Object.fromEntries(
    doorKeys.flatMap((door) => {
      const people = Math.floor((doors[door] ?? 0) / 5) * 5;
      return people >= fewest ? [[door, people]] : [];
    }),
  );
}

function stepOf(votes: number, statements: number): Step {
  if (votes === 0) return 'none';
  if (2 * votes >= statements) return 'most';
  return votes < 5 ? 'under5' : 'some';
}

/** Far above the noise of floating point, far below a hundredth. */
const noise = 1e-9;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

function shareOf({ value, low, high }: Coverage): Coverage {
  return {
    value: hundredth(value),
    low: Math.floor(low * 100 + noise) / 100,
    high: Math.ceil(high * 100 - noise) / 100,
  };
}
