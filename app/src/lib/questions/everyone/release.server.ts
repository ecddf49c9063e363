import type { Store } from '#lib/store/openStore.ts';
import { saveRelease } from '#lib/store/saveRelease.ts';
import type { Jobs } from '../jobs.ts';
import { readDebate } from './data.server.ts';

/**
 * Publishes the answer of a debate: reads the box, has the votes analysed and the gate asked what may be
 * shown, and keeps what it froze. The same votes give the same bytes, and then nothing new is written: the
 * number that comes back is that of the release which already says it.
 *
 * Throws a RangeError where there is no such inquiry.
 */
export async function releaseEveryone(
  store: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<{ number: number; hash: string }> {
  const box = await readDebate(store.db, inquiry);
  if (!box) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  const { ballots, statements, profiles } = box;
  const { person, statement, value } = box.votes;
  const { frozen, order } = await engine.everyone({
    inquiry: box.inquiry,
    people: ballots.length,
    statements,
    profiles,
    votes: { person, statement, value },
  });
  const number = await saveRelease(store.db, {
    inquiry,
    question: 'everyone',
    frozen,
    ballots: Array.from(order, (person) => ballots[person]),
    day: new Date().toISOString().slice(0, 10),
  });
  return { number, hash: frozen.hash };
}
