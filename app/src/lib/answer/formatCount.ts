/**
 * A whole number in the reader's language: 1 921 and 49 443 in French (a narrow space, a full one from
 * ten thousand up), 1,921 in English.
 */
export function formatCount(value: number, lang: 'fr' | 'en'): string {
  const space = lang === 'en' ? ',' : value >= 10_000 ? '\u00A0' : '\u202F';
  return String(value).replace(/\B(?=(\d{3})+$)/g, space);
}
