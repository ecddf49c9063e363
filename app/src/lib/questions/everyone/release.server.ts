import { earlierCells } from '#lib/store/earlierCells.ts';
import type { Store } from '#lib/store/openStore.ts';
import { readDoors } from '#lib/store/readDoors.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Jobs } from '../jobs.ts';
import { type Published, publish, type Ready } from '../publish.server.ts';
import { readDebate } from './data.server.ts';

/**
 * Publishes the answer of a debate: reads the box, has the votes analysed and the gate asked what may be
 * shown beside everything that was shown before, and keeps what it froze. The same votes give the same
 * bytes, and then nothing new is written: the number that comes back is that of the release which already
 * says it. Where the difference to an earlier release would tell too few people, that one stays. Who was heard goes
 * out with the answer that it speaks of.
 *
 * Throws a RangeError where there is no such inquiry.
 */
export function releaseEveryone(
  { db }: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<Published> {
  return publish(db, { inquiry, question: 'everyone', whole: 'debate' }, () => freeze(db, inquiry, engine), {
    question: 'heard',
    whole: 'all',
  });
}

/** What the gate would show now, and the ballots that its indices speak of. */
async function freeze(
  db: Database,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<Ready & { readonly beside?: Ready }> {
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
    ...(heard && { beside: { frozen: heard.frozen, ballots: named(heard.order) } }),
  };
}
