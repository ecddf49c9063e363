import { release } from '@abord/release';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRegister } from '#lib/inquiry/register.server.ts';
import { draftRoom } from '#lib/room/release.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

let place: Place;
let store: Store;
beforeAll(async () => {
  place = await kinds[0]!.start();
  store = await openStore(await place.newLocation());
});
afterAll(async () => {
  await store?.close();
  await place?.stop();
});

it('the register holds the totals of a room too, of which the last stands for all', async () => {
  const { inquiry, statements, people } = await openInquiry(store.db, { people: 20 });
  const ballots = people.map(({ ballot }) => ballot).sort();
  for (const [number, answered] of [10, 20].entries()) {
    const total = {
      statement: { id: statements[0]!, number: 1, texts: { en: 'Statement 1' } },
      ballots: ballots.slice(0, answered),
      counts: { agree: answered, disagree: 0, pass: 0 },
      open: true,
    };
    const { draft, ballots: behind } = draftRoom([total], { reader: 'inside' });
    const next = { inquiry, question: 'room', frozen: release(draft), ballots: behind, day: '2026-11-24' };
    expect(await saveNextRelease(store.db, next, number)).toBe(number + 1);
  }
  expect(await readRegister(store.db, inquiry)).toMatchObject([
    { question: 'room', number: 2, stands: true, tables: [{ key: 'totals', shown: 1, hidden: 0 }] },
  ]);
});
