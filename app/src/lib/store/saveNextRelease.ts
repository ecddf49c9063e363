import { setImmediate } from 'node:timers/promises';
import type { Frozen } from '@abord/release';
import type { Database } from './schema.ts';

export interface NewRelease {
  readonly inquiry: string;
  readonly question: string;
  /** What the gate made. */
  readonly frozen: Frozen;
  /** The population of the draft: ids of the ballots, in the order that the gate's indices speak of. */
  readonly ballots: readonly string[];
  /** ISO date. */
  readonly day: string;
}

/**
 * Keeps a release as the one that follows number `after` (0 where it is the first), with the sets of
 * ballots behind its cells, in one transaction. Returns its number; nothing, and nothing is written, where
 * another has followed meanwhile: whatever was checked against the older one must be checked again.
 */
export async function saveNextRelease(
  db: Database,
  release: NewRelease,
  after: number,
): Promise<number | undefined> {
  const { inquiry, question, frozen, day } = release;
  const number = after + 1;
  return db.transaction().execute(async (db) => {
    const saved = await db
      .insertInto('release')
      .values({
        inquiry,
        question,
        number,
        bytes: frozen.bytes,
        hash: frozen.hash,
        day,
        refused: JSON.stringify(frozen.refused),
        ballots: JSON.stringify(release.ballots),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .executeTakeFirst();
    if (!saved) return undefined;
    for (const { table, cell, about, answers, people } of frozen.behind) {
      await db
        .insertInto('release_cell')
        .values({
          inquiry,
          question,
          number,
          in_table: table,
          cell,
          members: bitsOf(people, release.ballots.length),
          about,
          answers: answers ? JSON.stringify(answers) : null,
        })
        .execute();
      await setImmediate();
    }
    return number;
  });
}

function bitsOf(people: Int32Array, population: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(population / 8));
  for (const person of people) bits[person >> 3] |= 1 << (person & 7);
  return bits;
}
