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
 * Keeps a release for ever, with the sets of ballots behind its cells, in one transaction. The sets stay
 * in the box, for the check of later releases against this one.
 *
 * Returns the number of the release. Where the latest one has the same bytes nothing is written, and its
 * number comes back.
 */
export async function saveRelease(db: Database, release: NewRelease): Promise<number> {
  const { inquiry, question, frozen, day } = release;
  for (;;) {
    const number = await db.transaction().execute(async (db) => {
      const latest = await db
        .selectFrom('release')
        .select(['number', 'hash'])
        .where('inquiry', '=', inquiry)
        .where('question', '=', question)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (latest?.hash === frozen.hash) return latest.number;
      const number = (latest?.number ?? 0) + 1;
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
      // Another node has just taken this number: look again.
      if (!saved) return undefined;
      for (const { table, cell, people } of frozen.behind) {
        await db
          .insertInto('release_cell')
          .values({
            inquiry,
            question,
            number,
            in_table: table,
            cell,
            members: bitsOf(people, release.ballots.length),
          })
          .execute();
        await setImmediate();
      }
      return number;
    });
    if (number !== undefined) return number;
  }
}

function bitsOf(people: Int32Array, population: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(population / 8));
  for (const person of people) bits[person >> 3] |= 1 << (person & 7);
  return bits;
}
