import { afterAll, beforeAll, expect, it } from 'vitest';
import { fitNext } from '#lib/questions/everyone/fitNext.ts';
import { startGuide } from '#lib/questions/everyone/next.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { everybodyVotes } from './openRoom.ts';

let place: Place;
let store: Store;

beforeAll(async () => {
  place = await kinds[0].start();
  store = await openStore(await place.newLocation());
});
afterAll(async () => {
  await store?.close();
  await place?.stop();
});

const none = new Map<string, 1 | -1 | 0>();

it('follows the host’s order first, then leaves it, and ends when nothing is left', async () => {
  const { inquiry, statements, people } = await openInquiry(store.db, { people: 3, statements: 12 });
  const put = statements.slice(0, 10);
  for (const [position, id] of [...put].reverse().entries()) {
    await store.db
      .updateTable('statement')
      .set({ position })
      .where('inquiry', '=', inquiry)
      .where('id', '=', id)
      .execute();
  }
  const guide = startGuide({ store, engine: jobs });
  const votes = new Map<string, 1 | -1 | 0>();
  const seen: string[] = [];
  for (;;) {
    const [next] = await guide.next(inquiry, people[0].secret, votes);
    if (!next) break;
    expect(next.probability).toBeGreaterThan(0);
    expect(next.probability).toBeLessThanOrEqual(1);
    if (votes.size < 5) expect(next).toEqual({ statement: put[9 - votes.size], probability: 1 });
    seen.push(next.statement);
    votes.set(next.statement, 1);
  }
  expect(seen.toSorted()).toEqual(put.toSorted());
});

it('shows the same statement again until it is answered, and not the same to everybody', async () => {
  const { inquiry, people } = await openInquiry(store.db, { people: 40, statements: 12 });
  const guide = startGuide({ store, engine: jobs });
  const firsts = new Set<string>();
  for (const { secret } of people) {
    const [first] = await guide.next(inquiry, secret, none);
    expect(await guide.next(inquiry, secret, none)).toEqual([first]);
    firsts.add(first!.statement);
  }
  expect(firsts.size).toBeGreaterThan(4);
});

it('never shows a statement whose vote is closed, one that waits or one that was refused', async () => {
  const { inquiry, statements, people } = await openInquiry(store.db, { people: 30, statements: 5 });
  await store.db.updateTable('statement').set({ voting: 0 }).where('id', '=', statements[0]).execute();
  const guide = startGuide({ store, engine: jobs });
  for (const { secret } of people) {
    const [next] = await guide.next(inquiry, secret, none);
    expect(statements.slice(1, 3)).toContain(next?.statement);
  }
});

it('asks rather what is not known yet, and leaves every statement a floor', async () => {
  // Two statements: on the first everybody agrees, on the second nobody was asked.
  const debate = await openInquiry(store.db, { people: 200, statements: 4 });
  const [settled, open] = debate.statements;
  await everybodyVotes(store, debate, settled, 1, [0, 150]);
  const guide = startGuide({ store, engine: jobs });
  await guide.next(debate.inquiry, debate.people[199].secret, none);
  const probability = async () => {
    const shown = new Map<string, number>();
    for (const { secret } of debate.people.slice(150)) {
      const [next] = await guide.next(debate.inquiry, secret, none);
      shown.set(next!.statement, next!.probability);
    }
    return shown;
  };
  await expect.poll(async () => (await probability()).get(open), { timeout: 20_000 }).toBeGreaterThan(0.6);
  const shown = await probability();
  // One draw in five is uniform over the unseen (SPEC N3 of the engine): 0.2 / 2.
  for (const one of shown.values()) expect(one).toBeGreaterThanOrEqual(0.1);
});

it('fits the same model to the same votes, without its people', () => {
  const input = {
    statements: ['a', 'b', 'c'],
    people: 3,
    votes: {
      person: Int32Array.of(0, 0, 1, 1, 2),
      statement: Int32Array.of(0, 1, 0, 2, 1),
      value: Int8Array.of(1, -1, 1, 0, 0),
    },
  };
  const fitted = fitNext(input);
  expect(fitNext(input)).toEqual(fitted);
  expect(fitted.model.personMean).toHaveLength(0);
  // By hand: no pass among two votes, one among two, one of one.
  expect(Array.from(fitted.answered)).toEqual([1, 0.5, 0]);
});
