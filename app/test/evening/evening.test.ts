import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomState } from '#lib/room/roomState.ts';
import { joinRoom } from '../attacks/joinRoom.ts';
import { type PlainBrowser, wordsOf } from '../attacks/plainBrowser.ts';
import { openStage, type Stage } from '../attacks/stage.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { kinds, type Place } from '../store/stores.ts';

// On each store, one séance from the set-up link to the answer page: a host, a wall and thirty phones, of which three are
// browsers, two are browsers without scripts, thirteen send forms and twelve what the script sends.

const pictures = join(tmpdir(), 'abord-evening');
const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync';

let stage: Stage;
let browser: Browser;
let host: Page;
let wall: Page;
const contexts: BrowserContext[] = [];

/** Somebody in the room, whatever she holds in her hand. */
interface Phone {
  vote(value: 1 | -1 | 0): Promise<unknown>;
  /** What her screen says now. */
  sees(): Promise<string>;
}
const phones: Phone[] = [];
const screens: Page[] = [];
const forms: PlainBrowser[] = [];

/** Filled in by the first steps. */
let inquiry = '';
let code = '';

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
});
afterAll(() => browser?.close());

async function window(viewport: { width: number; height: number }, script = true): Promise<Page> {
  const context = await browser.newContext({
    baseURL: stage.url,
    viewport,
    javaScriptEnabled: script,
    locale: 'en-GB',
  });
  contexts.push(context);
  return context.newPage();
}

const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

/** Keeps a picture to look at; of the wall and the console one for each size of screen. */
async function picture(page: Page, name: string): Promise<void> {
  const own = page.viewportSize()!;
  for (const size of page === wall || page === host ? sizes : [own]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(pictures, `${name}-${size.width}.png`) });
  }
  await page.setViewportSize(own);
}

/** What the room may know now. */
async function state(): Promise<RoomState> {
  return JSON.parse((await stage.ask({ path: `/-/room/${code}` })).text);
}

/** Waits until the room is as it should be. */
async function roomIs(what: (room: RoomState) => boolean): Promise<RoomState> {
  await expect.poll(async () => what(await state()), { timeout: 30_000, interval: 100 }).toBe(true);
  return state();
}

/** Waits until the text of a page fits. */
async function says(page: Page, words: RegExp): Promise<void> {
  await expect
    .poll(() => page.locator('body').innerText(), { timeout: 30_000, interval: 200 })
    .toMatch(words);
}

/** Presses a button of the console, and waits until the room has followed and the console shows it. */
async function press(action: string, until: (room: RoomState) => boolean): Promise<RoomState> {
  const seen = host.locator('input[name=seen]').first();
  const before = await seen.inputValue();
  await host.locator(`button[name=action][value=${action}]`).first().click();
  await expect.poll(() => seen.inputValue(), { timeout: 30_000, interval: 100 }).not.toBe(before);
  return roomIs(until);
}

/** Walks through the script to the next moment of this kind, or back to the one before. */
async function walk(kind: NonNullable<RoomState['seance']>['kind'], back = false): Promise<RoomState> {
  for (;;) {
    const { moment, statement } = (await state()).seance!;
    const more = statement !== undefined && statement.item + 1 < statement.of;
    const way = back ? 'back' : more ? 'skip' : 'next';
    const room = await press(way, ({ seance }) =>
      back ? seance!.moment < moment || seance!.statement !== statement : seance!.moment === moment + 1,
    );
    if (room.seance!.kind === kind) return room;
  }
}

