import { earlierCells } from '#lib/store/earlierCells.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { saveRelease } from '#lib/store/saveRelease.ts';
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
  const day = new Date().toISOString().slice(0, 10);
  const { waiting } = frozen;
  if (frozen.refused.some(({ table, reason }) => table === 'debate' && reason === 'step')) {
    const stands = (await latestRelease(db, inquiry, 'everyone'))!;
    await db
      .insertInto('withheld')
      .values({ inquiry, question: 'everyone', after: stands.number, waiting, day })
      .onConflict((conflict) =>
        conflict.columns(['inquiry', 'question', 'after']).doUpdateSet({ waiting, day }),
      )
      .execute();
    return { number: stands.number, hash: stands.hash, waiting, heard: true, stays: true };
  }
  const number = await saveRelease(db, {
    inquiry,
    question: 'everyone',
    frozen,
    ballots: Array.from(order, (person) => ballots[person]),
    day,
  });
  return { number, hash: frozen.hash, waiting, heard: frozen.behind.length > 0, stays: false };
}
