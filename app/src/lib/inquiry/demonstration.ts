import { choice, type Random, random, randomNormal, shuffle } from '@abord/numbers';
import type { Debate } from '#lib/questions/everyone/debate.ts';
import { makeDemonstrationGains, makeDemonstrationTrial } from './demonstrationGains.ts';
import { demonstrationStatements } from './demonstrationStatements.ts';
import { makeDemonstrationWork } from './demonstrationWork.ts';

const title = { fr: 'L’IA au travail, vue d’ici', en: 'AI at work, seen from here' };
const organisation = { fr: 'Talvenne', en: 'Talvenne' };
const description = {
  fr: 'Talvenne est une entreprise inventée : 240 personnes, un atelier, des études et du logiciel, un service de soins et de formation, une administration. Tout ce qu’elles disent est tiré au sort par un programme.',
  en: 'Talvenne is an invented company: 240 people, a workshop, design and software, a care and training service, an administration. All that they say is drawn at random by a program.',
};

const trades = [
  { key: 'workshop', label: { fr: 'Atelier', en: 'Workshop' }, headcount: 86 },
  { key: 'design', label: { fr: 'Études et logiciel', en: 'Design and software' }, headcount: 58 },
  { key: 'care', label: { fr: 'Soins et formation', en: 'Care and training' }, headcount: 44 },
  { key: 'office', label: { fr: 'Administration et vente', en: 'Administration and sales' }, headcount: 52 },
] as const;

const shifts = [
  { key: 'day', label: { fr: 'Journée', en: 'Day' }, headcount: 150 },
  { key: 'rotating', label: { fr: 'Équipes alternées', en: 'Rotating shifts' }, headcount: 58 },
  { key: 'night', label: { fr: 'Nuit', en: 'Night' }, headcount: 32 },
] as const;

const seniorities = [
  { key: 'under-1', label: { fr: 'Moins d’un an', en: 'Under a year' }, headcount: 12 },
  { key: '1-to-5', label: { fr: 'De un à cinq ans', en: 'One to five years' }, headcount: 78 },
  { key: '5-to-15', label: { fr: 'De cinq à quinze ans', en: 'Five to fifteen years' }, headcount: 92 },
  { key: 'over-15', label: { fr: 'Plus de quinze ans', en: 'Over fifteen years' }, headcount: 58 },
] as const;

/** Who came to vote, by trade and shift: a workshop that was barely reached, above all at night. */
const voters = [
  { trade: 'workshop', shift: 'day', people: 12 },
  { trade: 'workshop', shift: 'rotating', people: 20 },
  { trade: 'workshop', shift: 'night', people: 4 },
  { trade: 'design', shift: 'day', people: 46 },
  { trade: 'care', shift: 'day', people: 18 },
  { trade: 'care', shift: 'rotating', people: 8 },
  { trade: 'care', shift: 'night', people: 7 },
  { trade: 'office', shift: 'day', people: 39 },
] as const;

/** How often each way of seeing is met in each trade: saying no, useful once checked, faster, in between. */
const mixture = {
  workshop: [60, 22, 6, 12],
  design: [14, 30, 46, 10],
  care: [48, 40, 4, 8],
  office: [32, 38, 18, 12],
} as const;

/**
 * The demonstration inquiry: an invented company of 240 people in industry, technology and health, of whom
 * 154 voted on statements about AI at work, 148 said what they do, 136 what AI gives them, and 53 took part in a
 * trial. A pure function of its seed; the answer pages say everywhere that it is simulated.
 *
 * Votes follow a logistic model: three ways of seeing things, people in between two of them, a leniency
 * and a leaning of each person's own, and passes, most of all on statements about another trade.
 */
export function makeDemonstration(seed = 20261123): Debate {
  const source = random(seed);
  const seniorityOf = shuffle(
    source,
    seniorities.flatMap(({ key, headcount }) => Array<string>(headcount).fill(key)),
  );
  const person: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const people: { profile: Record<string, string> }[] = [];
  for (const group of voters) {
    for (let k = 0; k < group.people; k++) {
      const votes = votesOf(source, group.trade);
      for (const vote of votes) {
        person.push(people.length);
        statement.push(vote.statement);
        value.push(vote.value);
      }
      const seniority = seniorityOf[people.length];
      people.push({ profile: { trade: group.trade, shift: group.shift, seniority } });
    }
  }
  return {
    title,
    organisation,
    description,
    simulated: true,
    entry: 'codes',
    days: { from: '2026-11-09', to: '2026-11-23' },
    headcount: 240,
    attributes: [
      { key: 'trade', label: { fr: 'Métier', en: 'Trade' }, values: trades },
      { key: 'shift', label: { fr: 'Horaires', en: 'Hours' }, values: shifts },
      { key: 'seniority', label: { fr: 'Ancienneté', en: 'Seniority' }, values: seniorities },
    ],
    statements: demonstrationStatements.map(({ number, texts, state }) => ({ number, texts, state })),
    people,
    votes: {
      person: Int32Array.from(person),
      statement: Int32Array.from(statement),
      value: Int8Array.from(value),
    },
    refused: {},
    // From a chance of its own: whoever says something of her work is not told by her votes.
    work: makeDemonstrationWork(seed + 1),
    gains: makeDemonstrationGains(seed + 2),
    trial: makeDemonstrationTrial(seed + 3),
  };
}

/** One person's votes, on the statements she had the time for. */
function votesOf(source: Random, trade: keyof typeof mixture): { statement: number; value: number }[] {
  const blend = blendOf(source, choice(source(), mixture[trade]));
  const leniency = 0.35 * randomNormal(source);
  const offered = demonstrationStatements.flatMap(({ agree }, index) => (agree ? [index] : []));
  const patience = 18 + Math.floor(23 * Math.sqrt(source()));
  return shuffle(source, offered)
    .slice(0, patience)
    .map((index) => ({ statement: index, value: voteOn(source, index, trade, blend, leniency) }));
}

/** Weights of the three ways of seeing: one, or half of two of them. */
function blendOf(source: Random, drawn: number): readonly number[] {
  const own = [0, 1, 2].map((way) => (way === drawn ? 1 : 0));
  if (drawn < 3) return own;
  const absent = choice(source(), [1, 1, 1]);
  return own.map((_, way) => (way === absent ? 0 : 0.5));
}

function voteOn(
  source: Random,
  index: number,
  trade: string,
  blend: readonly number[],
  leniency: number,
): number {
  const { agree, trade: subject } = demonstrationStatements[index];
  const logit = (agree ?? []).reduce(
    (sum, chance, way) => sum + blend[way] * Math.log(chance / (1 - chance)),
    0,
  );
  const foreign = subject !== undefined && subject !== trade;
  const passing = foreign ? 0.45 : 0.03 + 0.09 * Math.exp(-(logit ** 2) / 2);
  const [passes, agrees] = [source() < passing, source() < 1 / (1 + Math.exp(-logit - leniency))];
  return passes ? 0 : agrees ? 1 : -1;
}
