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
 * ballots behind its cells, in one transaction; and with it, all or none, the releases of other questions that
 * speak of the same moment (`beside`). Returns its number; nothing, and nothing is written, where another
 * has followed meanwhile: whatever was checked against the older one must be checked again.
 */
export async function saveNextRelease(
  db: Database,
  release: NewRelease,
  after: number,
  beside: readonly { readonly release: NewRelease; readonly after: number }[] = [],
): Promise<number | undefined> {
  return db
    .transaction()
    .execute(async (db) => {
      for (const next of [{ release, after }, ...beside]) await insert(db, next.release, next.after + 1);
      return after + 1;
    })
    .catch((error) => {
      if (error instanceof Taken) return undefined;
      throw error;
    });
}

/** Another release has this number. */
class Taken extends Error {}

async function insert(db: Database, release: NewRelease, number: number): Promise<void> {
  const { inquiry, question, frozen, day } = release;
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
  if (!saved) throw new Taken();
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
}

function bitsOf(people: Int32Array, population: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(population / 8));
  for (const person of people) bits[person >> 3] |= 1 << (person & 7);
  return bits;
}
