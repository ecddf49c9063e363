import { m } from '#lib/words/messages.js';
import type { Become, Gainer, Hours } from './schema.ts';

const hours = {
  'saved-5': m.mygains_hours_saved_5,
  'saved-1': m.mygains_hours_saved_1,
  same: m.mygains_hours_same,
  'cost-1': m.mygains_hours_cost_1,
  'cost-5': m.mygains_hours_cost_5,
  without: m.mygains_hours_without,
} as const;

/** What may be said of what AI gives or costs, in words. */
export function hoursText(value: Hours, lang: 'fr' | 'en'): string {
  return hours[value]({}, { locale: lang });
}

export function becomeText(value: Become, lang: 'fr' | 'en'): string {
  return m[`mygains_became_${value}`]({}, { locale: lang });
}

export function gainerText(value: Gainer, lang: 'fr' | 'en'): string {
  return m[`mygains_gainer_${value}`]({}, { locale: lang });
}
