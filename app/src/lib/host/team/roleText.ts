import { m } from '#lib/words/messages.js';
import type { Role } from '../access/rights.ts';

/** A role by its name. */
export function roleText(role: Role, lang: 'fr' | 'en'): string {
  return m[`team_role_${role}`]({}, { locale: lang });
}
