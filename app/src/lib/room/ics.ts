/** One event of a calendar. */
export interface CalendarEvent {
  /** Names the event for ever, everywhere. */
  readonly uid: string;
  /** Rises with every change of the announcement. */
  readonly sequence: number;
  /** When the file is made; milliseconds since 1970, as is `start`. */
  readonly stamp: number;
  readonly start: number;
  readonly minutes: number;
  readonly title: string;
  readonly place?: string;
  readonly description?: string;
  /** Address of the page that announces it. */
  readonly url?: string;
  /** Language of the texts. */
  readonly lang: string;
}

/**
 * An iCalendar file with one event (RFC 5545). The time is given in UTC, which every calendar shows in its
 * reader's own zone, and which needs no description of a zone. Lines are folded at 75 octets, never
 * within a character.
 *
 * Pure; linear. Throws a RangeError when the address is none, or a time is out of the calendar.
 *
 * @example ics({ uid: 'a', sequence: 0, stamp: 0, start: 0, minutes: 90, title: 'Film', lang: 'en' })
 * // 'BEGIN:VCALENDAR\r\n … DTSTART:19700101T000000Z\r\nDURATION:PT90M\r\n … END:VCALENDAR\r\n'
 */
export function ics(event: CalendarEvent): string {
  if (event.url !== undefined && !URL.canParse(event.url)) throw new RangeError(`no address: ${event.url}`);
  const text = (name: string, value: string | undefined) =>
    value ? [`${name};LANGUAGE=${event.lang}:${escaped(value)}`] : [];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Abord//Abord//EN',
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `DTSTART:${utc(event.start)}`,
    `DURATION:PT${event.minutes}M`,
    ...text('SUMMARY', event.title),
    ...text('LOCATION', event.place),
    ...text('DESCRIPTION', event.description),
    ...(event.url === undefined ? [] : [`URL:${new URL(event.url).href}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `19700101T000000Z` */
function utc(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}

/** TEXT, RFC 5545, 3.3.11; other control characters have no place in it. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

const LINE = 75;

/** RFC 5545, 3.1: the space that begins a continued line counts among its octets. */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > LINE) {
      out += '\r\n ';
      octets = 1;
    }
    out += sign;
    octets += size;
  }
  return out;
}
