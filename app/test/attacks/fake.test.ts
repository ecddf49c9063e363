import { reopen } from '@abord/release';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinByCard, makeCards } from '#lib/entry/codes/mutations.server.ts';
import { newCardCode } from '#lib/entry/codes/newCardCode.ts';
import { join } from '#lib/entry/mutations.server.ts';
import type { HeardRelease } from '#lib/inquiry/heard/release.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

// Attack 12: nine who are in it together invent as many people as are missing beside their target, so that the
// group of her site is large enough to be shown, and what they did not answer themselves is hers.
const DAY = '2026-11-24';
const OFFICE = 20;
/** With their target as many as a group must be to count as heard. */
const ACCOMPLICES = 9;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`people who do not exist, on ${name}`, () => {
    let place: Place;
    let store: Store;
    beforeAll(async () => {
      place = await start();
      store = await openStore(await place.newLocation());
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });

    /** Answers to the first three statements; what each became. */
    async function answer({ inquiry, statements }: OpenInquiry, secret: string): Promise<string[]> {
      const votes = statements.slice(0, 3).map((statement, place) =>
        store.votes.cast({
          inquiry,
          secret,
          statement,
          value: ([1, -1, 0] as const)[place],
          key: `${place}`,
        }),
      );
      return Promise.all(votes);
    }

    /** The answer, and who was heard, as they are published now. */
    async function publish({ inquiry }: OpenInquiry) {
      await releaseEveryone(store, inquiry, jobs);
      const answer = (await latestRelease(store.db, inquiry, 'everyone'))!;
      const heard = (await latestRelease(store.db, inquiry, 'heard'))!;
      const { tables, facts } = reopen<HeardRelease>(heard.bytes, heard.hash);
      return {
        people: reopen<EveryoneRelease>(answer.bytes, answer.hash).tables.debate.cells[0].people,
        groups: tables.groups.cells.map(({ value, people }) => [value, people] as const),
        lists: facts.lists,
        hashes: [answer.hash, heard.hash],
        text: [answer, heard].map(({ bytes }) => new TextDecoder().decode(bytes)).join('\n'),
      };
    }

    it('attack 12: bring no breakdown in an open room, whatever is said of them', async () => {
      const room = await openInquiry(store.db, { people: 0 });
      const { inquiry } = room;
      const secrets = [];
      const entered = await join(store.db, { inquiry, day: DAY });
      if (entered === 'closed') expect.unreachable();
      secrets.push(entered.secret);
      // The door asks nobody there; and were a profile in the box all the same, nothing would be said by it.
      for (let person = 1; person < OFFICE + ACCOMPLICES + 1; person++) {
        const profile = { site: person < OFFICE ? 'office' : 'works' };
        secrets.push((await drawBallot(store.db, { inquiry, profile, day: DAY })).secret);
      }
      for (const secret of secrets) {
        expect(await answer(room, secret)).toEqual(['counted', 'counted', 'counted']);
      }
      const { people, groups, lists, text } = await publish(room);
      expect(people).toBe(OFFICE + ACCOMPLICES + 1);
      expect([groups, lists]).toEqual([[], []]);
      expect(text).not.toMatch(/works|office/i);
    });

    /** A room that is entered by cards, and what becomes of who tries one. */
    async function roomOfCards() {
      const room = await openInquiry(store.db, { people: 0 });
      const { inquiry } = room;
      await store.db.updateTable('inquiry').set({ entry: 'codes' }).where('id', '=', inquiry).execute();
      const made = await makeCards(store.db, { inquiry, count: OFFICE + 1 + ACCOMPLICES, made: 0 });
      if (typeof made === 'string') throw new Error(made);
      const enter = async (code: string, site: string) => {
        const key = randomId('secret');
        const entered = await joinByCard(store.db, { inquiry, code, key, profile: { site }, day: DAY });
        if (typeof entered === 'string') return entered;
        expect(await answer(room, entered.secret)).toEqual(['counted', 'counted', 'counted']);
        return 'in';
      };
      for (const code of made.codes.slice(0, OFFICE)) expect(await enter(code, 'office')).toBe('in');
      const [target, ...others] = made.codes.slice(OFFICE);
      expect(await enter(target, 'works')).toBe('in');
      return { room, enter, spent: made.codes.slice(0, OFFICE), unspent: others };
    }

    it('attack 12: count for nothing where cards are given out: neither a ballot, nor a vote, nor a group', async () => {
      const { room, enter, spent } = await roomOfCards();
      const before = await publish(room);
      expect(before.groups.map(([value]) => value)).not.toContain('works');
      const { inquiry } = room;
      for (let person = 0; person < ACCOMPLICES; person++) {
        // Made up; spent already; without a card; with a ballot's secret that was made up.
        expect(await enter(newCardCode(), 'works')).toBe('refused');
        expect(await enter(spent[person], 'works')).toBe('refused');
        expect(await join(store.db, { inquiry, day: DAY })).toBe('closed');
        expect(new Set(await answer(room, randomId('secret')))).toEqual(new Set(['unknown-ballot']));
      }
      expect((await publish(room)).hashes).toEqual(before.hashes);
    });

    it('attack 12: would be nine more in her group if each of them had a card', async () => {
      const { room, enter, unspent } = await roomOfCards();
      for (const code of unspent) expect(await enter(code, 'works')).toBe('in');
      expect(new Map((await publish(room)).groups).get('works')).toBe(ACCOMPLICES + 1);
    });
  });
}
