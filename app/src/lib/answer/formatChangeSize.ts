import { formatPercent } from './formatPercent.ts';

/** How large a change is, without its sign: of time « 19 % », of marks « 0,4 ». */
export function formatChangeSize(
  { value, unit }: { readonly value: number; readonly unit: 'minutes' | 'quality' },
  lang: 'fr' | 'en',
): string {
  if (unit === 'minutes') return formatPercent(Math.abs(value), lang);
  const points = Math.abs(value).toFixed(1);
  return lang === 'fr' ? points.replace('.', ',') : points;
}
