import * as v from 'valibot';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { oneLine } from './oneLine.ts';
import { questionKeys } from './questions.ts';
import { type LineFault, type ListedValue, valuesOf } from './valuesOf.ts';

const day = v.pipe(
  v.string('missing'),
  v.trim(),
  v.check((text) => text === '' || isDay(text), 'not-a-day'),
);
const count = v.pipe(
  v.string('missing'),
  v.transform((text) => text.replace(/\s/gu, '')),
  v.check((text) => text === '' || (/^\d{1,7}$/.test(text) && Number(text) > 0), 'not-a-count'),
);
const list = v.pipe(v.string('missing'), v.maxLength(4000, 'too-long'));

const fields = v.object({
  title_fr: oneLine(120),
  title_en: oneLine(120),
  organisation: v.pipe(oneLine(120), v.minLength(1, 'missing')),
  headcount: count,
  languages: v.pipe(v.array(v.picklist(['fr', 'en'], 'unknown')), v.minLength(1, 'missing')),
  entry: v.picklist(['open', 'codes', 'token'], 'unknown'),
  first_day: day,
  last_day: day,
  questions: v.array(v.picklist(questionKeys, 'unknown')),
  own_fr: oneLine(200),
  own_en: oneLine(200),
  list1_fr: oneLine(60),
  list1_en: oneLine(60),
  list1_values: list,
  list2_fr: oneLine(60),
  list2_en: oneLine(60),
  list2_values: list,
  list3_fr: oneLine(60),
  list3_en: oneLine(60),
  list3_values: list,
});

type Fields = v.InferOutput<typeof fields>;
export type Field = keyof Fields;

/** What a form sends: text by field; of languages and questions every one that is ticked. */
export type SetUpForm = Readonly<Record<Exclude<Field, 'languages' | 'questions'>, string>> & {
  readonly languages: readonly string[];
  readonly questions: readonly string[];
};

const form = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['title_fr'], ['title_en']],
      ({ title_fr, title_en }) => title_fr !== '' || title_en !== '',
      'missing',
    ),
    ['title_fr'],
  ),
  v.forward(
    v.partialCheck(
      [['first_day'], ['last_day']],
      ({ first_day, last_day }) => first_day === '' || last_day === '' || first_day <= last_day,
      'before-first',
    ),
    ['last_day'],
  ),
  v.forward(
    v.partialCheck(
      [['questions'], ['own_fr'], ['own_en']],
      ({ questions, own_fr, own_en }) => questions.length > 0 || own_fr !== '' || own_en !== '',
      'missing',
    ),
    ['questions'],
  ),
);

/** An inquiry as its host sets it up. */
export interface SetUp {
  readonly title: Texts;
  readonly organisation: Texts;
  readonly headcount?: number;
  readonly languages: readonly ('fr' | 'en')[];
  readonly entry: 'open' | 'codes' | 'token';
  readonly days: { readonly from?: string; readonly to?: string };
  readonly questions: readonly (string | Texts)[];
  readonly attributes: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly ListedValue[];
  }[];
}

/** What is wrong with one field; `line` where it is in one of several lines. */
export interface FieldFault {
  readonly fault: string;
  readonly line?: number;
}

/**
 * Reads the form of a new inquiry: the set-up, or what is wrong, one fault a field. `roster`: is there a
 * database for names, without which nobody can be invited?
 */
export function readSetUp(
  given: SetUpForm,
  { roster }: { readonly roster: boolean },
): { readonly setUp: SetUp } | { readonly faults: Readonly<Partial<Record<Field, FieldFault>>> } {
  const parsed = v.safeParse(form, given);
  const faults: Partial<Record<Field, FieldFault>> = {};
  for (const [field, codes] of Object.entries(
    parsed.issues ? (v.flatten<typeof form>(parsed.issues).nested ?? {}) : {},
  )) {
    faults[field.split('.')[0] as Field] ??= { fault: codes![0] };
  }
  if (given.entry === 'token' && !roster) faults.entry ??= { fault: 'no-roster' };
  const attributes: SetUp['attributes'][number][] = [];
  for (const n of [1, 2, 3] as const) {
    const read = valuesOf(given[`list${n}_values`] ?? '');
    if ('fault' in read) {
      faults[`list${n}_values`] ??= lineFault(read);
      continue;
    }
    if (read.values.length === 0) continue;
    const label = textsOf(given[`list${n}_fr`] ?? '', given[`list${n}_en`] ?? '');
    if (Object.keys(label).length === 0) faults[`list${n}_fr`] ??= { fault: 'missing' };
    attributes.push({ key: `list${n}`, label, values: read.values });
  }
  if (!parsed.success || Object.keys(faults).length > 0) return { faults };

  const { title_fr, title_en, organisation, headcount, languages, entry, first_day, last_day } =
    parsed.output;
  const own = textsOf(parsed.output.own_fr, parsed.output.own_en);
  return {
    setUp: {
      title: textsOf(title_fr, title_en),
      organisation: { und: organisation },
      ...(headcount !== '' && { headcount: Number(headcount) }),
      languages,
      entry,
      days: { ...(first_day && { from: first_day }), ...(last_day && { to: last_day }) },
      questions: [
        ...questionKeys.filter((key) => parsed.output.questions.includes(key)),
        ...(Object.keys(own).length > 0 ? [own] : []),
      ],
      attributes,
    },
  };
}

/** The most people that an organisation may ask for behind a figure. */
export const MOST_BEHIND = 100;

/** Reads how many people must stand behind a figure, at least so many; nothing where that is no such number. */
export function readMinimum(text: string, least: number): number | undefined {
  const given = text.replace(/\s/gu, '');
  const number = /^\d{1,3}$/.test(given) ? Number(given) : Number.NaN;
  return number >= least && number <= MOST_BEHIND ? number : undefined;
}

function lineFault({ fault, line }: LineFault): FieldFault {
  return { fault, line };
}

function textsOf(fr: string, en: string): Texts {
  return { ...(fr.trim() && { fr: fr.trim() }), ...(en.trim() && { en: en.trim() }) };
}

/** The calendar knows it: no 30 February. */
function isDay(text: string): boolean {
  if (!/^(?:19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
