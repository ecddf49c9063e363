/**
 * The time of a local date and time as a reader says it: 19 h, 19 h 30; 19:00, 19:30.
 *
 * @example formatTime('2026-11-26T19:30', 'fr') // '19 h 30'
 */
export function formatTime(local: string, lang: 'fr' | 'en'): string {
  const [hours, minutes] = local.slice(11, 16).split(':');
  if (lang === 'en') return `${hours}:${minutes}`;
  return `${Number(hours)}\u00A0h${minutes === '00' ? '' : `\u00A0${minutes}`}`;
}
