/**
 * A length of time as a reader says it: 45 min, 1 h, 1 h 30; in English 1 h 30 min.
 *
 * @example formatMinutes(90, 'fr') // '1 h 30'
 */
export function formatMinutes(minutes: number, lang: 'fr' | 'en'): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}\u00A0min`;
  if (rest === 0) return `${hours}\u00A0h`;
  return lang === 'fr'
    ? `${hours}\u00A0h\u00A0${String(rest).padStart(2, '0')}`
    : `${hours}\u00A0h ${rest}\u00A0min`;
}
