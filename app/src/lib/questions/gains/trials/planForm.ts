import * as v from 'valibot';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import { MOST_TASKS, MOST_TYPES, type TrialPlan, trialPlan } from './schema.ts';

/** A plan as the form has it: each field by its name, as it was typed, and the lists that are ticked. */
export interface PlanFields {
  readonly typed: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
}

/** What is wrong with a field, one thing a field. A fault in either language of a text stands at the text. */
export type PlanFault =
  | 'missing'
  | 'too-long'
  | 'twice'
  | 'unknown'
  | 'not-a-count'
  | 'too-few'
  | 'too-many'
  | 'crowded'
  | 'spread'
  | 'not-a-day'
  | 'past';

export type PlanFaults = Readonly<Partial<Record<PlanField, PlanFault>>>;
export type PlanField = 'question' | `type${number}` | Exclude<keyof TrialPlan, 'question' | 'types'>;

/** What a plan may name, by the inquiry that it belongs to. */
export interface PlanFrame {
  readonly languages: readonly ('fr' | 'en')[];
  /** Keys of the lists whose parts may be compared. */
  readonly lists: readonly string[];
  /** People who must stand behind any figure: of fewer nothing would ever be shown. */
  readonly leastPeople: number;
  /** ISO date. */
  readonly today: string;
}

/** Places for kinds of tasks in the form. */
export const typePlaces: readonly number[] = Array.from({ length: MOST_TYPES }, (_, at) => at + 1);

/**
 * The frame of an inquiry. Whoever comes in by the open door may come twice: nothing is ever shown by profile there,
 * and no list is offered.
 */
export function frameOf(
  { languages, entry, attributes }: Pick<Inquiry, 'languages' | 'entry' | 'attributes'>,
  { leastPeople, today }: Pick<PlanFrame, 'leastPeople' | 'today'>,
): PlanFrame {
  const spoken = (['fr', 'en'] as const).filter((lang) => languages.includes(lang));
  return {
    languages: spoken.length > 0 ? spoken : ['fr', 'en'],
    lists: entry === 'open' ? [] : attributes.filter(({ values }) => values.length > 1).map(({ key }) => key),
    leastPeople,
    today,
  };
}

/**
 * What was sent as a plan, or what is wrong with it, one fault a field. Kinds of tasks without a name are left out;
 * the others take their keys from their places.
 *
 * @example planOf({ typed: { question_fr: 'Gagnons-nous du temps ?', … }, profiles: [] }, frame) // { plan } or { faults }
 */
export function planOf(
  { typed, profiles }: PlanFields,
  frame: PlanFrame,
): { readonly plan: TrialPlan } | { readonly faults: PlanFaults } {
  const faults: Partial<Record<PlanField, PlanFault>> = {};
  const textsAt = (name: string) =>
    Object.fromEntries(
      frame.languages.flatMap((lang) => {
        const text = (typed[`${name}_${lang}`] ?? '').trim();
        return text === '' ? [] : [[lang, text]];
      }),
    );
  const types = typePlaces.flatMap((place) => {
    const label = textsAt(`type${place}`);
    return Object.keys(label).length === 0 ? [] : [{ place, key: `type-${place}`, label }];
  });
  if (types.length === 0) faults.type1 = 'missing';
  for (const [at, { place, label }] of types.entries()) {
    const before = types.slice(0, at).map(({ label }) => label);
    const names = Object.entries(label);
    const again = names.some(([lang, text]) => before.some((other) => folded(other[lang]) === folded(text)));
    if (again) faults[`type${place}`] = 'twice';
  }
  const tasks = countIn(typed.tasks);
  const people = countIn(typed.people);
  // Of people fewer than stand behind any figure, nothing would ever be shown.
  if (people !== undefined && people < frame.leastPeople) faults.people = 'too-few';
  else if (people !== undefined && tasks !== undefined && tasks <= 5000) {
    if (tasks < 2 * people) faults.people = 'spread';
    else if (tasks > MOST_TASKS * people) faults.people = 'crowded';
  }
  const lastDay = typed.lastDay ?? '';
  if (lastDay !== '' && !isDay(lastDay)) faults.lastDay = 'not-a-day';
  else if (lastDay !== '' && lastDay < frame.today) faults.lastDay = 'past';
  if (profiles.some((key) => !frame.lists.includes(key))) faults.profiles = 'unknown';

  const read = v.safeParse(trialPlan, {
    question: textsAt('question'),
    types: types.map(({ key, label }) => ({ key, label })),
    outcome: typed.outcome,
    profiles: [...new Set(profiles)],
    tasks,
    people,
    rule: typed.rule,
    // Where no looks are announced, nothing is read of it.
    looks: typed.rule === 'looks' ? countIn(typed.looks) : LOOKS,
    ...(lastDay !== '' && { lastDay }),
  });
  for (const { path, message } of read.issues ?? []) {
    const [first, second] = path!.map(({ key }) => key);
    const field =
      first === 'types' && typeof second === 'number'
        ? (`type${types[second]!.place}` as const)
        : (first as PlanField | 'types');
    if (field !== 'types') faults[field] ??= faultOf(message);
  }
  return read.success && Object.keys(faults).length === 0 ? { plan: read.output } : { faults };
}

/** A plan as the form shows it. */
export function fieldsOf(plan: TrialPlan): PlanFields {
  const { question, types, profiles, outcome, rule, lastDay } = plan;
  const texts = (name: string, { fr, en }: TrialPlan['question']) => [
    [`${name}_fr`, fr ?? ''],
    [`${name}_en`, en ?? ''],
  ];
  return {
    profiles,
    typed: {
      ...Object.fromEntries(texts('question', question)),
      ...Object.fromEntries(types.flatMap(({ label }, at) => texts(`type${at + 1}`, label))),
      ...{ outcome, rule, lastDay },
      ...{ tasks: String(plan.tasks), people: String(plan.people), looks: String(plan.looks) },
    },
  };
}

/** A form on which nothing was typed yet: what most teams need is chosen already. */
export const blankPlan: PlanFields = {
  profiles: [],
  typed: { outcome: 'minutes', rule: 'once', looks: '3' },
};

const LOOKS = 3;

/** A number as somebody types it, in figures that may be set apart by spaces. */
function countIn(text = ''): number | undefined {
  const plain = text.replace(/\s/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function folded(text: string | undefined): string | undefined {
  return text?.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
}

const known: readonly string[] = ['too-long', 'twice', 'unknown', 'not-a-count', 'too-few', 'too-many'];

function faultOf(message: string): PlanFault {
  return known.includes(message) ? (message as PlanFault) : 'missing';
}
