import { formatMinutes } from '#lib/answer/formatMinutes.ts';
import { m } from '#lib/words/messages.js';

/**
 * How long a task took, as its owner reads it: 45 min, 1 h 30; what is under a minute is said so.
 *
 * @example taskTime(90.2, 'fr') // '1 h 30'
 */
export function taskTime(minutes: number, lang: 'fr' | 'en'): string {
  if (minutes > 0 && minutes < 1) return m.mytrial_seconds({}, { locale: lang });
  return formatMinutes(Math.round(minutes), lang);
}
