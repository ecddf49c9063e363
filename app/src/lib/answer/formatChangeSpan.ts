import { m } from '#lib/words/messages.js';
import { formatChangeSize } from './formatChangeSize.ts';

/**
 * The interval of a change, under the change itself: « de 2 % à 39 % en plus », “14% less to 4% more”. From the smaller
 * to the larger where both ends lie on one side of nothing.
 */
export function formatChangeSpan(
  { low, high, unit }: { readonly low: number; readonly high: number; readonly unit: 'minutes' | 'quality' },
  lang: 'fr' | 'en',
): string {
  const locale = { locale: lang };
  const size = (value: number) => formatChangeSize({ value, unit }, lang);
  if (low >= 0) return m.gains_span_more({ low: size(low), high: size(high) }, locale);
  if (high <= 0) return m.gains_span_less({ low: size(high), high: size(low) }, locale);
  return m.gains_span_across({ low: size(low), high: size(high) }, locale);
}