/** Everybody's vote on the statement of the moment: the first so many agree, and so on. */
function shares(agree: number, disagree: number): (1 | -1 | 0)[] {
  return phones.map((_, place) => (place < agree ? 1 : place < agree + disagree ? -1 : 0));
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`one evening on ${name}`, { timeout: 180_000 }, () => {
    let place: Place;

    beforeAll(async () => {
      place = await start();
      stage = await openStage({ place });
      host = await window({ width: 1280, height: 800 });
      wall = await window({ width: 1920, height: 1080 });
    }, 240_000);
    afterAll(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      for (const list of [phones, screens, forms]) list.length = 0;
      await stage?.stop();
      await place?.stop();
    });
    it('is prepared by a host from the set-up link on', async () => {
      await host.goto(await stage.newHostLink());
      await host.locator('main button[type=submit]').click();
      await host.waitForURL('**/host');
      await host.goto('/host/new?lang=en');
      await host.locator('[name=organisation]').fill('The Lighthouse');
      await host.locator('main form').getByRole('button').last().click();
      await host.waitForURL('**/statements**');
      inquiry = /\/host\/([^/]+)\//.exec(host.url())![1];
      await host.locator('form[action="?/seed"] button').click();
      await expect.poll(() => host.locator('ol > li').count()).toBe(12);
      await host.goto(`/host/${inquiry}`);
      await host.locator('form[action="?/open"] button').click();
      const door = await host.locator('a[href^="/wall/"]').first().getAttribute('href');
      code = /\/wall\/([A-Z0-9]{6})/.exec(door!)![1];

      await host.goto(`/host/${inquiry}/seance/new`);
      await host.locator('[name=titleFr]').fill('Soirée au Phare');
      await host.locator('[name=titleEn]').fill('An evening at the Lighthouse');
      await host.locator('main form').getByRole('button').last().click();
      await host.waitForURL('**/seance/1');
      await picture(host, 'console-plan');
      expect(await roomIs((room) => room.voting)).toMatchObject({ code, inquiry });
    });

    it('begins on the wall with the way in', async () => {
      await wall.goto(`/wall/${code}?lang=en`);
      await says(wall, new RegExp(`${code.slice(0, 3)}\\s?${code.slice(3)}`));
      expect(await wall.locator('svg').count()).toBeGreaterThan(0);
      await picture(wall, 'wall-before');
      await host.locator('form[action$="?/start"] button').first().click();
      await host.waitForURL('**/run');
      await roomIs((room) => room.seance?.kind === 'watch');
      await wall.locator('main[data-scene^="watch."]').waitFor();
      await picture(host, 'console-watch');
    });

    it('lets thirty people in, with scripts and without', async () => {
      for (const script of [true, true, true, false, false]) {
        const page = await window({ width: 360, height: 640 }, script);
        await page.goto(`/en/${code}`);
        await page.locator('form[method=POST] button.main').click();
        await page.waitForURL('**/vote');
        screens.push(page);
        phones.push({
          vote: async (value) => {
            if (!script) await page.goto(`/en/${code}/vote`);
            await page.locator(`button[name=value][value="${value}"]`).click();
            await page
              .getByText('Your answer is in')
              .or(page.locator('[data-status]:not(:empty)'))
              .first()
              .waitFor();
          },
          sees: async () => {
            if (!script) await page.goto(`/en/${code}/vote`);
            return page.locator('body').innerText();
          },
        });
      }
      for (let nth = 0; nth < 25; nth++) {
        const phone = await joinRoom(stage, code);
        expect(phone.page.status).toBe(200);
        forms.push(phone);
        const sees = async () => wordsOf((await phone.open(`/en/${code}/vote`)).text);
        phones.push({
          sees,
          vote: nth < 13 ? (value) => byForm(phone, value) : (value) => byScript(phone, value),
        });
      }
      await roomIs((room) => room.people >= 30);
      await says(wall, /30/);
      await picture(screens[0], 'phone-watch');
    });

    it('votes while the results are hidden, then closes the vote, then reveals', async () => {
      const opened = await press('next', (room) => room.seance?.kind === 'vote');
      expect(opened.seance).toMatchObject({ revealed: false, statement: { item: 0, of: 4, open: true } });
      const statement = opened.seance!.statement!;
      await wall.locator('main[data-scene^="vote."]').waitFor();
      await says(wall, new RegExp(escaped(statement.texts.en)));
      await picture(screens[0], 'phone-vote');

      // 18, 8 and 4 of thirty: 60 %, 26.7 % and 13.3 %.
      const votes = shares(18, 8);
      await Promise.all(phones.slice(5).map((phone, place) => phone.vote(votes[place + 5])));
      for (const [place, phone] of phones.slice(0, 5).entries()) await phone.vote(votes[place]);
      const voted = await roomIs((room) => room.answered === 30);
      expect(voted.seance?.figures).toBeUndefined();
      await says(wall, /30/);
      for (const page of [wall, ...screens])
        expect(await page.locator('body').innerText()).not.toMatch(/\d\s?%/);
      await picture(wall, 'wall-vote');
      await picture(host, 'console-vote');

      await press('close', (room) => room.seance?.statement?.open === false);
      const late = await byScript(forms[20], -1, statement.id);
      expect(late).toBe(409);

      const { seance } = await press('reveal', (room) => room.seance?.figures !== undefined);
      // Under fifty people shares are rounded to five points.
      expect(seance!.figures).toMatchObject({
        statement: statement.id,
        people: 30,
        agree: { share: 0.6, step: 0.05 },
        disagree: { share: 0.25 },
        pass: { share: 0.15 },
        waiting: 0,
      });
      for (const share of [/60\s?%/, /25\s?%/, /15\s?%/]) await says(wall, share);
      for (const phone of [phones[0], phones[3], phones[10]]) {
        await expect.poll(() => phone.sees(), { timeout: 30_000 }).toMatch(/60\s?%/);
      }
      await picture(wall, 'wall-revealed');
      await picture(screens[0], 'phone-revealed');
      await picture(host, 'console-revealed');
    });

    it('survives the death of the server in the middle of a vote: nothing is lost, everybody comes back', async () => {
      const { seance } = await press('next', (room) => room.seance?.statement?.item === 1);
      await says(wall, new RegExp(escaped(seance!.statement!.texts.en)));
      await screens[0].getByText(seance!.statement!.texts.en.slice(0, 30)).first().waitFor();
      await screens[1].getByText(seance!.statement!.texts.en.slice(0, 30)).first().waitFor();
      const votes = shares(12, 12);
      await Promise.all(phones.slice(5, 20).map((phone, place) => phone.vote(votes[place + 5])));
      // One votes while nobody answers: her phone keeps the vote and sends it by itself.
      const restarted = stage.killAndRestart();
      await screens[0].locator(`button[name=value][value="${votes[0]}"]`).click();
      await restarted;
      for (const place of [1, 2, 3, 4]) await phones[place].vote(votes[place]);
      await Promise.all(phones.slice(20).map((phone, place) => phone.vote(votes[place + 20])));
      await roomIs((room) => room.answered === 30);
      expect((await state()).seance).toMatchObject({ revealed: false, statement: { item: 1, open: true } });

      await host.reload();
      await press('close', (room) => room.seance?.statement?.open === false);
      const revealed = await press('reveal', (room) => room.seance?.figures !== undefined);
      expect(revealed.seance!.figures).toMatchObject({
        people: 30,
        agree: { share: 0.4 },
        disagree: { share: 0.4 },
        pass: { share: 0.2 },
      });
      // The wall found the new server by itself.
      await says(wall, /40\s?%/);
      await says(screens[1], /40\s?%/);
      await picture(wall, 'wall-after-the-kill');
    });

    it('takes statements of the room, and shows none before its moderator has read it', async () => {
      await walk('write');
      await wall.locator('main[data-scene^="write."]').waitFor();
      await picture(wall, 'wall-write');
      for (const [place, words] of [
        'The machine should say that it is one',
        'My colleague Karim is lazy',
      ].entries()) {
        await forms[place].open(`/en/${code}/write`);
        await forms[place].press(/\?\/preview/, { words });
        expect((await forms[place].press(/\?\/send/)).status).toBe(200);
      }
      await screens[1].goto(`/en/${code}/write`);
      await screens[1].locator('textarea').fill('Night shifts must be asked as well');
      await picture(screens[1], 'phone-write');
      await screens[1].locator('form button.main').click();
      await screens[1].locator('form[action$="?/send"] button.main').click();
      await screens[1].waitForURL('**/write?done');
      for (const page of [wall]) expect(await page.locator('body').innerText()).not.toMatch(/Karim/);

      await host.goto(`/host/${inquiry}/moderation?lang=en`);
      await says(host, /Karim/);
      await picture(host, 'console-moderation');
      const of = (words: string) => host.locator('li, article, section').filter({ hasText: words }).last();
      const refused = of('Karim');
      await refused
        .locator('summary')
        .filter({ hasText: /refuse/i })
        .click();
      await refused.locator('form[action="?/refuse"] input[type=radio]').nth(1).check();
      await refused.locator('form[action="?/refuse"] button[type=submit]').click();
      await expect.poll(() => host.locator('form[action="?/accept"]').count()).toBe(2);
      for (const left of [1, 0]) {
        await host.locator('form[action="?/accept"] button').first().click();
        await expect.poll(() => host.locator('form[action="?/accept"]').count()).toBe(left);
      }
      const sheet = await stage.ask({ path: `/en/${code}/sheet` });
      expect(wordsOf(sheet.text)).toContain('Night shifts must be asked as well');
      expect(sheet.text).not.toContain('Karim');
      const log = await stage.ask({ path: `/en/inquiry/${inquiry}/moderation` });
      expect(log.status).toBe(200);
      expect(log.text).not.toContain('Karim');
    });

    it('shows the shape of the evening, and what thirty people can say of it', async () => {
      await host.goto(`/host/${inquiry}/seance/1/run?lang=en`);
      await walk('reveal', true);
      await roomIs((room) => room.seance?.evening !== undefined);
      await wall.locator('main[data-scene^="reveal."]').waitFor();
      await picture(wall, 'wall-evening');
    });

    it('closes, and leaves with an answer that everybody reads at the same moment', async () => {
      await walk('close');
      await wall.locator('main[data-scene^="close."]').waitFor();
      await picture(wall, 'wall-close');
      expect(await phones[3].sees()).toMatch(/thank/i);
      await picture(screens[0], 'phone-close');
      await host.locator('details.end summary').click();
      await host.locator('form[action$="?/end"] button').click();
      await host.waitForURL('**/seance/1?ended&answer=published');
      await roomIs((room) => room.seance === undefined);

      await host.goto(`/host/${inquiry}?lang=en`);
      await host.locator('summary').first().click();
      await host.locator('form[action="?/close"] button').click();
      await roomIs((room) => !room.voting);
      const answer = await window({ width: 1280, height: 800 });
      await answer.goto(`/en/inquiry/${inquiry}/everyone`);
      await says(answer, /30/);
      expect(await answer.locator('body').innerText()).not.toContain('Karim');
      await picture(answer, 'answer');
      expect(await byScript(forms[0], 1, (await firstStatement())!)).toBe(409);
      const after = await forms[1].open(`/en/${code}/vote`);
      expect(after.status).toBeLessThan(400);
      await picture(wall, 'wall-after');
    });
  });
}

function escaped(text: string): string {
  return text
    .slice(0, 24)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['’]/g, "['’]");
}

async function byForm(phone: PlainBrowser, value: 1 | -1 | 0): Promise<void> {
  await phone.open(`/en/${code}/vote`);
  const { status } = await phone.press(new RegExp(`^value=${value}$`));
  expect(status).toBe(200);
}

let keys = 0;

/** What the script of the pages sends. Returns the status; the statement of the moment unless one is named. */
async function byScript(phone: PlainBrowser, value: 1 | -1 | 0, statement?: string): Promise<number> {
  const of = statement ?? (await state()).seance!.statement!.id;
  const { status } = await stage.ask({
    method: 'POST',
    path: '/-/vote',
    headers: {
      origin: stage.url,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      cookie: phone.cookie,
    },
    body: JSON.stringify({ code, statement: of, value, key: `evening-${++keys}` }),
  });
  if (statement === undefined) expect(status).toBe(200);
  return status;
}

/** Id of the first statement, as anybody can read it from the form of her own answers. */
async function firstStatement(): Promise<string | undefined> {
  const page = await forms[2].open(`/en/${code}/mine`);
  return /name="statement" value="([^"]+)"/.exec(page.text)?.[1];
}
