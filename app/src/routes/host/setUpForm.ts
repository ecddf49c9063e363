import type { Inquiry } from '#lib/inquiry/data.server.ts';
import { questionKeys } from '#lib/inquiry/questions.ts';
import type { SetUpForm } from '#lib/inquiry/schema.ts';
import { templateLists, templateTitle } from '#lib/inquiry/template.ts';
import { fieldText } from './fieldText.ts';

const textFields = [
  'title_fr',
  'title_en',
  'organisation',
  'headcount',
  'entry',
  'first_day',
  'last_day',
  'own_fr',
  'own_en',
  'list1_fr',
  'list1_en',
  'list1_values',
  'list2_fr',
  'list2_en',
  'list2_values',
  'list3_fr',
  'list3_en',
  'list3_values',
] as const;

/** What the browser sent, as it was typed. */
export function sentForm(form: FormData): SetUpForm {
  const texts = Object.fromEntries(textFields.map((field) => [field, fieldText(form, field)]));
  const all = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  return { ...texts, languages: all('languages'), questions: all('questions') } as unknown as SetUpForm;
}

/** The form of a new inquiry: all that can be known before anything is typed. */
export function blankForm(): SetUpForm {
  const lists = templateLists.flatMap(({ fr, en }, index) => [
    [`list${index + 1}_fr`, fr],
    [`list${index + 1}_en`, en],
  ]);
  return {
    ...Object.fromEntries(textFields.map((field) => [field, ''])),
    title_fr: templateTitle.fr,
    title_en: templateTitle.en,
    entry: 'open',
    languages: ['fr', 'en'],
    questions: [...questionKeys],
    ...Object.fromEntries(lists),
  } as unknown as SetUpForm;
}

/** The form of an inquiry as it was set up. */
export function savedForm(inquiry: Inquiry): SetUpForm {
  const own = inquiry.questions.find((question) => typeof question !== 'string');
  const lists = inquiry.attributes.flatMap(({ label, values }, index) => [
    [`list${index + 1}_fr`, label.fr ?? ''],
    [`list${index + 1}_en`, label.en ?? ''],
    [`list${index + 1}_values`, values.map(lineOf).join('\n')],
  ]);
  return {
    ...blankForm(),
    title_fr: inquiry.title.fr ?? '',
    title_en: inquiry.title.en ?? '',
    organisation: Object.values(inquiry.organisation)[0] ?? '',
    headcount: inquiry.headcount === undefined ? '' : String(inquiry.headcount),
    entry: inquiry.entry,
    first_day: inquiry.firstDay ?? '',
    last_day: inquiry.lastDay ?? '',
    languages: inquiry.languages,
    questions: inquiry.questions.filter((question) => typeof question === 'string'),
    own_fr: own?.fr ?? '',
    own_en: own?.en ?? '',
    ...Object.fromEntries(lists),
  } as unknown as SetUpForm;
}

function lineOf({ label, headcount }: Inquiry['attributes'][number]['values'][number]): string {
  const name = label.und ?? `${label.fr ?? ''} | ${label.en ?? ''}`;
  return headcount === undefined ? name : `${name} : ${headcount}`;
}
