export type Lang = 'fr' | 'en';

export const languages: readonly Lang[] = ['fr', 'en'];

/**
 * The language that a reader's browser asks for (RFC 9110, Accept-Language, with its weights); French
 * where it asks for neither.
 *
 * @example bestLanguage('de, en;q=0.8, fr;q=0.5') // 'en'
 */
export function bestLanguage(acceptLanguage: string | null): Lang {
  let best: Lang = 'fr';
  let weight = 0;
  for (const part of (acceptLanguage ?? '').split(',')) {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const lang = languages.find((one) => range === one || range.startsWith(`${one}-`));
    const q = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
    if (lang && q > weight) [best, weight] = [lang, q];
  }
  return best;
}
