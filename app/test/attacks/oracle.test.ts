import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { castVotes } from '#lib/store/castVotes.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import type { Store } from '#lib/store/openStore.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import type { Answer } from './ask.ts';
import { type CountingProxy, countingProxy } from './countingProxy.ts';
import { openStage, type Stage } from './stage.ts';

/** One fewer than the nine who must stand behind a figure where its reader may be one of them. */
const TOO_FEW = 8;
const OTHERS = 30;

/**
 * A debate by cards that is published: thirty people of the office, and eight who are of the works, or else of
 * the office too. What they vote is the same.
 */
async function publish(store: Store, others: Readonly<Record<string, string>>): Promise<string> {
  const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
  await store.db.updateTable('inquiry').set({ entry: 'codes' }).where('id', '=', inquiry).execute();
  const votes = [];
  for (let person = 0; person < OTHERS + TOO_FEW; person++) {
    const profile = person < OTHERS ? { site: 'office' } : others;
    const { secret } = await drawBallot(store.db, { inquiry, profile, day: '2026-11-24' });
    for (const [place, statement] of statements.slice(0, -2).entries()) {
      const value = ([1, -1, 0] as const)[(person * 7 + place * 2) % 3];
      votes.push({ inquiry, secret, statement, value, key: `${person}-${place}` });
    }
  }
  await castVotes(store.db, votes);
  const { heard } = await releaseEveryone(store, inquiry, jobs);
  expect(heard).toBe(true);
  return inquiry;
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`whoever looks at how ${name} is answered`, { timeout: 120_000 }, () => {
    let place: Place;
    let proxy: CountingProxy | undefined;
    let stage: Stage;
    let nobody: string;
    let few: string;
    let draft: string;
    beforeAll(async () => {
      place = await start();
      const newLocation = async () => {
        const location = await place.newLocation();
        if ('data' in location) return location;
        proxy = await countingProxy(location.databaseUrl);
        return { databaseUrl: proxy.databaseUrl };
      };
      stage = await openStage({
        place: { ...place, newLocation },
        prepare: async (store) => {
          nobody = await publish(store, { site: 'office' });
          few = await publish(store, { site: 'works' });
          draft = (await openInquiry(store.db, { people: 0, state: 'draft' })).inquiry;
        },
      });
    });
    afterAll(async () => {
      await stage?.stop();
      proxy?.close();
      await place?.stop();
    });

    /** Waits until nothing more is asked of the database: a page that is refused may still be at it. */
    async function quiet(): Promise<void> {
      for (let asked = -1; proxy && proxy.statements() !== asked; await wait(50)) asked = proxy.statements();
    }

    /** What is seen of an answer: all but the hour, and the names of what was asked for. */
    async function seen(path: string, ...names: readonly string[]): Promise<object> {
      const without = (text = '') => names.reduce((text, name) => text.replaceAll(name, 'NAME'), text);
      // Asked several times: at some of them a node also looks after itself.
      let statements = Number.POSITIVE_INFINITY;
      let answer: Answer;
      for (let time = 0; time < 5; time++) {
        const before = proxy?.statements() ?? 0;
        answer = await stage.ask({ path, headers: { accept: 'text/html' } });
        await quiet();
        statements = Math.min(statements, (proxy?.statements() ?? 0) - before);
      }
      const { status, headers, text } = answer!;
      // The mark of a page is made from its bytes, names included.
      const { date: _, etag: __, ...others } = headers;
      return { status, headers: without(JSON.stringify(others)), text: without(text), statements };
    }

    const pages = [
      (id: string) => `/en/inquiry/${id}/everyone`,
      (id: string) => `/fr/inquiry/${id}/everyone`,
      (id: string) => `/en/inquiry/${id}/everyone/statements`,
      (id: string) => `/en/inquiry/${id}/everyone.json`,
      (id: string) => `/en/inquiry/${id}/register`,
      (id: string) => `/en/inquiry/${id}/register/everyone/1.json`,
      (id: string) => `/en/inquiry/${id}/register/heard/1.json`,
    ];

    it('attack 22: is told the same, in as many statements, of a group of nobody and of one of eight', async () => {
      for (const page of pages) {
        const ofNobody = await seen(page(nobody), nobody);
        expect(ofNobody).toMatchObject({ status: 200 });
        expect(await seen(page(few), few)).toEqual(ofNobody);
      }
    });

    it('attack 22: is told the same of an inquiry that is being prepared and of one that there is not', async () => {
      const unknown = 'k7vd2m9xqa';
      for (const page of pages) {
        const ofUnknown = await seen(page(unknown), unknown);
        expect(ofUnknown).toMatchObject({ status: 404 });
        expect(await seen(page(draft), draft)).toEqual(ofUnknown);
      }
    });

    it('attack 22: is told the same of a statement that waits, was refused, or was never written', async () => {
      const statement = (number: number) => `/en/inquiry/${few}/everyone/statement/${number}`;
      expect(await seen(statement(1), few, 'statement/1')).toMatchObject({ status: 200 });
      // Three are put to the vote, the fourth was refused, the fifth waits.
      const never = await seen(statement(77), few, 'statement/77');
      expect(never).toMatchObject({ status: 404 });
      expect(await seen(statement(4), few, 'statement/4')).toEqual(never);
      expect(await seen(statement(5), few, 'statement/5')).toEqual(never);
    });
  });
}
