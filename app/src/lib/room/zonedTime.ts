const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const DAY = 86_400_000;

/** Is this a local time that a calendar has, `2026-11-23T19:00`? */
export function isLocalTime(local: string): boolean {
  if (!LOCAL.test(local)) return false;
  const asUtc = new Date(`${local}:00Z`);
  return !Number.isNaN(asUtc.getTime()) && asUtc.toISOString().startsWith(local);
}

/** Is this the name of a time zone that this machine knows (IANA, `Europe/Paris`)? */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

/**
 * The instant of a local time in a zone, in milliseconds since 1970. A time that a change of the clock
 * skips is read with the offset before the change; one that happens twice is the first (RFC 5545, 3.3.5).
 *
 * Throws a RangeError for what is no local time or no zone. Pure but for the zones that the machine knows.
 *
 * @example new Date(instantOf('2026-11-23T19:00', 'Europe/Paris')).toISOString() // '2026-11-23T18:00:00.000Z'
 */
export function instantOf(local: string, zone: string): number {
  if (!isLocalTime(local)) throw new RangeError(`no local time: ${local}`);
  const asUtc = Date.parse(`${local}:00Z`);
  const before = offsetAt(asUtc - DAY, zone);
  const after = offsetAt(asUtc + DAY, zone);
  const early = asUtc - Math.max(before, after);
  const late = asUtc - Math.min(before, after);
  // The earlier reading where it is right (of two, the first); else the later; a skipped time keeps the
  // offset from before the change.
  if (offsetAt(early, zone) === asUtc - early) return early;
  if (offsetAt(late, zone) === asUtc - late) return late;
  return asUtc - before;
}

/**
 * The local time of an instant in a zone, `2026-11-23T19:00`; seconds are left off.
 *
 * @example localTimeOf(Date.parse('2026-11-23T18:00:00Z'), 'Europe/Paris') // '2026-11-23T19:00'
 */
export function localTimeOf(instant: number, zone: string): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}
