import { type Draft, minimum, minimumBehind, type Release, type RoundedShare, unheard } from '@abord/release';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import type { Texts } from '../everyone/debate.ts';
import { becomes, type GainsSaid, gainers, type Hours, hours, savedHours } from './schema.ts';

/** What is said of nobody: texts, closed lists, method. */
export type GainsFacts = {
  readonly title: Texts;
  readonly organisation: Texts;
  readonly simulated: boolean;
  readonly entry: Inquiry['entry'];
  readonly days?: { readonly from: string; readonly to: string };
  readonly headcount?: number;
  /** In entry modes that may show profiles; empty otherwise. */
  readonly lists: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly { readonly key: string; readonly label: Texts; readonly headcount?: number }[];
  }[];
  /** Answers under which a group is not heard. */
  readonly fewest: number;
  readonly method: { readonly engine: 'release'; readonly version: string; readonly seed: 0 };
};

/** Hours, as a group says them: saved some, cost some, about the same, uses none. */
export const balances = ['saved', 'same', 'cost', 'without'] as const;
export type Balance = (typeof balances)[number];

type Answers<Key extends string> = Readonly<Record<Key, RoundedShare>>;

/** The figures of each released table; a cell also carries `id` and `people`. */
export type GainsTables = {
  /** One cell: everybody who said something; groups that were not heard, or nearly all. */
  readonly all: { readonly few: readonly string[]; readonly most: readonly string[] };
  readonly hours: { readonly answers: Answers<Hours> };
  readonly balance: { readonly answers: Answers<Balance> };
  /** Of everybody: `none` are those who saved no time, or did not say what became of it. */
  readonly became: { readonly answers: Answers<(typeof becomes)[number] | 'none'> };
  /** Of everybody: `unsaid` are those who did not say. */
  readonly gainer: { readonly answers: Answers<(typeof gainers)[number] | 'unsaid'> };
  readonly byValue: { readonly list: string; readonly value: string; readonly answers: Answers<Balance> };
};

/** The released figures of what people say in answer to « À qui profite l’IA ? ». */
export type GainsRelease = Release<GainsFacts, GainsTables>;

/** What people said, as numbers: each of them counts. */
export interface GainsPeople {
  readonly inquiry: Pick<
    Inquiry,
    'title' | 'organisation' | 'simulated' | 'entry' | 'days' | 'headcount' | 'figureMinimum' | 'attributes'
  >;
  readonly said: readonly GainsSaid[];
  /** Attribute key → for each of them, the place of her value in the list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, ArrayLike<number>>>;
}

/** Half a point of fewer people than this is less than one person. */
const FINE = 200;

/** Declares to the gate what the answer would like to show of what people say. Pure. Rules G1 to G5 of SPEC.md. */
export function declareGains({ inquiry, said, profiles }: GainsPeople): Draft {
  const reader = 'inside';
  const { figureMinimum } = inquiry;
  const asker = { reader, ...(figureMinimum !== undefined && { figureMinimum }) } as const;
  const byProfile = inquiry.entry === 'codes' || inquiry.entry === 'token';
  const everyone = Int32Array.from(said.keys());
  const lists = (byProfile ? inquiry.attributes : []).map(({ key, values }) => ({
    key,
    values: values.map((value, place) => ({
      key: value.key,
      ...(value.headcount !== undefined && { headcount: value.headcount }),
      people: everyone.filter((person) => profiles[key][person] === place),
    })),
  }));
  const { hearings } = unheard(lists, asker);
  const named = (standing: string) =>
    [...hearings].flatMap(([id, hearing]) => (hearing.standing === standing ? [id] : []));
  const small = lists.some(({ values }) => values.some(({ people }) => people.length < minimum.softened));
  const isCoarse = (people: ArrayLike<number>) => small && people.length < FINE;
  const whole = { people: everyone, coarse: isCoarse(everyone), needs: ['all/all'], figures: {} };
  const savers = everyone.filter((person) => said[person].became !== undefined);
  const became = counts(becomes, said, ({ became }) => became);
  const facts: GainsFacts = {
    title: inquiry.title,
    organisation: inquiry.organisation,
    simulated: inquiry.simulated,
    entry: inquiry.entry,
    ...(inquiry.days && { days: inquiry.days }),
    ...(inquiry.headcount !== undefined && { headcount: inquiry.headcount }),
    lists: byProfile
      ? inquiry.attributes.map(({ key, label, values }) => ({
          key,
          label,
          values: values.map((value) => ({ ...value })),
        }))
      : [],
    fewest: minimumBehind('heard', reader, figureMinimum),
    method: { engine: 'release', version: '0.1.0', seed: 0 },
  };
  return {
    question: 'gains',
    population: said.length,
    ...asker,
    facts: facts as unknown as Draft['facts'],
    tables: [
      {
        key: 'all',
        kind: 'figure',
        cells: [
          {
            ...{ id: 'all', about: 'gains', people: everyone },
            figures: { few: named('few'), most: named('most') },
          },
        ],
      },
      {
        key: 'hours',
        kind: 'figure',
        cells: [
          { ...whole, id: 'hours', about: 'hours', answers: counts(hours, said, ({ hours }) => hours) },
        ],
      },
      {
        key: 'balance',
        kind: 'figure',
        cells: [{ ...whole, id: 'balance', about: 'balance', answers: balanceOf(said) }],
      },
      {
        // Those who saved time and say what became of it: enough too, and counted nowhere.
        key: 'savers',
        kind: 'figure',
        unseen: true,
        cells: [{ id: 'savers', about: 'became', people: savers, answers: became, figures: {} }],
      },
      {
        key: 'became',
        kind: 'figure',
        cells: [
          {
            ...{ ...whole, id: 'became', about: 'became of all', needs: ['all/all', 'savers/savers'] },
            answers: { ...became, none: said.length - savers.length },
          },
        ],
      },
      {
        key: 'gainer',
        kind: 'figure',
        cells: [
          {
            ...{ ...whole, id: 'gainer', about: 'gainer' },
            answers: {
              ...counts(gainers, said, ({ gainer }) => gainer),
              unsaid: said.filter(({ gainer }) => gainer === undefined).length,
            },
          },
        ],
      },
      {
        key: 'byValue',
        kind: 'heard',
        cells: lists.flatMap(({ key, values }) =>
          values.map(({ key: value, people }) => ({
            ...{ id: `${key}/${value}`, about: 'balance', people, coarse: isCoarse(people) },
            answers: balanceOf(Array.from(people, (person) => said[person])),
            withheld: hearings.get(`${key}/${value}`)?.standing !== 'heard',
            ...{ within: key, needs: ['all/all'], figures: { list: key, value } },
          })),
        ),
        wholes: Object.fromEntries(
          lists.map(({ key, values }) => [
            key,
            Int32Array.from(values.flatMap(({ people }) => Array.from(people))).sort(),
          ]),
        ),
      },
    ],
  };
}

function counts<Key extends string>(
  keys: readonly Key[],
  said: readonly GainsSaid[],
  of: (one: GainsSaid) => Key | undefined,
): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, said.filter((one) => of(one) === key).length])) as Record<
    Key,
    number
  >;
}

function balanceOf(said: readonly GainsSaid[]): Record<Balance, number> {
  return counts(balances, said, ({ hours }) =>
    savedHours.includes(hours)
      ? 'saved'
      : hours.startsWith('cost')
        ? 'cost'
        : hours === 'same'
          ? 'same'
          : 'without',
  );
}
