/** ISO dates as a reader says them: 9 novembre 2026, 1er mai 2026; 9 November 2026. */
export function formatDay(day: string, lang: 'fr' | 'en'): string {
  return spell(day, lang, { day: 'numeric', month: 'long', year: 'numeric' });
}

/**
 * A span of days, saying once what both ends share: du 9 au 23 novembre 2026, du 28 octobre au
 * 3 novembre 2026; 9 to 23 November 2026. One day alone: le 9 novembre 2026; on 9 November 2026.
 */
export function formatDays(from: string, to: string, lang: 'fr' | 'en'): string {
  const last = formatDay(to, lang);
  if (from === to) return lang === 'fr' ? `le\u00A0${last}` : `on ${last}`;
  const month = from.slice(0, 7) === to.slice(0, 7) ? undefined : ('long' as const);
  const year = from.slice(0, 4) === to.slice(0, 4) ? undefined : ('numeric' as const);
  const first = spell(from, lang, { day: 'numeric', ...(month && { month }), ...(year && { year }) });
  return lang === 'fr' ? `du\u00A0${first} au\u00A0${last}` : `${first} to ${last}`;
}

function spell(day: string, lang: 'fr' | 'en', parts: Intl.DateTimeFormatOptions): string {
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
  const format = new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' });
  return format
    .formatToParts(new Date(`${day}T00:00:00Z`))
    .map(({ type, value }) => (type === 'day' ? (value === '1' && lang === 'fr' ? '1er' : value) : value))
    .join('')
    .replace(/^(\S+) /, '$1\u00A0');
}
