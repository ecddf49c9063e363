import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '#lib/store/openStore.ts';
import { boxHash, boxRows } from '../cli/box.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { joinRoom } from './joinRoom.ts';
import { type PlainBrowser, wordsOf } from './plainBrowser.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

const CODE = 'KFC473';
const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync';

let stage: Stage;
let room: Room;
let browser: Browser;

beforeAll(async () => {
  stage = await openStage({
    prepare: async (store) => {
      room = await makeRoom(store, CODE);
    },
  });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

/** Somebody who has joined, with the form for a statement of her own before her. */
async function atTheForm(): Promise<PlainBrowser> {
  const phone = await joinRoom(stage, CODE);
  await phone.open(`/en/${CODE}/write`);
  return phone;
}

/** What is kept of the statements that people wrote, the latest last. */
async function kept(): Promise<{ id: string; text: string; state: string }[]> {
  const store = await openStore({ data: stage.data });
  const rows = await store.db
    .selectFrom('statement')
    .select(['id', 'texts', 'state'])
    .where('inquiry', '=', room.inquiry)
    .where('origin', '=', 'participant')
    .orderBy('number')
    .execute();
  await store.close();
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
  const before = boxHash(stage.data);
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
  expect(boxHash(stage.data)).toBe(before);
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
  const rows = boxRows(stage.data).statement;
  expect((await phone.press(/\?\/send/)).status).toBe(200);
  await phone.replay();
  expect(boxRows(stage.data).statement).toBe(rows + 1);
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
  const store = await openStore({ data: stage.data });
  await store.db
    .updateTable('statement')
    .set({ state: 'accepted' })
    .where('inquiry', '=', room.inquiry)
    .where('origin', '=', 'participant')
    .execute();
  await store.close();
  for (const path of [`/host/${room.inquiry}/statements`, `/en/${CODE}/sheet`]) await look(path);
  await context.close();
  expect(faults).toEqual([]);
});

it('keeps five statements of one person waiting, and no sixth', async () => {
  const phone = await atTheForm();
  const rows = boxRows(stage.data).statement;
  for (let nth = 1; nth <= 6; nth++) {
    await phone.open(`/en/${CODE}/write`);
    await phone.press(/\?\/preview/, { words: `A statement of mine, number ${nth}` });
    const { status } = await phone.press(/\?\/send/);
    expect(status).toBe(nth <= 5 ? 200 : 409);
  }
  expect(boxRows(stage.data).statement).toBe(rows + 5);
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
