import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { tellNodes } from '#lib/store/tellNodes.ts';
import { openInquiry } from './openInquiry.ts';
import { kinds, type Place } from './stores.ts';

const [sqlite, postgres] = kinds;

describe.skipIf(postgres.leftOut)(`what nodes on one ${postgres.name} tell each other`, () => {
  let place: Place;
  let node: Store;
  let other: Store;
  let told: (string | undefined)[];
  beforeAll(async () => {
    place = await postgres.start();
    const location = await place.newLocation();
    [node, other] = [await openStore(location), await openStore(location)];
    told = [];
    await new Promise<void>((resolve) => {
      other.news.hear((inquiry) => {
        told.push(inquiry);
        resolve();
      });
    });
    // Whoever begins to hear has missed everything before.
    expect([other.news.heard, ...told]).toEqual([true, undefined]);
  });
  afterAll(async () => {
    await node?.close();
    await other?.close();
    await place?.stop();
  });

  /** Waits until `mark` is told, which comes after whatever was told before it. */
  async function toldUntil(mark: string): Promise<(string | undefined)[]> {
    await tellNodes(node.db, [mark]);
    await expect.poll(() => told.at(-1)).toBe(mark);
    return told.splice(0).slice(0, -1);
  }

  it('is the inquiry in which people have voted, once for all votes of a commit', async () => {
    await toldUntil('begin');
    const { inquiry, people, statements } = await openInquiry(node.db, { people: 30 });
    const votes = people.map(({ secret }, person) =>
      node.votes.cast({ inquiry, secret, statement: statements[0], value: 1, key: `${person}` }),
    );
    expect(new Set(await Promise.all(votes))).toEqual(new Set(['counted']));
    const heard = await toldUntil('end');
    expect(new Set(heard)).toEqual(new Set([inquiry]));
    expect(heard.length).toBeLessThan(people.length);
  });

  it('is nothing of votes that are not counted, nor of what is taken back', async () => {
    await toldUntil('begin');
    const { inquiry, statements } = await openInquiry(node.db, { people: 0 });
    const vote = { inquiry, secret: 'nobody', statement: statements[0], value: 1, key: 'k' } as const;
    expect(await node.votes.cast(vote)).toBe('unknown-ballot');
    const failed = node.db.transaction().execute(async (db) => {
      await tellNodes(db, [inquiry]);
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    expect(await toldUntil('end')).toEqual([]);
  });

  it('is heard again after the server was killed, and then anything may have changed', async () => {
    expect(await toldUntil('before')).toEqual([]);
    await place.server!.crash();
    await expect.poll(() => told, { timeout: 30_000 }).toEqual([undefined]);
    expect(await toldUntil('after')).toEqual([undefined]);
  });
});

it(`is nothing on ${sqlite.name}, which has one node`, async () => {
  const place = await sqlite.start();
  const store = await openStore(await place.newLocation());
  const told: unknown[] = [];
  const stop = store.news.hear((inquiry) => told.push(inquiry));
  await tellNodes(store.db, ['anything']);
  expect([store.news.heard, told]).toEqual([false, []]);
  stop();
  await store.close();
  await place.stop();
});
