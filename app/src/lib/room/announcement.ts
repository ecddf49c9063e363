import * as v from 'valibot';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { isLocalTime, isZone } from './zonedTime.ts';

const line = v.pipe(v.string('missing'), v.trim(), v.maxLength(200, 'long'));
/** A date field and a time field, as browsers send them; some add seconds. */
const day = v.pipe(
  v.string('missing'),
  v.trim(),
  v.check((given) => isLocalTime(`${given}T00:00`), 'day'),
);
const hour = v.pipe(
  v.string('missing'),
  v.trim(),
  v.transform((given) => given.replace(/^(\d\d:\d\d):\d\d$/, '$1')),
  v.check((given) => isLocalTime(`2026-01-01T${given}`), 'hour'),
);

const fields = v.object({
  titleFr: line,
  titleEn: line,
  guestFr: line,
  guestEn: line,
  placeFr: line,
  placeEn: line,
  day,
  hour,
  zone: v.pipe(v.string('missing'), v.check(isZone, 'zone')),
  minutes: v.pipe(
    v.string('missing'),
    v.trim(),
    v.regex(/^\d{1,4}$/, 'minutes'),
    v.transform(Number),
    v.minValue(1, 'minutes'),
    v.maxValue(1440, 'minutes'),
  ),
});

/** What people may send to announce a séance. A fault names its field and is one of `AnnouncementFault`. */
export const announcementSchema = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['titleFr'], ['titleEn']],
      ({ titleFr, titleEn }) => titleFr !== '' || titleEn !== '',
      'title',
    ),
    ['titleFr'],
  ),
  v.transform((given) => ({
    title: textsOf(given.titleFr, given.titleEn),
    guest: textsOf(given.guestFr, given.guestEn),
    place: textsOf(given.placeFr, given.placeEn),
    starts: `${given.day}T${given.hour}`,
    zone: given.zone,
    minutes: given.minutes,
  })),
);

/** The fields of the form, by name, as they are shown again when one is at fault. */
export type AnnouncementFields = Readonly<Record<keyof v.InferInput<typeof fields>, string>>;

export type AnnouncementFault = 'missing' | 'long' | 'title' | 'day' | 'hour' | 'zone' | 'minutes';

export type Announcement = v.InferOutput<typeof announcementSchema>;

function textsOf(fr: string, en: string): Texts {
  return { ...(fr && { fr }), ...(en && { en }) };
}
