import type { Moment, Script } from './script.ts';

/** Half a minute for an answer, half a minute to look at a result: what a room of a hundred takes. */
const SECONDS_EACH = 30;

/**
 * After how many minutes each moment begins, were everything to last as planned; one more than there are
 * moments, since the last says when all is over. Votes and results, which have no clock, are counted at
 * half a minute each, a whole minute at least.
 *
 * Pure; linear.
 *
 * @example schedule([{ kind: 'watch', title: { en: 'One' }, minutes: 18 }, { kind: 'close' }]) // [0, 18, 18]
 */
export function schedule(script: Script): readonly number[] {
  const begins = [0];
  for (const moment of script) begins.push(begins[begins.length - 1] + minutesOf(moment));
  return begins;
}

function minutesOf(moment: Moment): number {
  if ('minutes' in moment) return moment.minutes;
  if (moment.kind === 'close') return 0;
  return Math.max(1, Math.ceil((moment.statements.length * SECONDS_EACH) / 60));
}
