import { LEAST_MINUTES, MOST_MINUTES } from './schema.ts';

/**
 * Minutes as somebody types them: 90, 1,5, 1 h 30, 2h, 1:30, 45 min. Nothing where it is no length of time that a task can
 * have. By tenths.
 *
 * @example minutesIn('1 h 30') // 90
 */
export function minutesIn(typed: string, least = LEAST_MINUTES): number | undefined {
  const text = typed.normalize('NFKC').trim().toLowerCase().replaceAll(',', '.');
  const hours = /^(\d{1,3}) *(?:h|:) *(?:(\d{1,2}) *(?:m|min|mn)?)?$/.exec(text);
  const plain = /^(\d{1,5}(?:\.\d{0,3})?) *(?:min|mn|minutes?)?$/.exec(text);
  const minutes = hours
    ? Number(hours[1]) * 60 + Number(hours[2] ?? 0)
    : plain
      ? Math.round(Number(plain[1]) * 10) / 10
      : undefined;
  return minutes !== undefined && minutes >= least && minutes <= MOST_MINUTES ? minutes : undefined;
}
