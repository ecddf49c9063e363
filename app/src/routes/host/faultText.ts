import type { Field, FieldFault } from '#lib/inquiry/schema.ts';
import { m } from '#lib/words/messages.js';

/** The sentence for what is wrong with one field of the set-up. */
export function faultText(field: Field, { fault, line }: FieldFault, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  if (line !== undefined) {
    const words = {
      'no-name': m.host_fault_line_no_name,
      twice: m.host_fault_line_twice,
      'too-long': m.host_fault_line_too_long,
      headcount: m.host_fault_line_headcount,
      'too-many': m.host_fault_line_too_many,
    }[fault];
    return words!({ line }, locale);
  }
  if (fault === 'missing') {
    if (field === 'title_fr') return m.host_fault_title({}, locale);
    if (field === 'organisation') return m.host_fault_organisation({}, locale);
    if (field === 'languages') return m.host_fault_languages({}, locale);
    if (field === 'questions') return m.host_fault_questions({}, locale);
    return m.host_fault_list_name({}, locale);
  }
  if (fault === 'too-long') return m.host_fault_too_long({}, locale);
  if (fault === 'not-a-day') return m.host_fault_not_a_day({}, locale);
  if (fault === 'before-first') return m.host_fault_before_first({}, locale);
  if (fault === 'not-a-count') return m.host_fault_not_a_count({}, locale);
  if (fault === 'no-roster') return m.token_entry_roster({}, locale);
  return m.host_fault_unknown({}, locale);
}
