import { reopen } from '@abord/release';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { type NewRelease, saveNextRelease } from '#lib/store/saveNextRelease.ts';
import { saveRelease } from '#lib/store/saveRelease.ts';
import type { Jobs } from '../jobs.ts';
import { readDebate } from './data.server.ts';
import { mayFollow } from './mayFollow.ts';
import type { EveryoneRelease } from './release.ts';

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
  const made = await makeRelease(store, inquiry, engine);
  return { number: await saveRelease(store.db, made), hash: made.frozen.hash };
}

/**
 * Publishes the answer anew, if it may follow the one that is published: where too few people voted
 * between the two, the older one stays and nothing comes back. `heard` says whether it shows any figure.
 *
 * Throws a RangeError where there is no such inquiry.
 */
export async function releaseNext(
  store: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<{ number: number; hash: string; heard: boolean } | undefined> {
  const made = await makeRelease(store, inquiry, engine);
  const { bytes, hash } = made.frozen;
  const newer = reopen<EveryoneRelease>(bytes, hash);
  const heard = newer.tables.debate.cells.length > 0;
  for (;;) {
    const latest = await latestRelease(store.db, inquiry, 'everyone');
    if (latest?.hash === hash) return { number: latest.number, hash, heard };
    if (latest && !mayFollow(reopen<EveryoneRelease>(latest.bytes, latest.hash), newer)) return undefined;
    const number = await saveNextRelease(store.db, made, latest?.number ?? 0);
    // Where another node has just taken this number: look again.
    if (number !== undefined) return { number, hash, heard };
  }
}

async function makeRelease(
  store: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, 'everyone'>,
): Promise<NewRelease> {
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
  return {
    inquiry,
    question: 'everyone',
    frozen,
    ballots: Array.from(order, (person) => ballots[person]),
    day: new Date().toISOString().slice(0, 10),
  };
}
