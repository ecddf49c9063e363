import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newInvitation } from '#lib/host/access/mutations.server.ts';
import { roles } from '#lib/host/access/rights.ts';
import { accountFor, declare, giveRole } from '#lib/host/team/mutations.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { listReleases } from '#lib/store/listReleases.ts';
import type { Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Answer } from './ask.ts';
import { type PlainBrowser, plainBrowser } from './plainBrowser.ts';
import { makeRoom, type Room } from './room.ts';
import { allRoutes, pathOf } from './routes.ts';
import { openStage, type Stage } from './stage.ts';

const day = '2026-11-24';
const PEOPLE = 40;

/** Two rooms that differ in nothing but what people answered. */
let agrees: Room;
let disagrees: Room;
let stage: Stage;
const browsers = new Map<string, PlainBrowser>();

async function answer(store: Store, room: Room, value: (person: number) => 1 | -1): Promise<void> {
  for (let person = 0; person < PEOPLE; person++) {
    const { secret } = await drawBallot(store.db, { inquiry: room.inquiry, profile: {}, day });
    for (const statement of [room.statements.current, room.statements.free]) {
      const vote = { inquiry: room.inquiry, secret, statement, key: randomId('secret') };
      await store.votes.cast({ ...vote, value: value(person) });
    }
  }
}

beforeAll(async () => {
  stage = await openStage({
    prepare: async (store) => {
      agrees = await makeRoom(store, 'KFC473');
      disagrees = await makeRoom(store, 'NRT473');
      await answer(store, agrees, (person) => (person % 4 === 0 ? -1 : 1));
      await answer(store, disagrees, (person) => (person % 4 === 0 ? 1 : -1));
    },
  });
  browsers.set('participant', plainBrowser(stage));
  browsers.set('keeper', plainBrowser(stage));
  await browsers.get('keeper')!.open(await stage.newHostLink());
  await browsers.get('keeper')!.press(/Open the console/);
  for (const role of roles) {
    const link = await stage.inRoster(async ({ db }) => {
      const { id } = await accountFor(db, { name: role, email: `${role}@example.org`, duty: '' });
      for (const { inquiry } of [agrees, disagrees]) {
        await giveRole(db, id, { role, inquiry });
        if (role === 'moderator') await declare(db, id, { inquiry, today: day });
      }
      return newInvitation(db, id, new Date().toISOString().slice(0, 10));
    });
    const browser = plainBrowser(stage);
    await browser.open(`/host/enter/${link}`);
    await browser.press(/Open the console/);
    browsers.set(role, browser);
  }
});
afterAll(() => stage?.stop());

const look = (who: string, path: string): Promise<Answer> =>
  stage.ask({
    path,
    headers: { cookie: browsers.get(who)!.cookie, accept: 'text/html', 'accept-language': 'en' },
  });

/** What a page shows, without what names its room and what is drawn anew each time. */
function shown({ status, text, headers }: Answer, room: Room): string {
  const ids = [room.inquiry, ...Object.values(room.statements)];
  const named = ids.reduce((page, id, place) => page.replaceAll(id, `ID${place}`), text);
  const page = named
    .replaceAll(room.code, 'CODE')
    .replaceAll(`${room.code.slice(0, 3)} ${room.code.slice(3)}`, 'CODE')
    .replace(/value="[a-z2-9]{10,26}"/g, '');
  return `${status} ${(headers.location ?? '').replaceAll(room.inquiry, 'ID0')} ${page}`;
}

/** Figures that a page shows. */
const percents = /(\d+(?:\.\d+)?) ?%/g;

const hostRoutes = allRoutes().filter(({ id }) => id.startsWith('/host/[inquiry]'));
const publicRoutes = allRoutes().filter(({ id }) => id.includes('/inquiry/[inquiry]'));
const pathFor = (id: string, room: Room, more: Record<string, string> = {}) =>
  pathOf(id, {
    inquiry: room.inquiry,
    statement: id.includes('/host/') ? room.statements.current : '1',
    number: '1',
    person: 'a'.repeat(10),
    lang: 'en',
    question: 'everyone',
    one: 'list1',
    two: 'list2',
    family: 'job:nurse',
    ...more,
  });

