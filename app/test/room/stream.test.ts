import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actOnSeance } from '#lib/room/mutations.server.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import type { OpenInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { listen } from './listen.ts';
import { CODE, everybodyVotes, openRoom, serveRooms } from './openRoom.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`the events of a room on ${name}`, () => {
    let place: Place;
    let store: Store;
    let room: OpenInquiry;
    let served: Awaited<ReturnType<typeof serveRooms>>;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());
    beforeEach(async () => {
      store = await openStore(await place.newLocation());
      room = await openRoom(store, { people: 30 });
      served = await serveRooms(store);
      return async () => {
        await served.close();
        await store.close();
      };
    });

    const act = async (action: Parameters<typeof actOnSeance>[1]['action'], seen: number) => {
      const { inquiry } = room;
      expect(await actOnSeance(store.db, { inquiry, number: 1, action, seen, now: Date.now() })).toBe(
        undefined,
      );
      served.rooms.changed(inquiry);
    };

    it('begin with the state of now, and tell each change once', async () => {
      const listener = await listen(served.url, CODE);
      const first = await listener.until(() => true);
      expect(first).toMatchObject({
        code: CODE,
        voting: true,
        seance: { moment: 0, statement: { item: 0 } },
      });
      expect(listener.retry).toBeGreaterThanOrEqual(1_000);
      expect(listener.retry).toBeLessThanOrEqual(5_000);
      await act('next', 2);
      const second = await listener.until((state) => state.seance?.statement?.item === 1);
      expect(second.version).toBeGreaterThan(first.version);
      expect(listener.events.map(({ id, state }) => [id, `${state.version}`])).toEqual(
        listener.events.map(({ id }) => [id, id]),
      );
      expect(await served.rooms.state(CODE)).toMatchObject({ version: second.version });
    });

    it('come at most once a second, however much changes, and the last one tells all', async () => {
      const listener = await listen(served.url, CODE);
      await listener.until(() => true);
      const begun = performance.now();
      for (let person = 0; person < 30; person++) {
        await everybodyVotes(store, room, room.statements[0], 1, [person, person + 1]);
        served.rooms.voted(room.inquiry);
        await wait(50);
      }
      await listener.until((state) => state.answered === 30);
      const seconds = (performance.now() - begun) / 1_000;
      // The state of now, then one for each second that has begun.
      expect(listener.events.length).toBeLessThanOrEqual(2 + seconds);
      expect(listener.events.map(({ state }) => state.answered)).toEqual(
        listener.events.map(({ state }) => state.answered).sort((a, b) => a - b),
      );
    });

    it('begin anew where they stopped or where nobody knows: whoever comes back is told what is', async () => {
      const listener = await listen(served.url, CODE);
      await listener.until(() => true);
      listener.leave();
      await act('next', 2);
      for (const id of [listener.events[0].id, 'nothing', '-1', '999999999999999']) {
        const back = await listen(served.url, CODE, { 'last-event-id': id });
        expect((await back.until(() => true)).seance?.statement?.item).toBe(1);
        back.leave();
      }
      expect((await listen(served.url, CODE, { 'last-event-id': '1'.repeat(65) })).status).toBe(400);
    });

    it('count as present who shows a ballot, once, and keep nothing of it', async () => {
      const cookie = `ballot-${room.inquiry}=${room.people[0].secret}`;
      const wall = await listen(served.url, CODE);
      const phones = await Promise.all([
        listen(served.url, CODE, { cookie }),
        listen(served.url, CODE, { cookie }),
      ]);
      await wall.until((state) => state.people === 1);
      expect((await served.rooms.state(CODE))?.people).toBe(1);
      for (const { leave } of phones) leave();
    });

    it('are refused where there is no such room or no place', async () => {
      expect((await listen(served.url, 'KFC474')).status).toBe(404);
      expect((await listen(served.url, 'nonsense')).status).toBe(404);
      const full = await serveRooms(store, () => false);
      expect((await listen(full.url, CODE)).status).toBe(503);
      await full.close();
    });

    it('end for a client that does not read, and go on for the others', { timeout: 90_000 }, async () => {
      const slow = await listen(served.url, CODE);
      const quick = await listen(served.url, CODE);
      slow.pause();
      // The kernel buffers some megabytes for a client before the server's own buffer grows.
      await quick.until(() => true);
      const before = served.rooms.listeners();
      for (let change = 0; served.rooms.listeners() === before && change < 60; change++) {
        await store.db
          .updateTable('statement')
          .set({ texts: JSON.stringify({ en: `${change} ${'x'.repeat(900_000)}` }) })
          .where('id', '=', room.statements[0])
          .execute();
        served.rooms.changed(room.inquiry);
        await quick.until((state) => state.seance?.statement?.texts.en.startsWith(`${change} `) ?? false);
      }
      expect(served.rooms.listeners()).toBe(before - 1);
      const back = await listen(served.url, CODE, { 'last-event-id': slow.events.at(-1)?.id ?? '1' });
      const latest = quick.events.at(-1)!.state;
      expect((await back.until(() => true)).seance?.statement).toEqual(latest.seance?.statement);
    });
  });
}
