import { release, reopen } from '@abord/release';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '#lib/questions/jobs.ts';
import { actOnSeance } from '#lib/room/mutations.server.ts';
import { draftRoom, type RoomRelease } from '#lib/room/release.ts';
import { type Rooms, startRooms } from '#lib/room/rooms.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { releaseCells } from '#lib/store/releaseCells.ts';
import type { OpenInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { CODE, everybodyVotes, openRoom } from './openRoom.ts';

describe('the total of a room', () => {
  it('is rounded to five points while its vote is open and for a small room, to one point after', () => {
    // 37, 11 and 4 of 52 are 71.2, 21.2 and 7.7 in a hundred.
    const shares = (open: boolean, counts: { agree: number; disagree: number; pass: number }) => {
      const people = counts.agree + counts.disagree + counts.pass;
      const ballots = Array.from({ length: people }, (_, person) => String(1000 + person));
      const statement = { id: 'one', number: 1, texts: {} };
      const { draft } = draftRoom([{ statement, ballots, counts, open }], { reader: 'inside' });
      const { bytes, hash } = release(draft);
      const { agree, disagree, pass } = reopen<RoomRelease>(bytes, hash).tables.totals.cells[0].answers;
      return [agree.step, agree.share, disagree.share, pass.share];
    };
    const large = { agree: 37, disagree: 11, pass: 4 };
    expect(shares(true, large)).toEqual([0.05, 0.7, 0.2, 0.1]);
    expect(shares(false, large)).toEqual([0.01, 0.71, 0.21, 0.08]);
    expect(shares(false, { agree: 30, disagree: 11, pass: 4 })).toEqual([0.05, 0.65, 0.25, 0.1]);
  });
});

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what a room on ${name} reveals`, () => {
    let place: Place;
    let location: StoreLocation;
    let store: Store;
    let room: OpenInquiry;
    let rooms: Rooms;
    let version: number;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());
    beforeEach(async () => {
      location = await place.newLocation();
      store = await openStore(location);
      room = await openRoom(store, { people: 60 }, (statements) => [
        { kind: 'vote', statements },
        { kind: 'reveal', statements, shape: true },
      ]);
      rooms = startRooms({ store, engine: jobs });
      version = 2;
      return async () => {
        rooms.close();
        await store.close();
      };
    });

    const act = async (action: Parameters<typeof actOnSeance>[1]['action']) => {
      const act = { inquiry: room.inquiry, number: 1, action, seen: version++, now: Date.now() };
      expect(await actOnSeance(store.db, act)).toBe(undefined);
      rooms.changed(room.inquiry);
    };
    const answer = async (value: 1 | -1 | 0, from: number, to: number, statement = room.statements[0]) => {
      await everybodyVotes(store, room, statement, value, [from, to]);
      rooms.changed(room.inquiry);
    };
    /** The room as it is once the votes have been counted: counting takes only a share of the time. */
    const figures = async (answered: number) => {
      for (;;) {
        rooms.changed(room.inquiry);
        const state = await rooms.state(CODE);
        if (state?.answered === answered - (answered % 5)) return state.seance?.figures;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const stored = () =>
      store.db
        .selectFrom('release')
        .select(['number', 'bytes', 'hash'])
        .where('question', '=', 'room')
        .orderBy('number')
        .execute();

    it('is nothing until the host reveals it, and nothing of fewer than nine people', async () => {
      await answer(1, 0, 12);
      expect(await figures(12)).toBe(undefined);
      expect(await stored()).toEqual([]);
      await act('next');
      await answer(1, 0, 8, room.statements[1]);
      await act('reveal');
      expect(await figures(8)).toBe(undefined);
      await answer(-1, 8, 20, room.statements[1]);
      // 8 and 12 of 20.
      expect(await figures(20)).toMatchObject({
        statement: room.statements[1],
        people: 20,
        agree: { share: 0.4, step: 0.05 },
        disagree: { share: 0.6 },
        pass: { share: 0 },
        waiting: 0,
      });
    });

    it('attack 29: moves by five people at a time, and says how many wait', async () => {
      await answer(1, 0, 10);
      await act('reveal');
      // All ten, which is said as nearly all.
      const ten = { people: 10, agree: { share: 0.95, nearly: 'all' } };
      expect(await figures(10)).toMatchObject({ ...ten, waiting: 0 });
      await answer(-1, 10, 14);
      rooms.changed(room.inquiry);
      const four = async () => {
        const state = await rooms.state(CODE);
        return state?.seance?.figures;
      };
      await expect.poll(four, { timeout: 20_000 }).toMatchObject({ ...ten, waiting: 5 });
      await answer(-1, 14, 15);
      // 10 of 15.
      expect(await figures(15)).toMatchObject({ people: 15, agree: { share: 0.65 }, waiting: 0 });
    });

    it('is frozen with the ballots behind it, beside the totals revealed before', async () => {
      await answer(1, 0, 20);
      await act('reveal');
      await figures(20);
      await act('next');
      await answer(-1, 5, 30, room.statements[1]);
      await act('reveal');
      await figures(25);
      const releases = await stored();
      expect(releases.map(({ number }) => number)).toEqual([1, 2]);
      const [{ bytes, hash }] = releases.slice(-1);
      const { tables, facts } = reopen<RoomRelease>(bytes, hash);
      expect(tables.totals.cells.map(({ id, people }) => [id, people])).toEqual([
        [room.statements[0], 20],
        [room.statements[1], 25],
      ]);
      expect(facts.statements.map(({ number }) => number)).toEqual([1, 2]);
      const cells = await releaseCells(store.db, room.inquiry, 'room', 2);
      const ballots = (from: number, to: number) =>
        room.people
          .slice(from, to)
          .map(({ ballot }) => ballot)
          .sort();
      expect(new Map(cells.map(({ cell, ballots }) => [cell, ballots]))).toEqual(
        new Map([
          [room.statements[0], ballots(0, 20)],
          [room.statements[1], ballots(5, 30)],
        ]),
      );
    });

    it('is the same on two nodes, that never publish steps closer than five people', async () => {
      // A folder has one node at a time: there the two share its box.
      const other = 'data' in location ? store : await openStore(location);
      const beside = startRooms({ store: other, engine: jobs });
      await answer(1, 0, 10);
      await act('reveal');
      for (let person = 10; person < 60; person++) {
        await answer(person % 2 ? 1 : -1, person, person + 1);
        beside.changed(room.inquiry);
        await Promise.all([rooms.state(CODE), beside.state(CODE)]);
      }
      await figures(60);
      const people = (await stored()).map(
        ({ bytes, hash }) => reopen<RoomRelease>(bytes, hash).tables.totals.cells[0].people,
      );
      expect(people.length).toBeGreaterThan(2);
      for (const [step, here] of people.entries()) {
        if (step > 0) expect(here - people[step - 1]).toBeGreaterThanOrEqual(5);
      }
      beside.close();
      if (other !== store) await other.close();
    });

    it('ends with the shape of the evening, published for everybody', async () => {
      await answer(1, 0, 40);
      await act('skip');
      const number = async () => (await rooms.state(CODE))?.seance?.evening;
      await expect.poll(number, { timeout: 20_000 }).toBe(1);
      const row = await store.db
        .selectFrom('release')
        .select('question')
        .where('question', '=', 'everyone')
        .execute();
      expect(row).toHaveLength(1);
    });
  });
}
