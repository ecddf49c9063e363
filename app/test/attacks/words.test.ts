import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { randomId } from '#lib/store/randomId.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { kinds, type Place } from '../store/stores.ts';
import { boxHash, boxRows } from './boxOf.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { joinRoom } from './joinRoom.ts';
import { type PlainBrowser, wordsOf } from './plainBrowser.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`on ${name}`, () => {
    const CODE = 'KFC473';
    const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync';

    let place: Place;
    let stage: Stage;
    let room: Room;
    let browser: Browser;

    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, CODE);
        },
      });
      browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
    });
    afterAll(async () => {
      await browser?.close();
      await stage?.stop();
      await place?.stop();
    });

    /** Somebody who has joined, with the form for a statement of her own before her. */
    async function atTheForm(): Promise<PlainBrowser> {
      const phone = await joinRoom(stage, CODE);
      await phone.open(`/en/${CODE}/write`);
      return phone;
    }

    /** What is kept of the statements that people wrote, the latest last. */
    async function kept(): Promise<{ id: string; text: string; state: string }[]> {
      const rows = await stage.inBox(({ db }) =>
        db
          .selectFrom('statement')
          .select(['id', 'texts', 'state'])
          .where('inquiry', '=', room.inquiry)
          .where('origin', '=', 'participant')
          .orderBy('number')
          .execute(),
      );
      return rows.map(({ id, texts, state }) => ({
        id,
        state,
        text: Object.values<string>(JSON.parse(texts)).join(),
      }));
    }

    /** Whatever apostrophe a page has set in its place. */
    function plainly(text: string): string {
      return text.replaceAll('’', "'");
    }

    it.each([
      ['ten thousand signs', 'a'.repeat(10_000)],
      ['nothing', ''],
      ['nothing but spaces', ' \t\r\n\u00A0\u202F\u3000 '],
      ['nothing but signs that nobody sees', '\u200B\u200D\uFEFF\u2060\u00AD\u202E\u115F\u3164'],
      ['nothing but emoji', '🙂🙂'],
      ['nothing but marks', '?!… — ∞'],
    ])('keeps nothing of a statement of %s, says so and gives back what was typed', async (_, words) => {
      const phone = await atTheForm();
      const before = await boxHash(stage);
      for (const door of [/\?\/preview/, /\?\/send/]) {
        const form = phone.forms().find(({ fields }) => fields.some(([name]) => name === 'words'))!;
        const id = form.fields.find(([name]) => name === 'id')?.[1] ?? '';
        const answer = await stage.ask({
          method: 'POST',
          path: `/en/${CODE}/write${door.source.replaceAll('\\', '')}`,
          headers: {
            origin: stage.url,
            accept: 'text/html',
            'content-type': 'application/x-www-form-urlencoded',
            cookie: phone.cookie,
          },
          body: new URLSearchParams({ words, id }).toString(),
        });
        expect(answer.status).toBe(400);
        expect(answer.text).toMatch(/role="alert"|aria-invalid="true"/);
      }
      expect(await boxHash(stage)).toBe(before);
    });

    it.each([
      ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg/onload=alert(1)>', undefined],
      ['a template', 'Five times {{7*7}} <%= 7*7 %> {@html x}', undefined],
      ['a formula', "=cmd|' /C calc'!A0", undefined],
      ['a query', "Robert'); drop table statement; --", undefined],
      ['right-to-left writing', 'الذكاء الاصطناعي يغيّر عملنا كل يوم', undefined],
      ['writing turned around', 'I agree \u202Ewith nobody\u202C at all', 'I agree with nobody at all'],
      ['emoji joined together', 'We 👩🏽‍💻 and 👨‍👩‍👧‍👦 work 🇫🇷', undefined],
      ['a NUL and other controls', 'before\0after\x1B[31m red\x07', 'before after [31m red'],
      ['half a character', 'a \uD800 b', 'a b'],
      ['several lines', 'One\r\n\r\nTwo\tThree', 'One Two Three'],
    ])('keeps %s as words, once however often the form is sent', async (_, typed, expected = typed) => {
      const phone = await atTheForm();
      const preview = await phone.press(/\?\/preview/, { words: typed });
      expect(preview.status).toBe(200);
      expect(preview.text).not.toMatch(/<script>alert|<img src=x|<svg\/onload/);
      const rows = (await boxRows(stage)).statement;
      expect((await phone.press(/\?\/send/)).status).toBe(200);
      await phone.replay();
      expect((await boxRows(stage)).statement).toBe(rows + 1);
      expect((await kept()).at(-1)).toMatchObject({ text: expected, state: 'waiting' });
      const mine = await phone.open(`/en/${CODE}/mine`);
      expect(plainly(wordsOf(mine.text))).toContain(expected);
    });

    it('shows moderator, room and reader what people wrote as words, and runs none of it', async () => {
      const all = await kept();
      expect(all.length).toBeGreaterThan(5);
      const phone = await joinRoom(stage, CODE);
      const context = await browser.newContext({ baseURL: stage.url });
      const host = cookieHeader(await enterAsHost(stage));
      await context.addCookies(
        [...host.split('; ').map((pair) => pair.split('=')), ...phone.cookies].map(([name, value]) => ({
          name,
          value,
          url: stage.url,
        })),
      );
      const faults: string[] = [];
      const look = async (path: string) => {
        const page = await context.newPage();
        page.on('dialog', (dialog) => faults.push(`${path}: ${dialog.message()}`));
        page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`));
        await page.goto(path);
        const said = plainly(await page.locator('body').innerText());
        for (const { text } of all) if (!said.includes(text)) faults.push(`${path} lacks ${text}`);
        expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
        await page.close();
      };
      await look(`/host/${room.inquiry}/moderation`);
      await stage.inBox(({ db }) =>
        db
          .updateTable('statement')
          .set({ state: 'accepted' })
          .where('inquiry', '=', room.inquiry)
          .where('origin', '=', 'participant')
          .execute(),
      );
      for (const path of [`/host/${room.inquiry}/statements`, `/en/${CODE}/sheet`]) await look(path);
      await context.close();
      expect(faults).toEqual([]);
    });

    it('keeps five statements of one person waiting, and no sixth', async () => {
      const phone = await atTheForm();
      const rows = (await boxRows(stage)).statement;
      for (let nth = 1; nth <= 6; nth++) {
        await phone.open(`/en/${CODE}/write`);
        await phone.press(/\?\/preview/, { words: `A statement of mine, number ${nth}` });
        const { status } = await phone.press(/\?\/send/);
        expect(status).toBe(nth <= 5 ? 200 : 409);
      }
      expect((await boxRows(stage)).statement).toBe(rows + 5);
    });

    it('shows nobody a statement that waits: not to vote on, not on the wall, not to readers', async () => {
      const phone = await atTheForm();
      await phone.press(/\?\/preview/, { words: 'Zanzibar is waiting for its moderator' });
      await phone.press(/\?\/send/);
      const other = await joinRoom(stage, CODE);
      for (const path of [
        `/en/${CODE}/vote`,
        `/en/${CODE}/sheet`,
        `/en/${CODE}/mine`,
        `/wall/${CODE}?lang=en`,
        `/-/room/${CODE}`,
        `/en/inquiry/${room.inquiry}`,
        `/en/inquiry/${room.inquiry}/everyone`,
        `/en/inquiry/${room.inquiry}/everyone/statements`,
      ]) {
        expect((await other.open(path)).text, path).not.toContain('Zanzibar');
      }
      expect((await phone.open(`/en/${CODE}/mine`)).text).toContain('Zanzibar');
    });

    /** Whatever the box holds, in its tables and, of a file, in its bytes and its journal. */
    async function everything(): Promise<string> {
      const rows = JSON.stringify(
        await stage.inBox(({ db }) => db.selectFrom('statement').selectAll().execute()),
      );
      const log = JSON.stringify(
        await stage.inBox(({ db }) => db.selectFrom('moderation').selectAll().execute()),
      );
      const files =
        'data' in stage.location
          ? ['box.sqlite', 'box.sqlite-wal']
              .map((file) => join(stage.data, file))
              .filter((file) => existsSync(file))
          : [];
      return [rows, log, ...files.map((file) => readFileSync(file, 'latin1'))].join('\n');
    }

    it('leaves nothing of a statement that its author takes back', async () => {
      const phone = await atTheForm();
      await phone.press(/\?\/preview/, { words: 'Ouagadougou was only a thought of mine' });
      await phone.press(/\?\/send/);
      expect(await everything()).toContain('Ouagadougou');
      await phone.open(`/en/${CODE}/mine`);
      await phone.press(/\?\/words/);
      expect(await everything()).not.toContain('Ouagadougou');
    });

    it('shows nobody what a moderator took out before it was read, and forgets it with its author', async () => {
      const phone = await atTheForm();
      await phone.press(/\?\/preview/, { words: 'Mrs Samarkand decides everything alone' });
      await phone.press(/\?\/send/);
      const { id } = (await kept()).at(-1)!;
      const host = cookieHeader(await enterAsHost(stage));
      const edited = await stage.ask({
        method: 'POST',
        path: `/host/${room.inquiry}/moderation?/edit`,
        headers: {
          origin: stage.url,
          accept: 'text/html',
          cookie: host,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          statement: id,
          seen: '1',
          fr: '',
          en: 'One person decides alone',
        }).toString(),
      });
      expect(edited.status).toBe(303);
      const other = await joinRoom(stage, CODE);
      const log = await other.open(`/en/inquiry/${room.inquiry}/moderation`);
      expect(wordsOf(log.text)).toContain('One person decides alone');
      for (const path of [`/en/inquiry/${room.inquiry}/moderation`, `/en/${CODE}/sheet`, `/wall/${CODE}`]) {
        expect((await other.open(path)).text, path).not.toContain('Samarkand');
      }
      await phone.open(`/en/${CODE}/mine?sure`);
      await phone.press(/\?\/everything/);
      expect(await everything()).not.toContain('Samarkand');
    });

    it('takes no more than five hundred statements to be read in one room, however many people send them', async () => {
      const phone = await atTheForm();
      const { number } = await stage.inBox(({ db }) =>
        db
          .selectFrom('statement')
          .select(({ fn }) => fn.max('number').as('number'))
          .where('inquiry', '=', room.inquiry)
          .executeTakeFirstOrThrow(),
      );
      await stage.inBox(({ db }) =>
        db
          .insertInto('statement')
          .values(
            Array.from({ length: 500 }, (_, nth) => ({
              inquiry: room.inquiry,
              id: randomId('statement'),
              number: Number(number) + nth + 1,
              version: 1,
              state: 'waiting' as const,
              texts: '{"en":"One more"}',
              origin: 'participant' as const,
            })),
          )
          .execute(),
      );
      const rows = await boxRows(stage);
      await phone.press(/\?\/preview/, { words: 'One sentence too many' });
      const { status, text } = await phone.press(/\?\/send/);
      expect([status, text.includes('One sentence too many')]).toEqual([409, true]);
      expect(await boxRows(stage)).toEqual(rows);
    });
  });
}
