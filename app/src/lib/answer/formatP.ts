/** A p value as it is quoted: 0,053; 0.053; what is smaller than a thousandth says so. */
export function formatP(p: number, lang: 'fr' | 'en'): string {
  const text = p < 0.001 ? '< 0.001' : p.toFixed(3);
  return (lang === 'fr' ? text.replace('.', ',') : text).replace(' ', '\u00A0');
}
