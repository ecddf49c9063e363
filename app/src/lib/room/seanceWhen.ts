import { formatDay } from '#lib/answer/formatDays.ts';
import { formatMinutes } from '#lib/answer/formatMinutes.ts';
import { formatTime } from '#lib/answer/formatTime.ts';
import { instantOf } from './zonedTime.ts';

/** When a séance is, as a reader says it. */
export interface SeanceWhen {
  /** lundi 23 novembre 2026 */
  readonly day: string;
  /** 19 h 30 */
  readonly time: string;
  /** heure d’Europe centrale */
  readonly zone: string;
  /** 1 h 30 */
  readonly length: string;
}

/**
 * Day, time, zone and length of a séance in words.
 *
 * @example
 * seanceWhen({ starts: '2026-11-23T19:30', zone: 'Europe/Paris', minutes: 90 }, 'fr')
 * // { day: 'lundi 23 novembre 2026', time: '19 h 30', zone: 'heure d’Europe centrale', length: '1 h 30' }
 */
export function seanceWhen(
  seance: { readonly starts: string; readonly zone: string; readonly minutes: number },
  lang: 'fr' | 'en',
): SeanceWhen {
  const { starts, zone, minutes } = seance;
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
  const day = starts.slice(0, 10);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const named = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' });
  const zoneName = named.formatToParts(instantOf(starts, zone)).find(({ type }) => type === 'timeZoneName');
  return {
    day: `${weekday.format(new Date(`${day}T00:00:00Z`))} ${formatDay(day, lang)}`,
    time: formatTime(starts, lang),
    zone: zoneName!.value,
    length: formatMinutes(minutes, lang),
  };
}
