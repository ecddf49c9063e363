import { readAllSaid, readOwnSaid } from '#lib/entry/said/data.server.ts';
import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { placesIn } from '#lib/inquiry/placesIn.ts';
import type { Database } from '#lib/store/schema.ts';
import type { GainsSaid } from './schema.ts';

/** What the holder of this secret said of what AI gives or costs her; nothing where she said nothing. */
export function readOwnGains(db: Database, inquiry: string, secret: string): Promise<GainsSaid | undefined> {
  return readOwnSaid(db, { inquiry, secret, question: 'gains' });
}

/** What everybody said, as the box holds it, for the engine. People are places in arrays. */
export interface BoxGains {
  readonly inquiry: Inquiry;
  /** What stands for each person, by rising code units; not the ids of her votes' ballots. */
  readonly ballots: readonly string[];
  /** Attribute key → for each of them, the place of its value in the attribute's list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, Int16Array>>;
  readonly said: readonly GainsSaid[];
}

/** Reads it all. Nothing comes back where there is no such inquiry. Time and memory grow with the number of people. */
export async function readGains(db: Database, id: string): Promise<BoxGains | undefined> {
  const inquiry = await readInquiry(db, id);
  if (!inquiry) return undefined;
  const all = await readAllSaid<GainsSaid>(db, id, 'gains');
  const places = all.map(({ profile }) => placesIn(inquiry, profile));
  return {
    inquiry,
    ballots: all.map(({ author }) => author),
    profiles: Object.fromEntries(
      inquiry.attributes.map(({ key }, attribute) => [
        key,
        Int16Array.from(places, (place) => place[attribute]!),
      ]),
    ),
    said: all.map(({ content }) => content),
  };
}
