import * as v from 'valibot';
import {
  type Announcement,
  type AnnouncementFault,
  type AnnouncementFields,
  announcementSchema,
} from '#lib/room/announcement.ts';

const names = [
  'titleFr',
  'titleEn',
  'guestFr',
  'guestEn',
  'placeFr',
  'placeEn',
  'day',
  'hour',
  'zone',
  'minutes',
] as const;

/** Zones to choose from, as this machine knows them; UTC is missing from its list. */
export const zones: readonly string[] = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

/** What was sent, as an announcement; or the fields as they were typed, each fault beside its field. */
export function announcementOf(form: FormData):
  | { readonly announcement: Announcement }
  | {
      readonly fields: AnnouncementFields;
      readonly faults: Partial<Record<keyof AnnouncementFields, AnnouncementFault>>;
    } {
  const sent = Object.fromEntries(names.map((name) => [name, form.get(name)]));
  const parsed = v.safeParse(announcementSchema, sent);
  if (parsed.success) return { announcement: parsed.output };
  const faults: Partial<Record<keyof AnnouncementFields, AnnouncementFault>> = {};
  for (const { path, message } of parsed.issues) {
    const field = names.find((name) => name === path?.[0]?.key);
    if (field) faults[field] ??= message as AnnouncementFault;
  }
  const fields = Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '')]));
  return { fields: fields as AnnouncementFields, faults };
}

/** An announcement as the form shows it. */
export function fieldsOf(seance: Announcement): AnnouncementFields {
  const { title, guest, place, starts, zone, minutes } = seance;
  return {
    titleFr: title.fr ?? '',
    titleEn: title.en ?? '',
    guestFr: guest.fr ?? '',
    guestEn: guest.en ?? '',
    placeFr: place.fr ?? '',
    placeEn: place.en ?? '',
    day: starts.slice(0, 10),
    hour: starts.slice(11),
    zone,
    minutes: String(minutes),
  };
}
