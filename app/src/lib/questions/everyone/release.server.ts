import type { Frozen } from '@abord/release';
import type { Insertable } from 'kysely';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import type { Jobs } from '../jobs.ts';
import { readDebate } from './data.server.ts';

/** The answer that stands after somebody asked to publish. */
export interface Published {
  readonly number: number;
  readonly hash: string;
  /** People who wait, in steps of five, until so many have come that nobody can be told by the difference. */
  readonly waiting: number;
  /** Whether it shows any figure. */
  readonly heard: boolean;
  /** Whether it is an earlier answer, which stays. */
  readonly stays: boolean;
}

/**
 * Publishes the answer of a debate: reads the box, has the votes analysed and the gate asked what may be
 * shown beside everything that was shown before, and keeps what it froze. The same votes give the same
 * bytes, and then nothing new is written: the number that comes back is that of the release which already
 * says it. Where the difference to an earlier release would tell too few people, that one stays.
 *
 * Throws a RangeError where there is no such inquiry.
 */
export async function releaseEveryone(
  store: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<Published> {
  const { db } = store;
  for (;;) {
    // Read first: what is saved must follow the very release that it was checked against.
    const stands = await latestRelease(db, inquiry, 'everyone');
    const { frozen, ballots } = await freeze(db, inquiry, engine);
    const { hash, waiting } = frozen;
    const said = { waiting, heard: frozen.behind.length > 0 };
    if (stands?.hash === hash) return { ...said, number: stands.number, hash, stays: false };
    const day = new Date().toISOString().slice(0, 10);
    if (stands && frozen.refused.some(({ table, reason }) => table === 'debate' && reason === 'step')) {
      await keepWithheld(db, { inquiry, question: 'everyone', after: stands.number, waiting, day });
      return { number: stands.number, hash: stands.hash, waiting, heard: true, stays: true };
    }
    const release = { inquiry, question: 'everyone', frozen, ballots, day };
    const number = await saveNextRelease(db, release, stands?.number ?? 0);
    // Where another node has just taken this number the check is to be made again.
    if (number !== undefined) return { ...said, number, hash, stays: false };
  }
}

/** What the gate would show now, and the ballots that its indices speak of. */
async function freeze(
  db: Database,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<{ frozen: Frozen; ballots: string[] }> {
  const box = await readDebate(db, inquiry);
  if (!box) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  const { ballots, statements, profiles } = box;
  const { person, statement, value } = box.votes;
  const earlier = await earlierCells(db, inquiry, 'everyone', ballots);
  const { frozen, order } = await engine.everyone({
    inquiry: box.inquiry,
    people: ballots.length,
    statements,
    profiles,
    votes: { person, statement, value },
    ...(earlier.cells.length > 0 && { earlier }),
  });
  return { frozen, ballots: Array.from(order, (person) => ballots[person]) };
}

function keepWithheld(db: Database, held: Insertable<Schema['withheld']>): Promise<unknown> {
  const { waiting, day } = held;
  return db
    .insertInto('withheld')
    .values(held)
    .onConflict((conflict) =>
      conflict.columns(['inquiry', 'question', 'after']).doUpdateSet({ waiting, day }),
    )
    .execute();
}
