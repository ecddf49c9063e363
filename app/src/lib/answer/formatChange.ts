import { m } from '#lib/words/messages.js';
import { formatPercent } from './formatPercent.ts';

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
  if (unit === 'minutes')
    return m[`gains_time_${way}`]({ share: formatPercent(Math.abs(value), lang) }, locale);
  const points = Math.abs(value).toFixed(1);
  return m[`gains_mark_${way}`]({ points: lang === 'fr' ? points.replace('.', ',') : points }, locale);
}
