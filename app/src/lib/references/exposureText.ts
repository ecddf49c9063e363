import { m } from '#lib/words/messages.js';
import type { ExposureAround } from './waysOn.ts';

/**
 * How exposed the tasks of an occupation are, in the ILO's six steps put into words, with the figure behind them.
 *
 * @example exposureText({ mean: 0.6, sd: 0.1, gradient: 'gradient-4', … }, 'en')
 * // 'exposure of its tasks to generative AI: very high, for most tasks (0.60 of 1, ISCO-08 group 4110)'
 */
export function exposureText(
  { mean, gradient, isco, low, high }: ExposureAround,
  locale: 'fr' | 'en',
): string {
  const in_ = { locale };
  const { format } = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const words = {
    'not-exposed': m.ways_exposure_not_exposed,
    minimal: m.ways_exposure_minimal,
    'gradient-1': m.ways_exposure_gradient_1,
    'gradient-2': m.ways_exposure_gradient_2,
    'gradient-3': m.ways_exposure_gradient_3,
    'gradient-4': m.ways_exposure_gradient_4,
  }[gradient]({}, in_);
  const text = m.ways_exposure({ words, mean: format(mean), isco }, in_);
  if (format(low) === format(high)) return text;
  return `${text}${m.ways_exposure_range({ low: format(low), high: format(high) }, in_)}`;
}
