import type { PlanFault, PlanField, PlanFrame } from '#lib/questions/gains/trials/planForm.ts';
import { m } from '#lib/words/messages.js';

/** The sentence for what is wrong with one field of a plan. */
export function planFaultText(
  field: PlanField,
  fault: PlanFault,
  { leastPeople }: Pick<PlanFrame, 'leastPeople'>,
  lang: 'fr' | 'en',
): string {
  const locale = { locale: lang };
  if (fault === 'too-long') return m.trial_fault_too_long({ most: field === 'question' ? 200 : 100 }, locale);
  switch (field) {
    case 'question':
      return m.trial_fault_question_missing({}, locale);
    case 'outcome':
    case 'rule':
      return m.trial_fault_choose({}, locale);
    case 'profiles':
      return fault === 'too-many'
        ? m.trial_fault_profiles_many({}, locale)
        : m.trial_fault_profiles({}, locale);
    case 'tasks':
      if (fault === 'not-a-count') return m.trial_fault_count({}, locale);
      return fault === 'too-few' ? m.trial_fault_tasks_few({}, locale) : m.trial_fault_tasks_many({}, locale);
    case 'people':
      if (fault === 'not-a-count') return m.trial_fault_count({}, locale);
      if (fault === 'spread') return m.trial_fault_people_spread({}, locale);
      if (fault === 'crowded') return m.trial_fault_people_crowded({}, locale);
      return fault === 'too-few'
        ? m.trial_fault_people_few({ least: leastPeople }, locale)
        : m.trial_fault_people_many({}, locale);
    case 'looks':
      return m.trial_fault_looks({}, locale);
    case 'lastDay':
      return fault === 'past' ? m.trial_fault_past({}, locale) : m.trial_fault_day({}, locale);
    default:
      return fault === 'twice'
        ? m.trial_fault_types_twice({}, locale)
        : m.trial_fault_types_missing({}, locale);
  }
}
