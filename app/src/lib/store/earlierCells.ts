import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Database } from './schema.ts';

/** A set of ballots behind a figure that was shown once. */
export interface EarlierCell {
  readonly about: string;
  /** Indices of ballots, in rising order; those from the number of ballots on are ballots that are gone. */
  readonly people: Int32Array;
  /** How many of them gave each answer, where the cell showed that. */
  readonly answers?: Readonly<Record<string, number>>;
}

/** Everything that earlier releases have shown, in the numbers of the ballots of now. */
export interface EarlierCells {
  /** Number of ballots of now and of those that are gone. */
  readonly population: number;
  readonly cells: readonly EarlierCell[];
}

/**
 * The sets behind the cells of all earlier releases of a question, for the check of the next one; never for
 * readers. `ballots` are the ids of the ballots of now. Sets that several releases share come once.
 */
export async function earlierCells(
  db: Database,
  inquiry: string,
  question: string,
  ballots: readonly string[],
): Promise<EarlierCells> {
  const place = new Map(ballots.map((ballot, index) => [ballot, index]));
  const seen = new Set<string>();
  const cells: EarlierCell[] = [];
  const releases = await db
    .selectFrom('release')
    .select(['number', 'ballots'])
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .orderBy('number')
    .execute();
  for (const release of releases) {
    const numbers = (JSON.parse(release.ballots) as string[]).map((ballot) => {
      if (!place.has(ballot)) place.set(ballot, place.size);
      return place.get(ballot)!;
    });
    const rows = await db
      .selectFrom('release_cell')
      .select(['about', 'answers', 'members'])
      .where('inquiry', '=', inquiry)
      .where('question', '=', question)
      .where('number', '=', release.number)
      .orderBy('in_table')
      .orderBy('cell')
      .execute();
    for (const { about, answers, members } of rows) {
      const people = Int32Array.from(
        numbers.filter((_, person) => members[person >> 3] & (1 << (person & 7))),
      ).sort();
      const set = createHash('sha256').update(people).digest('base64');
      const key = `${about} ${answers} ${set}`;
      if (!seen.has(key)) cells.push({ about, people, ...(answers && { answers: JSON.parse(answers) }) });
      seen.add(key);
      await setImmediate();
    }
  }
  return { population: place.size, cells };
}
