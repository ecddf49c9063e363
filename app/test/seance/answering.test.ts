import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobs } from '#lib/questions/jobs.ts';
import type { Answering } from '#lib/questions/releaseAnswers.server.ts';
import { endSeance, planSeance, startSeance } from '#lib/room/mutations.server.ts';
import { publishAnswer } from '#lib/room/publishAnswer.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { type Engine, startEngine } from '../../src/engine.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

const day = '2026-11-24';
const fails = (error: unknown) => expect.unreachable(String(error));

/** The engine of an instance whose worker dies of every question. */
const stopsAtOnce = (engine: Engine): Pick<Engine, Answering> => ({
  ...engine,
  async everyone(content) {
    const answer = engine.everyone(content);
    await engine.close();
    return answer;
  },
});

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`the answer that people leave with, on ${name}`, () => {
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

    const house = () => ({ store, engine: jobs });
    const vote = async (inquiry: string, statement: string, people: number) => {
      for (let n = 0; n < people; n++) {
        const { secret } = await drawBallot(store.db, { inquiry, profile: {}, day });
        const value = n % 3 === 0 ? -1 : 1;
        const cast = { inquiry, secret, statement, value, key: randomId('secret') } as const;
        expect(await store.votes.cast(cast)).toBe('counted');
      }
    };
    const published = async (inquiry: string) => (await latestRelease(store.db, inquiry, 'everyone'))?.number;

    it('is published, and published again when it says something new', async () => {
      const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
      await vote(inquiry, statements[0], 12);
      expect(await publishAnswer(house(), inquiry, fails)).toBe('published');
      expect(await publishAnswer(house(), inquiry, fails)).toBe('published');
      expect(await published(inquiry)).toBe(1);
      await vote(inquiry, statements[0], 9);
      expect(await publishAnswer(house(), inquiry, fails)).toBe('published');
      expect(await published(inquiry)).toBe(2);
    });

    it('stays as it was where the difference would show fewer than nine people', async () => {
      const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
      await vote(inquiry, statements[0], 12);
      await publishAnswer(house(), inquiry, fails);
      await vote(inquiry, statements[0], 8);
      expect(await publishAnswer(house(), inquiry, fails)).toBe('kept');
      expect(await published(inquiry)).toBe(1);
      expect(await store.db.selectFrom('withheld').select(['after', 'waiting']).execute()).toContainEqual({
        after: 1,
        waiting: 10,
      });
    });

    it('says that too few voted, where they did', async () => {
      const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
      await vote(inquiry, statements[0], 3);
      expect(await publishAnswer(house(), inquiry, fails)).toBe('few');
    });

    it('is not published when the engine stops, and the séance is over all the same', async () => {
      const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
      const number = await planSeance(store.db, {
        ...{ inquiry, zone: 'Europe/Paris', minutes: 90, starts: '2026-11-24T19:00', place: {} },
        ...{ title: { fr: 'Séance' }, guest: {}, script: [{ kind: 'vote', statements: [statements[0]] }] },
      });
      await startSeance(store.db, inquiry, number, 0);
      expect(await endSeance(store.db, inquiry, number)).toBeUndefined();
      // Stops before anything is computed: closed while the question is on its way.
      const engine = startEngine();
      const told: unknown[] = [];
      const publishing = publishAnswer({ store, engine: stopsAtOnce(engine) }, inquiry, (error) => {
        told.push(error);
      });
      expect(await publishing).toBe('failed');
      expect(told).toMatchObject([{ code: 'analysis-stopped' }]);
      expect(await published(inquiry)).toBeUndefined();
    });
  });
}
