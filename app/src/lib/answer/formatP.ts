/** A p value with its sign, as it is quoted after the letter: « = 0,053 »; what is smaller than a thousandth, “< 0.001”. */
export function formatP(p: number, lang: 'fr' | 'en'): string {
  const text = p < 0.001 ? '<\u00A00.001' : `=\u00A0${p.toFixed(3)}`;
  return lang === 'fr' ? text.replace('.', ',') : text;
}
