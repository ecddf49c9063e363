import type { Frozen } from '@abord/release';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { readDoors } from '#lib/store/readDoors.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database } from '#lib/store/schema.ts';
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
    const heardStands = await latestRelease(db, inquiry, 'heard');
    // Of ballots that were erased for good nothing more can be said than what was said.
    if (stands && (await isErased(db, inquiry))) {
      return { number: stands.number, hash: stands.hash, waiting: 0, heard: true, stays: true };
    }
    const { frozen, ballots, heard } = await freeze(db, inquiry, engine);
    const { hash, waiting } = frozen;
    const said = { waiting, heard: frozen.behind.length > 0 };
    const day = new Date().toISOString().slice(0, 10);
    // Who was heard goes out with the answer that it speaks of, in one transaction; where its whole would tell who
    // came between, the older one stays.
    const tells = heard?.frozen.refused.some(({ table, reason }) => table === 'all' && reason === 'step');
    const beside =
      heard && !tells && heard.frozen.hash !== heardStands?.hash
        ? [{ release: { inquiry, question: 'heard', ...heard, day }, after: heardStands?.number ?? 0 }]
        : [];
    if (stands?.hash === hash) {
      // The answer is as it was; headcounts may have come since. Who else came in waits for the next one.
      if (!heard?.frozen.refused.some(({ reason }) => reason === 'step')) {
        for (const { release, after } of beside) await saveNextRelease(db, release, after);
      }
      return { ...said, number: stands.number, hash, stays: false };
    }
    if (stands && frozen.refused.some(({ table, reason }) => table === 'debate' && reason === 'step')) {
      await keepWithheld(db, { inquiry, question: 'everyone', after: stands.number, waiting, day });
      return { number: stands.number, hash: stands.hash, waiting, heard: true, stays: true };
    }
    const release = { inquiry, question: 'everyone', frozen, ballots, day };
    const number = await saveNextRelease(db, release, stands?.number ?? 0, beside);
    // Where another node has just taken this number the check is to be made again.
    if (number !== undefined) return { ...said, number, hash, stays: false };
  }
}

async function isErased(db: Database, inquiry: string): Promise<boolean> {
  const row = await db
    .selectFrom('inquiry')
    .select('erased_day')
    .where('id', '=', inquiry)
    .executeTakeFirst();
  return row !== undefined && row.erased_day !== null;
}

/** What the gate would show now, and the ballots that its indices speak of. */
async function freeze(
  db: Database,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<{
  frozen: Frozen;
  ballots: string[];
  heard?: { frozen: Frozen; ballots: string[] };
}> {
  const box = await readDebate(db, inquiry);
  if (!box) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  const { ballots, statements, profiles } = box;
  const { person, statement, value } = box.votes;
  const earlier = await earlierCells(db, inquiry, 'everyone', ballots);
  const imported = box.inquiry.entry === 'imported';
  const { frozen, order, heard } = await engine.everyone({
    inquiry: box.inquiry,
    people: ballots.length,
    statements,
    profiles,
    votes: { person, statement, value },
    ...(earlier.cells.length > 0 && { earlier }),
    ...(!imported && {
      heard: {
        doors: await readDoors(db, inquiry),
        earlier: await earlierCells(db, inquiry, 'heard', ballots),
      },
    }),
  });
  const named = (order: Int32Array) => Array.from(order, (person) => ballots[person]);
  return {
    frozen,
    ballots: named(order),
    ...(heard && { heard: { frozen: heard.frozen, ballots: named(heard.order) } }),
  };
}
