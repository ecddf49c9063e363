import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '#lib/store/secretHash.ts';
import { run } from '../pages/instance.ts';
import { kinds, type Place } from '../store/stores.ts';
import type { Answer } from './ask.ts';
import { boxHash } from './boxOf.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { wordsOf } from './plainBrowser.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

const HOUR = 3_600_000;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`a host’s session on ${name}`, () => {
    let place: Place;
    let stage: Stage;
    let room: Room;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, 'KFC473');
        },
      });
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    const enter = async () => cookieHeader(await enterAsHost(stage));
    const look = (path: string, cookie: string, headers = {}) =>
      stage.ask({ path, headers: { cookie, accept: 'text/html', ...headers } });
    const isIn = async (cookie: string) => (await look('/host', cookie)).status === 200;
    const press = (action: string, cookie: string, body = ''): Promise<Answer> =>
      stage.ask({
        method: 'POST',
        path: `/host/keys?/${action}`,
        headers: {
          cookie,
          origin: stage.url,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      });
    const idOf = (cookie: string) => secretHash(cookie.slice(cookie.indexOf('=') + 1));
    const row = (cookie: string) =>
      stage.inBox(({ db }) =>
        db.selectFrom('host_access').selectAll().where('hash', '=', idOf(cookie)).executeTakeFirstOrThrow(),
      );
    /** As if it had been used last so many hours ago, or entered a while ago. */
    const set = (cookie: string, values: { used?: string; sure_until?: string; last_day?: string }) =>
      stage.inBox(({ db }) =>
        db.updateTable('host_access').set(values).where('hash', '=', idOf(cookie)).execute(),
      );
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString().slice(0, 13);

    it('that nobody used for twelve hours opens nothing, nor one that is seven days old', async () => {
      const [idle, old] = [await enter(), await enter()];
      expect([await isIn(idle), await isIn(old)]).toEqual([true, true]);
      await set(idle, { used: hoursAgo(12) });
      await set(old, { last_day: new Date(Date.now() - 24 * HOUR).toISOString().slice(0, 10) });
      expect([await isIn(idle), await isIn(old)]).toEqual([false, false]);
      expect((await press('others', idle)).status).toBe(303);
    });

    it('is kept alive by its holder, not by a page that is left open', async () => {
      const cookie = await enter();
      await set(cookie, { used: hoursAgo(11) });
      const asking = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' };
      const waiting = await look(`/host/${room.inquiry}/moderation/waiting.json`, cookie, asking);
      expect(waiting.status).toBe(200);
      expect((await row(cookie)).used).toBe(hoursAgo(11));
      expect(await isIn(cookie)).toBe(true);
      expect((await row(cookie)).used).toBe(hoursAgo(0));
    });

    it('lets nobody in or out unless its holder has just entered', async () => {
      const [cookie, other] = [await enter(), await enter()];
      await set(cookie, { sure_until: '2026-01-01T00:00' });
      const before = await boxHash(stage);
      for (const [action, body] of [
        ['link', ''],
        ['end', `session=${idOf(other)}`],
        ['others', ''],
      ]) {
        const { status, text } = await press(action, cookie, body);
        expect([action, status]).toEqual([action, 403]);
        expect(text).not.toMatch(/\/host\/enter\/[\w-]{32}/);
      }
      const { text } = await look('/host/keys', cookie);
      expect(text).not.toMatch(/action="\?\/(link|end|others)"/);
      expect(await boxHash(stage)).toBe(before);
    });

    it('is listed by its days alone, and ended by a holder who has just entered', async () => {
      const [cookie, other, third] = [await enter(), await enter(), await enter()];
      const { text } = await look('/host/keys?lang=en', cookie);
      expect(wordsOf(text)).toContain('This device');
      expect(wordsOf(text)).not.toMatch(/127\.0\.0\.1|Mozilla|\d:\d\d/);
      for (const one of [cookie, other, third]) expect(text).not.toContain(one.slice(one.indexOf('=') + 1));

      expect((await press('end', cookie, `session=${idOf(other)}`)).status).toBe(303);
      expect([await isIn(cookie), await isIn(other), await isIn(third)]).toEqual([true, false, true]);
      expect((await press('end', cookie, 'session=')).status).toBe(303);
      expect((await press('others', cookie)).status).toBe(303);
      expect([await isIn(cookie), await isIn(third)]).toEqual([true, false]);
    });

    it('is ended from the machine, wherever it is open', async () => {
      const [cookie, other] = [await enter(), await enter()];
      const where =
        'databaseUrl' in stage.location
          ? ['--database-url', stage.location.databaseUrl]
          : ['--data', stage.data];
      const { code, out } = await run('host-link', '--end-sessions', '--json', ...where);
      expect(code).toBe(0);
      expect([await isIn(cookie), await isIn(other)]).toEqual([false, false]);
      expect(JSON.parse(out).link).toMatch(/\/host\/enter\/[\w-]{32}$/);
    });
  });
}
