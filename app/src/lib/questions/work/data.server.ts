import { readAllSaid, readOwnSaid } from '#lib/entry/said/data.server.ts';
import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { placesIn } from '#lib/inquiry/placesIn.ts';
import type { Database } from '#lib/store/schema.ts';
import type { WorkSaid } from './schema.ts';

/** What the holder of this secret said of her work; nothing where she said nothing. */
export function readOwnWork(db: Database, inquiry: string, secret: string): Promise<WorkSaid | undefined> {
  return readOwnSaid(db, { inquiry, secret, question: 'work' });
}

/** What everybody said of their work, as the box holds it, for the engine. People are places in arrays. */
export interface BoxWork {
  readonly inquiry: Inquiry;
  /**
   * What stands for each person, by rising code units. Not the ids of her votes' ballots: nothing leads from one to
   * the other, so that whoever recognises somebody by her job does not learn what she voted.
   */
  readonly ballots: readonly string[];
  /** Attribute key → for each of them, the place of its value in the attribute's list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, Int16Array>>;
  readonly said: readonly WorkSaid[];
}

/**
 * Reads it all: what the engine needs, and nothing for the eye. Nothing comes back where there is no such inquiry.
 * Time and memory grow with the number of people.
 */
export async function readWork(db: Database, id: string): Promise<BoxWork | undefined> {
  const inquiry = await readInquiry(db, id);
  if (!inquiry) return undefined;
  const all = await readAllSaid<WorkSaid>(db, id, 'work');
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
