import { setImmediate } from 'node:timers/promises';

import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { placesIn } from '#lib/inquiry/placesIn.ts';
import type { Database } from '#lib/store/schema.ts';
import { saidHash } from './saidHash.ts';
import type { SaidKey } from './saidKey.ts';

/** Rows read at once, between two breaths of the event loop. */
const PAGE = 500;

/** What the holder of this secret said of a question; nothing where she said nothing. */
export async function readOwnSaid<Content>(
  db: Database,
  whose: { readonly inquiry: string; readonly secret: string; readonly question: SaidKey },
): Promise<Content | undefined> {
  const hash = saidHash(whose.secret, whose.question);
  // In the intake first: it is the newer of two, and what is moved meanwhile is found where it has gone.
  for (const table of ['said_intake', 'said'] as const) {
    const row = await db
      .selectFrom(table)
      .select('content')
      .where('inquiry', '=', whose.inquiry)
      .where('question', '=', whose.question)
      .where('author_hash', '=', hash)
      .executeTakeFirst();
    if (row) return JSON.parse(row.content);
  }
  return undefined;
}

/** What one person said of a question, without a name, a day or a ballot. */
export interface Said<Content> {
  /** Drawn at random for this question: the same in the next release, and nobody's elsewhere. */
  readonly author: string;
  /** Attribute key → value key. */
  readonly profile: Readonly<Record<string, string>>;
  readonly content: Content;
}

/** What everybody said of a question, in the order of these random names. For the engine, never for the eye. */
export async function readAllSaid<Content>(
  db: Database,
  inquiry: string,
  question: SaidKey,
): Promise<Said<Content>[]> {
  const said = new Map<string, Said<Content>>();
  // What waits is read first, and stands before what rests: a row that moves in between is met twice, never missed.
  for (const table of ['said_intake', 'said'] as const) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const rows = await db
        .selectFrom(table)
        .select(['author_hash', 'profile', 'content'])
        .where('inquiry', '=', inquiry)
        .where('question', '=', question)
        .where('author_hash', '>', after)
        .orderBy('author_hash')
        .limit(PAGE)
        .execute();
      for (const { author_hash: author, profile, content } of rows) {
        if (said.has(author)) continue;
        said.set(author, { author, profile: JSON.parse(profile), content: JSON.parse(content) });
      }
      after = rows.length < PAGE ? undefined : rows.at(-1)!.author_hash;
      await setImmediate();
    }
  }
  return [...said.values()].sort((a, b) => (a.author < b.author ? -1 : 1));
}

/** What everybody said of a question, as the box holds it, for the engine. People are places in arrays. */
export interface SaidBox<Content> {
  readonly inquiry: Inquiry;
  /**
   * What stands for each person, by rising code units. Not the ids of her votes' ballots: nothing leads from one to
   * the other, so that whoever recognises somebody by what she says of one thing does not learn the rest.
   */
  readonly ballots: readonly string[];
  /** Attribute key → for each of them, the place of its value in the attribute's list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, Int16Array>>;
  readonly said: readonly Content[];
}

/**
 * Reads it all: what the engine needs, and nothing for the eye. Nothing comes back where there is no such inquiry.
 * Time and memory grow with the number of people.
 */
export async function readSaidBox<Content>(
  db: Database,
  id: string,
  question: SaidKey,
): Promise<SaidBox<Content> | undefined> {
  const inquiry = await readInquiry(db, id);
  if (!inquiry) return undefined;
  const all = await readAllSaid<Content>(db, id, question);
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
