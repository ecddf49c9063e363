import type { Inquiry } from '../data.server.ts';
import { monthsAfter } from './monthsAfter.ts';

/** Months for which an inquiry may be kept, as its host chooses. */
export const keepingChoices = [1, 3, 6, 12, 24, 36] as const;

/** Days after the last one for which the names of those invited are kept. */
export const NAMES_KEPT = 30;

/** Months after which an inquiry that nobody closed counts as closed. */
const LEFT_OPEN = 12;

type Kept = Pick<Inquiry, 'entry' | 'state' | 'simulated' | 'firstDay' | 'lastDay' | 'day' | 'keepMonths'>;

/**
 * The day from which an inquiry is kept so many months and no longer: the one on which it closed or was
 * announced to close; for one that was left open without an end, a year after it opened. Nothing for a
 * draft, the demonstration and imported public debates, which are kept.
 */
export function keptFrom(inquiry: Kept): string | undefined {
  const { entry, state, simulated, firstDay, lastDay, day } = inquiry;
  if (state === 'draft' || simulated || entry === 'imported') return undefined;
  if (lastDay !== undefined) return lastDay;
  return state === 'closed' ? day : monthsAfter(firstDay ?? day, LEFT_OPEN);
}

/**
 * The last day on which what people said is kept, as an ISO date; nothing where it is kept for good.
 *
 * @example keptUntil({ …, lastDay: '2026-11-30', keepMonths: 3 }) // '2027-02-28'
 */
export function keptUntil(inquiry: Kept): string | undefined {
  const from = keptFrom(inquiry);
  return from === undefined ? undefined : monthsAfter(from, inquiry.keepMonths);
}
