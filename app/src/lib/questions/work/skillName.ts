import { m } from '#lib/words/messages.js';
import type { skillKeys } from './schema.ts';

/** A skill of the closed list in words, to stand after « J’en gagne » or “I am gaining”. */
export function skillName(key: (typeof skillKeys)[number], lang: 'fr' | 'en'): string {
  return m[`mywork_skill_${key === 'ask-ai' ? 'ask_ai' : key}`]({}, { locale: lang });
}
