import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, ics } from '#lib/room/ics.ts';
import { instantOf, isLocalTime, isZone, localTimeOf } from '#lib/room/zonedTime.ts';

const film: CalendarEvent = {
  uid: 'seance-1-kvd7m2x9qa@example.org',
  sequence: 0,
  stamp: Date.UTC(2026, 9, 1, 8),
  start: Date.UTC(2026, 10, 23, 18),
  minutes: 90,
  title: 'Film',
  lang: 'fr',
};

/** RFC 5545, 3.1: a line goes on after CRLF and one space. */
const linesOf = (file: string) => file.replace(/\r\n[ \t]/g, '').split('\r\n');

const valueIn = (file: string, name: string) =>
  linesOf(file)
    .find((line) => new RegExp(`^${name}[;:]`).test(line))
    ?.replace(/^[A-Z]+(;LANGUAGE=\w+)?:/, '');

/** RFC 5545, 3.3.11. */
const unescaped = (text: string) => text.replace(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));

describe('the file for calendars', () => {
  it('has what RFC 5545 asks of a calendar and of an event (3.4, 3.6, 3.6.1), each once', () => {
    const lines = linesOf(ics(film));
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
    for (const name of ['VERSION', 'PRODID', 'UID', 'DTSTAMP', 'DTSTART', 'DURATION', 'SUMMARY']) {
      expect(lines.filter((line) => new RegExp(`^${name}[;:]`).test(line))).toHaveLength(1);
    }
    expect(lines).toContain('DTSTART:20261123T180000Z');
    expect(lines).toContain('DURATION:PT90M');
  });

  it('escapes what has a meaning in it, as in the example of RFC 5545, 3.3.11', () => {
    const file = ics({
      ...film,
      description: 'Project XYZ Final Review\nConference Room - 3B\nCome Prepared.',
    });
    expect(linesOf(file)).toContain(
      'DESCRIPTION;LANGUAGE=fr:Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.',
    );
    expect(valueIn(ics({ ...film, place: 'Salle 2; rez-de-chaussée, \\ cour' }), 'LOCATION')).toBe(
      'Salle 2\\; rez-de-chaussée\\, \\\\ cour',
    );
  });

  it('lets no text add a line of its own', () => {
    const file = ics({ ...film, title: 'a\r\nEND:VEVENT\rATTACH:x\u0000\u0085b' });
    expect(linesOf(file).filter((line) => /^(END:VEVENT|ATTACH)/.test(line))).toEqual(['END:VEVENT']);
  });

  it('gives every text back, in lines of at most 75 octets that break within no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (title) => {
        const file = ics({ ...film, title });
        for (const line of file.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        const read = Buffer.from(file).toString();
        const said = title.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ');
        expect(unescaped(valueIn(read, 'SUMMARY')!)).toBe(said);
      }),
    );
  });

  it('takes no address that is none', () => {
    expect(() => ics({ ...film, url: 'not an address' })).toThrow(RangeError);
  });
});

describe('a local time', () => {
  it('is an instant by the rules of its zone', () => {
    // Paris is one hour ahead of UTC in winter and two in summer; Kolkata half an hour off.
    expect(localAndBack('2026-11-23T19:00', 'Europe/Paris')).toBe('2026-11-23T18:00:00.000Z');
    expect(localAndBack('2026-07-14T19:00', 'Europe/Paris')).toBe('2026-07-14T17:00:00.000Z');
    expect(localAndBack('2026-07-14T19:00', 'Asia/Kolkata')).toBe('2026-07-14T13:30:00.000Z');
    expect(localAndBack('2026-01-01T00:00', 'Pacific/Auckland')).toBe('2025-12-31T11:00:00.000Z');
  });

  it('that happens twice is the first, and one that is skipped keeps the offset before it (RFC 5545, 3.3.5)', () => {
    // The two examples of RFC 5545, 3.3.5: 4 November 2007 01:30 EDT, and 11 March 2007 02:30 EST (03:30 EDT).
    expect(new Date(instantOf('2007-11-04T01:30', 'America/New_York')).toISOString()).toBe(
      '2007-11-04T05:30:00.000Z',
    );
    expect(new Date(instantOf('2007-03-11T02:30', 'America/New_York')).toISOString()).toBe(
      '2007-03-11T07:30:00.000Z',
    );
    expect(localTimeOf(instantOf('2007-03-11T02:30', 'America/New_York'), 'America/New_York')).toBe(
      '2007-03-11T03:30',
    );
  });

  it('comes back from its instant, wherever the clock is not changed within it', () => {
    const zones = fc.constantFrom(
      'Europe/Paris',
      'America/Montreal',
      'Asia/Kathmandu',
      'Africa/Dakar',
      'UTC',
    );
    const winter = fc.date({ min: new Date('2026-12-01'), max: new Date('2027-02-28'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, winter, (zone, date) => {
        const local = date.toISOString().slice(0, 16);
        expect(localTimeOf(instantOf(local, zone), zone)).toBe(local);
      }),
    );
  });

  it('must exist in the calendar', () => {
    expect(isLocalTime('2028-02-29T19:00')).toBe(true);
    for (const wrong of ['2026-02-29T19:00', '2026-11-23', '2026-11-23T25:00', '2026-11-23T19:00Z', '']) {
      expect([wrong, isLocalTime(wrong)]).toEqual([wrong, false]);
      expect(() => instantOf(wrong, 'UTC')).toThrow(RangeError);
    }
  });

  it('needs a zone that there is', () => {
    expect(isZone('Europe/Paris')).toBe(true);
    for (const wrong of ['Europe/Atlantis', '', '+02:00', 'Paris; drop']) expect(isZone(wrong)).toBe(false);
  });
});

function localAndBack(local: string, zone: string): string {
  const instant = instantOf(local, zone);
  expect(localTimeOf(instant, zone)).toBe(local);
  return new Date(instant).toISOString();
}