describe('roles and figures', () => {
  it('before anything is released, what people answered changes nothing that any role sees', async () => {
    for (const { id } of [...hostRoutes, ...publicRoutes]) {
      // Drawn from the code: two codes never draw alike.
      if (id.endsWith('/codes')) continue;
      for (const who of browsers.keys()) {
        const [one, other] = [
          shown(await look(who, pathFor(id, agrees)), agrees),
          shown(await look(who, pathFor(id, disagrees)), disagrees),
        ];
        expect(`${who} ${id} ${one}`).toBe(`${who} ${id} ${other}`);
      }
    }
  }, 120_000);

  it('attack 9: readers who put their screens together have the same released bytes, and nothing more', async () => {
    const keeper = browsers.get('keeper')!;
    await keeper.open(`/host/${agrees.inquiry}`);
    await keeper.press(/\?\/close/);
    const released = await stage.inBox(({ db }) => listReleases(db, agrees.inquiry));
    expect(released.map(({ question }) => question)).toContain('everyone');

    for (const { id } of publicRoutes) {
      const path = pathFor(id, agrees);
      const [first, ...others] = await Promise.all([...browsers.keys()].map((who) => look(who, path)));
      for (const other of others) expect(other.text).toBe(first!.text);
    }
    for (const { question, number, bytes } of released) {
      const path = `/en/inquiry/${agrees.inquiry}/register/${question}/${number}.json`;
      for (const who of browsers.keys()) {
        expect((await look(who, path)).text).toBe(Buffer.from(bytes).toString());
      }
    }
    // Under /host no page of any role has a figure that the released bytes do not have.
    const all = released.map(({ bytes }) => Buffer.from(bytes).toString()).join();
    for (const { id } of hostRoutes) {
      for (const who of browsers.keys()) {
        const { status, text } = await look(who, pathFor(id, agrees));
        if (status !== 200) continue;
        // Sizes of trials are reckoned from no answer: where people said the opposite, they are the same.
        if (id.endsWith('/trials/[number=number]/size')) {
          const other = await look(who, pathFor(id, disagrees));
          expect(`${id}: ${text.match(percents)}`).toBe(`${id}: ${other.text.match(percents)}`);
          continue;
        }
        for (const [, percent] of text.matchAll(percents)) {
          expect(`${id}: ${all.includes(String(Number(percent) / 100))}`).toBe(`${id}: true`);
        }
      }
    }
  }, 120_000);

  it('nobody can hide a release or take it away, whatever form is sent', async () => {
    const before = await stage.inBox(({ db }) => listReleases(db, agrees.inquiry));
    for (const { id, actions } of hostRoutes) {
      const forms =
        id.endsWith('/moderation') || id.endsWith('/run') ? ['refuse', 'undo', ...actions] : actions;
      for (const form of forms) {
        for (const who of browsers.keys()) {
          const { status } = await stage.ask({
            method: 'POST',
            path: `${pathFor(id, agrees)}${form === 'default' ? '' : `?/${form}`}`,
            headers: {
              cookie: browsers.get(who)!.cookie,
              origin: stage.url,
              accept: 'text/html',
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: `statement=${agrees.statements.current}&seen=1&reason=person&line=1&action=hide`,
          });
          expect([id, form, status < 500]).toEqual([id, form, true]);
        }
      }
    }
    const after = await stage.inBox(({ db }) => listReleases(db, agrees.inquiry));
    for (const { question, number, hash } of before) {
      expect(after).toContainEqual(expect.objectContaining({ question, number, hash }));
      for (const who of browsers.keys()) {
        const path = `/en/inquiry/${agrees.inquiry}/register/${question}/${number}.json`;
        expect((await look(who, path)).status).toBe(200);
      }
    }
  }, 120_000);
});
