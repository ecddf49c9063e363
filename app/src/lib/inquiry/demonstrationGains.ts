import { choice, type Random, random, randomNormal } from '@abord/numbers';
import { becomes, type GainsSaid, gainers, hours } from '#lib/questions/gains/schema.ts';
import { armOf } from '#lib/questions/gains/trials/armOf.ts';
import type { TrialPlan, TrialSaid, TrialTask } from '#lib/questions/gains/trials/schema.ts';

type Profile = Readonly<Record<string, string>>;

/** What one invented person says of what AI gives or costs her. */
export interface DemonstrationGains {
  readonly profile: Profile;
  readonly content: GainsSaid;
}

/** An invented trial that has ended, and what each of those who took part entered. */
export interface DemonstrationTrial {
  readonly plan: TrialPlan;
  readonly seed: string;
  readonly frozenDay: string;
  readonly endedDay: string;
  readonly people: readonly { readonly profile: Profile; readonly content: TrialSaid }[];
}

/** Chances of each answer on hours, in the order of `hours`: much and some saved, the same, some and much lost, none used. */
const balance = {
  workshop: [1, 4, 10, 5, 2, 78],
  design: [18, 42, 22, 12, 4, 2],
  care: [3, 17, 24, 18, 8, 30],
  office: [8, 24, 20, 12, 4, 32],
} as const;

/** In the order of `becomes`: more work, better work, people, learning, mending, a breather, unsure. */
const became = [34, 20, 9, 8, 16, 7, 6] as const;

/** In the order of `gainers`: me, team, those we serve, management, owners, makers, nobody. */
const gains = {
  workshop: [2, 4, 5, 30, 34, 20, 5],
  design: [24, 16, 10, 20, 14, 14, 2],
  care: [6, 8, 16, 28, 14, 24, 4],
  office: [12, 10, 10, 30, 18, 16, 4],
} as const;

/** Who answers, by trade and shift: as for the statements, a workshop that was barely reached. */
const crowds = [
  { trade: 'workshop', shift: 'day', people: 9 },
  { trade: 'workshop', shift: 'rotating', people: 17 },
  { trade: 'workshop', shift: 'night', people: 3 },
  { trade: 'design', shift: 'day', people: 42 },
  { trade: 'care', shift: 'day', people: 16 },
  { trade: 'care', shift: 'rotating', people: 8 },
  { trade: 'care', shift: 'night', people: 6 },
  { trade: 'office', shift: 'day', people: 35 },
] as const;

/**
 * What the people of the demonstration inquiry say of what AI gives them: 136 of them. Drawn at random by a program
 * from chances that are invented; a pure function of its seed.
 */
export function makeDemonstrationGains(seed: number): DemonstrationGains[] {
  const source = random(seed);
  return crowds.flatMap(({ trade, shift, people }) =>
    Array.from({ length: people }, () => ({ profile: { trade, shift }, content: saidIn(source, trade) })),
  );
}

function saidIn(source: Random, trade: keyof typeof balance): GainsSaid {
  const said = hours[choice(source(), balance[trade])]!;
  const saved = said.startsWith('saved');
  const [become, gainer] = [becomes[choice(source(), became)]!, gainers[choice(source(), gains[trade])]!];
  const [tells, judges] = [source() < 0.93, source() < 0.88];
  return { hours: said, ...(saved && tells && { became: become }), ...(judges && { gainer }) };
}

const plan: TrialPlan = {
  question: {
    fr: 'Rédigeons-nous plus vite nos comptes rendus et nos réponses avec l’IA ?',
    en: 'Do we write our reports and replies faster with AI?',
  },
  types: [
    {
      key: 'report',
      label: { fr: 'Un compte rendu d’une à trois pages', en: 'A report of one to three pages' },
    },
    { key: 'reply', label: { fr: 'Une réponse à une demande', en: 'A reply to a request' } },
  ],
  outcome: 'minutes',
  profiles: ['trade'],
  tasks: 450,
  people: 50,
  rule: 'once',
  looks: 2,
  lastDay: '2026-11-20',
};

/** Who took part: in design and software tasks go faster, elsewhere hardly or not. */
const parts = [
  { trade: 'workshop', shift: 'rotating', people: 11, effect: 0.08 },
  { trade: 'design', shift: 'day', people: 16, effect: -0.22 },
  { trade: 'care', shift: 'day', people: 12, effect: 0.02 },
  { trade: 'office', shift: 'day', people: 14, effect: -0.03 },
] as const;

/**
 * The invented trial: 53 people, each of whom expected to save a quarter of her time. The true effect on the logarithm
 * of minutes lies between -0.22 and 0.08, by trade, and differs between people of one trade by 0.15. A pure function
 * of its seed.
 */
export function makeDemonstrationTrial(seed: number): DemonstrationTrial {
  const source = random(seed);
  const secret = `demonstration ${seed}`;
  return {
    plan,
    seed: secret,
    ...{ frozenDay: '2026-11-02', endedDay: '2026-11-20' },
    people: parts.flatMap(({ trade, shift, people, effect }) =>
      Array.from({ length: people }, (_, person) => ({
        profile: { trade, shift },
        content: {
          tasks: tasksOf(source, secret, `${trade} ${person}`, effect + 0.15 * randomNormal(source)),
        },
      })),
    ),
  };
}

function tasksOf(source: Random, secret: string, author: string, effect: number): TrialTask[] {
  const pace = 0.25 * randomNormal(source);
  const dealt: Record<string, number> = {};
  const entered = 9 + Math.floor(4 * source());
  return Array.from({ length: entered }, (): TrialTask => {
    const type = source() < 0.5 ? 'report' : 'reply';
    const size = Math.log(type === 'report' ? 75 : 22) + 0.45 * randomNormal(source);
    const forecast = (gain: number) => ({
      median: tenths(Math.exp(size + gain + 0.2 * randomNormal(source))),
    });
    const task = {
      ...{
        id: '',
        label: '',
        type,
        known: ([1, 2, 3, 4, 5] as const)[choice(source(), [5, 15, 35, 30, 15])]!,
      },
      forecast: { without: forecast(0), with: forecast(-0.29) },
    };
    if (source() < 0.07) return { ...task, step: 'refused', reason: source() < 0.5 ? 'need-ai' : 'urgent' };
    const place = dealt[type] ?? 0;
    dealt[type] = place + 1;
    const arm = armOf(secret, author, type, place);
    const isWith = arm === 'with';
    if (source() < (isWith ? 0.03 : 0.06))
      return { ...task, step: 'withdrawn', arm, place, reason: 'need-ai' };
    const minutes = tenths(Math.exp(size + pace + (isWith ? effect : 0) + 0.35 * randomNormal(source)));
    const took = tenths(minutes * Math.exp((isWith ? -0.08 : 0.04) + 0.15 * randomNormal(source)));
    return {
      ...{
        ...task,
        step: 'guessed',
        arm,
        place,
        minutes,
        ended: source() < 0.97 ? 'accepted' : 'unfinished',
      },
      ...{ used: isWith && source() < 0.92, rework: source() < 0.25 ? tenths(4 + 10 * source()) : 0 },
      guess: { took, other: tenths(took * Math.exp((isWith ? 0.25 : -0.22) + 0.2 * randomNormal(source))) },
    };
  });
}

function tenths(minutes: number): number {
  return Math.max(0.1, Math.round(minutes * 10) / 10);
}
