import { m } from '#lib/words/messages.js';
import { formatChangeSize } from './formatChangeSize.ts';

/**
 * A change in words that stand alone in a sentence: of time « 19 % de temps en plus », “19% longer”, “no change”; of
 * marks « 0,4 point de plus ».
 */
export function formatChange(
  { value, unit }: { readonly value: number; readonly unit: 'minutes' | 'quality' },
  lang: 'fr' | 'en',
): string {
  const locale = { locale: lang };
  const way = value > 0 ? 'more' : value < 0 ? 'less' : 'none';
  const size = formatChangeSize({ value, unit }, lang);
  return unit === 'minutes'
    ? m[`gains_time_${way}`]({ share: size }, locale)
    : m[`gains_mark_${way}`]({ points: size }, locale);
}
