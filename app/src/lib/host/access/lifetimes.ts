import { dayAfter } from './dayAfter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long what opens the console does so. `docs/asvs.md` says why; the door and the list of devices say it. */
export const lifetimes = {
  /** Days on which a set-up link opens, the day of its making among them. */
  linkDays: 2,
  /** Days on which a session holds at most, the day of its beginning among them. */
  sessionDays: 7,
  /** Hours without use after which a session has ended, at the latest. */
  idleHours: 12,
  /** Minutes after entering during which its holder may open other devices, or end their sessions. */
  sureMinutes: 15,
  /** Minutes in which a code that was sent by letter opens. */
  codeMinutes: 10,
  /** Days on which an invitation to work with an inquiry opens, the day of its making among them. */
  invitationDays: 7,
} as const;

/** The ISO date of an instant, in universal time; instants are milliseconds since 1970. */
export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The hour in which a session was used last: all that is kept of it. */
export function hourOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 13);
}

/** A session that was used last in this hour, or before, has ended. */
export function idleSince(now: number): string {
  return hourOf(now - lifetimes.idleHours * HOUR);
}

/** The minute until which somebody who enters now counts as having just shown a link. */
export function sureUntil(now: number): string {
  return minuteOf(now + lifetimes.sureMinutes * MINUTE);
}

export function minuteOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

/** The day on which a session began, from the last one on which it may hold. */
export function begunOn(lastDay: string): string {
  return dayAfter(lastDay, 1 - lifetimes.sessionDays);
}
