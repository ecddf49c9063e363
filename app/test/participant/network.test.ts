import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import type { RoomState } from '#lib/room/roomState.ts';
import { openBrowser } from '../pages/browser.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';
import { comeIn, inOrder, newPhone, type Phone, sayingOn } from './visits.ts';

let stage: Stage;
let browser: Browser;
let room: Room;
let codes = 0;

const texts = Array.from({ length: 5 }, (_, place) => ({
  fr: `Affirmation numéro ${place + 1}`,
  en: `Statement number ${place + 1}`,
}));

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});
beforeEach(async () => {
  room = await openRoom(stage, {
    code: `KFC${'34679'[codes % 5]}${'34679'[Math.floor(codes++ / 5)]}3`,
    texts,
    people: Array.from({ length: 12 }, (_, person) => () => (person < 9 ? 1 : -1)),
    script: (statements) => [
      { kind: 'watch', title: { en: 'Episode one', fr: 'Épisode un' }, minutes: 5 },
      { kind: 'vote', statements: statements.slice(0, 2) },
      { kind: 'reveal', statements: statements.slice(0, 1), shape: false },
      { kind: 'write', minutes: 3 },
      { kind: 'close' },
    ],
  });
  await inOrder(stage, room);
});

async function phoneIn(how: { script: boolean } = { script: true }): Promise<Phone> {
  const phone = await newPhone(browser, stage, { lang: 'en', ...how });
  await comeIn(phone, stage, room.code, 'en');
  return phone;
}

/** What the box holds of this phone's owner: values by place of the statement. */
async function kept({ context }: Phone): Promise<Record<number, number>> {
  const { value } = (await context.cookies()).find(({ name }) => name.startsWith('ballot'))!;
  const own = await readOwnBallot(stage.store.db, room.inquiry, value);
  return Object.fromEntries([...own!.votes].map(([id, vote]) => [room.statements.indexOf(id) + 1, vote]));
}

const heading = (page: Page) => page.locator('h1').innerText();

describe('a phone that loses its network', () => {
  it('goes on with the statements that came along, says what waits, and sends it once by itself', async () => {
    const phone = await phoneIn();
    const { page, context } = phone;
    await context.setOffline(true);
    await page.click('.answer.agree');
    await expect.poll(() => sayingOn(page)).toBe(texts[1].en);
    await expect.poll(() => page.locator('[data-network]').innerText()).toContain('One answer is waiting');
    await page.click('.answer.disagree');
    await expect.poll(() => page.locator('[data-network]').innerText()).toContain('2 answers are waiting');
    expect(await kept(phone)).toEqual({});
    await context.setOffline(false);
    await expect.poll(() => kept(phone), { timeout: 15_000 }).toEqual({ 1: 1, 2: -1 });
    await expect.poll(() => page.locator('[data-network]').innerText()).toContain('All sent');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await context.close();
  });

  it('keeps what waits when the page is closed, and a changed mind stands in for the first answer', async () => {
    const phone = await phoneIn();
    const { page, context } = phone;
    await stage.hangUp();
    await page.click('.answer.agree');
    await page.click('[data-previous]');
    await page.click('.answer.disagree');
    await page.close();
    await stage.pickUp();
    const again = await context.newPage();
    await again.goto(`${stage.url}/en/${room.code}/mine`);
    await expect.poll(() => kept(phone), { timeout: 15_000 }).toEqual({ 1: -1 });
    await context.close();
  });

  it('counts a vote once whose acknowledgement was lost', async () => {
    const phone = await phoneIn();
    const { page, context } = phone;
    const keys: string[] = [];
    await page.route('**/-/vote', async (route) => {
      keys.push(JSON.parse(route.request().postData()!).key);
      const response = await route.fetch();
      // The server has it; the phone never hears so.
      if (keys.length === 1) await route.abort('connectionreset');
      else await route.fulfill({ response });
    });
    await page.click('.answer.agree');
    await expect.poll(() => keys.length, { timeout: 15_000 }).toBe(2);
    expect(keys[1]).toBe(keys[0]);
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
    expect(await kept(phone)).toEqual({ 1: 1 });
    await context.close();
  });

  it('says that the answers wait when everything that came along is answered, and leaves once they are safe', async () => {
    const phone = await phoneIn();
    const { page, context } = phone;
    await context.setOffline(true);
    for (const { en } of texts.slice(1)) {
      await page.click('.answer.pass');
      await expect.poll(() => sayingOn(page)).toBe(en);
    }
    await page.click('.answer.pass');
    await expect.poll(() => page.locator('[data-offline-end]').isVisible(), { timeout: 10_000 }).toBe(true);
    await context.setOffline(false);
    await page.waitForURL(/end$/, { timeout: 20_000 });
    expect(Object.keys(await kept(phone))).toHaveLength(5);
    await context.close();
  });
});

describe('a phone with a script, at its own pace', () => {
  it('is told with every answer what to ask next and how likely it was, and says it back with the votes', async () => {
    // Left to the guide from the first statement on: two of its hundred come with their text only later.
    await stage.store.db
      .updateTable('statement')
      .set({ position: null })
      .where('inquiry', '=', room.inquiry)
      .execute();
    const phone = await phoneIn();
    const { page, context } = phone;
    const sent: { statement: string; shown?: number; next?: { ahead: string[] } }[] = [];
    const told: { statement: string; text: string; shown: number }[][] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/-/vote')) sent.push(request.postDataJSON());
    });
    page.on('response', async (response) => {
      if (response.url().endsWith('/-/vote')) told.push((await response.json()).next ?? []);
    });
    for (let answered = 1; answered <= 4; answered++) {
      const before = await sayingOn(page);
      await page.click('.answer.agree');
      await expect.poll(() => told.length).toBe(answered);
      await expect.poll(() => sayingOn(page)).not.toBe(before);
      if (answered > 1) expect(before).toBe(texts[room.statements.indexOf(sent[answered - 1].statement)].en);
      // After the one that is on the screen comes what the server said, and never what is answered.
      const asked = sent.map(({ statement }) => statement);
      expect(sent[answered - 1].next?.ahead).toHaveLength(1);
      for (const { statement } of told[answered - 1]) expect(asked).not.toContain(statement);
      if (answered > 1 && told[answered - 2].length > 0) {
        expect(sent[answered - 1].next?.ahead).toEqual([told[answered - 2][0].statement]);
      }
    }
    // By hand: no model yet, so that each of those left was as likely; 5, 4, 3 and 2 of them, two digits.
    expect(sent.map(({ shown }) => shown)).toEqual([0.2, 0.25, 0.33, 0.5]);
    expect(told.map((next) => next.length)).toEqual([3, 2, 1, 0]);
    await context.close();
  });

  it('shows a statement that did not come with the page, in its language and between its quotation marks', async () => {
    await stage.store.db
      .updateTable('statement')
      .set({ texts: '{"ar":"أريد أن أعرف"}' })
      .where('id', '=', room.statements[2])
      .execute();
    const phone = await newPhone(browser, stage, { lang: 'en', script: true });
    const { page, context } = phone;
    // A page that brings one statement more, and no other.
    await page.route('**/en/*/vote', async (route) => {
      const response = await route.fetch();
      const [head, ...cards] = (await response.text()).split('<div data-statement=');
      const rest = cards.at(-1)?.replace(/^[\s\S]*?(?=<\/template>)/, '') ?? '';
      const first = cards[0]?.replace(/<\/template>[\s\S]*$/, '') ?? '';
      await route.fulfill({ response, body: `${head}<div data-statement=${first}${rest}` });
    });
    await comeIn(phone, stage, room.code, 'en');
    await page.goto(`${stage.url}/en/${room.code}/vote`);
    expect(
      await page
        .locator('template')
        .evaluate((one) => (one as HTMLTemplateElement).content.childElementCount),
    ).toBe(1);
    for (const { en } of texts.slice(0, 2)) {
      await expect.poll(() => sayingOn(page)).toBe(en);
      const answered = page.waitForResponse('**/-/vote');
      await page.click('.answer.agree');
      await answered;
    }
    await expect.poll(() => sayingOn(page)).toBe('أريد أن أعرف');
    expect(await page.locator('h1 span').getAttribute('lang')).toBe('ar');
    expect(await page.locator('h1').innerText()).toBe('“أريد أن أعرف”');
    await page.click('.answer.agree');
    await expect.poll(() => sayingOn(page)).toBe(texts[3].en);
    expect(await page.locator('h1 span').getAttribute('lang')).toBe(null);
    expect(phone.faults).toEqual([]);
    await context.close();
  });
});

describe('who waits on the last screen', () => {
  it('is taken to a session that begins, with a script', async () => {
    const { page, context } = await phoneIn();
    await page.goto(`${stage.url}/en/${room.code}/end`);
    await room.start();
    await page.waitForURL(/vote$/, { timeout: 15_000 });
    expect(await heading(page)).toBe('Let us watch');
    await context.close();
  });

  it('is told of a question that opens after she stopped, and stays until she takes the link', async () => {
    await room.start();
    const { page, context } = await phoneIn();
    await page.getByText('Stop here').click();
    expect(await page.locator('[role=status] [data-follow]').innerText()).toContain('The session is on');
    await room.act('next');
    await expect
      .poll(() => page.locator('[role=status] [data-follow]').innerText(), { timeout: 10_000 })
      .toContain('A new question is open');
    await page.getByText('Answer it').click();
    expect(await sayingOn(page)).toBe(texts[0].en);
    await context.close();
  });

  it('asks by a link without a script, and is answered either way', async () => {
    const { page, context } = await phoneIn({ script: false });
    for (const _ of texts) await page.click('.answer.pass');
    expect(page.url()).toMatch(/end$/);
    await page.getByText('Is there a new question?').click();
    expect(await page.locator('[data-follow]').innerText()).toContain('No new question for now');
    await room.start();
    await page.getByText('Is there a new question?').click();
    expect(await heading(page)).toBe('Let us watch');
    await context.close();
  });
});

describe('a form that is sent faster than people answer', () => {
  it('says so in one sentence, loses nothing, and moves the room at once while it is not', async () => {
    await room.start();
    await room.act('next');
    const phone = await phoneIn({ script: false });
    const { page, context } = phone;
    await room.vote(0, 4);
    const answered = async () => {
      const response = await fetch(`${stage.url}/-/room/${room.code}`);
      return ((await response.json()) as RoomState).answered;
    };
    // Told in fives: hers is the fifth.
    await expect.poll(answered).toBe(0);
    await page.click('.answer.agree');
    await expect.poll(answered).toBe(5);
    const { value } = (await context.cookies()).find(({ name }) => name.startsWith('ballot'))!;
    const vote = (key: number) =>
      fetch(`${stage.url}/en/${room.code}/vote?/cast`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin: stage.url,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: `ballot-${room.inquiry}=${value}`,
        },
        body: `statement=${room.statements[0]}&value=-1&follows=room&key=quick${key}`,
      });
    // A try comes back each second: enough of them at once that this does not matter.
    const answers = await Promise.all(Array.from({ length: 150 }, (_, key) => vote(key)));
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThanOrEqual(59);
    const slow = answers.find(({ status }) => status === 429)!;
    expect(slow.headers.get('retry-after')).toBe('30');
    expect(await slow.text()).toContain('Too many answers at once');
    expect(await kept(phone)).toEqual({ 1: -1 });
    await context.close();
  });
});

describe('a phone in a room', () => {
  it('follows the séance by itself: calm, statement, answer kept, next, figures, its own answer, the end', async () => {
    const phone = await phoneIn();
    const { page, context } = phone;
    await room.start();
    await expect.poll(() => heading(page), { timeout: 10_000 }).toBe('Let us watch');
    expect(await page.locator('main').innerText()).toContain('Episode one');
    await room.act('next');
    await expect.poll(() => sayingOn(page), { timeout: 10_000 }).toBe(texts[0].en);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.click('.answer.disagree');
    await expect.poll(() => page.locator('[data-status]').innerText()).toContain('Your answer is saved');
    expect(await kept(phone)).toEqual({ 1: -1 });
    await page.click('.answer.agree');
    await expect.poll(() => kept(phone)).toEqual({ 1: 1 });
    await room.vote(0);
    await room.act('close');
    await expect
      .poll(() => page.locator('main').innerText(), { timeout: 10_000 })
      .toContain('The vote is closed.');
    expect(await page.locator('.answer').count()).toBe(0);
    await room.act('next');
    await expect.poll(() => sayingOn(page), { timeout: 10_000 }).toBe(texts[1].en);
    await room.act('skip');
    await expect
      .poll(() => page.locator('main').innerText(), { timeout: 15_000 })
      .toMatch(/13 people answered|Too few/);
    expect(await page.locator('main').innerText()).toContain('Your answer:');
    await room.act('next', 'next');
    await expect.poll(() => heading(page), { timeout: 10_000 }).toBe('This is the end of the session');
    expect(phone.faults).toEqual([]);
    await context.close();
  });

  it('comes back by itself after the server was away', async () => {
    await room.start();
    const phone = await phoneIn();
    const { page, context } = phone;
    expect(await heading(page)).toBe('Let us watch');
    await stage.hangUp();
    await room.act('next');
    await stage.pickUp();
    await expect.poll(() => sayingOn(page), { timeout: 30_000 }).toBe(texts[0].en);
    await context.close();
  });

  it('looks every few seconds where the stream of events does not come through', async () => {
    await room.start();
    const phone = await newPhone(browser, stage, { lang: 'en', script: true });
    await phone.page.route('**/events', (route) => route.abort());
    await comeIn(phone, stage, room.code, 'en');
    await room.act('next');
    await expect.poll(() => sayingOn(phone.page), { timeout: 30_000 }).toBe(texts[0].en);
    await phone.context.close();
  });

  it('votes in the room without a script, and looks where the room is by a link', async () => {
    await room.start();
    const phone = await phoneIn({ script: false });
    const { page, context } = phone;
    expect(await heading(page)).toBe('Let us watch');
    await room.act('next');
    await page.getByText('See what the room is doing').click();
    expect(await sayingOn(page)).toBe(texts[0].en);
    await page.click('.answer.agree');
    await expect.poll(() => page.locator('[data-status]').innerText()).toContain('Your answer is saved');
    expect(await page.locator('.answer[aria-pressed=true]').innerText()).toBe('Agree');
    await room.act('close');
    await page.click('.answer.disagree');
    expect(await page.locator('[role=alert]:visible').innerText()).toContain('is closed');
    expect(await kept(phone)).toEqual({ 1: 1 });
    await context.close();
  });
});

describe('a shared device', () => {
  it.each([true, false])(
    'is the next person’s once one is done, and keeps nothing (script: %s)',
    async (script) => {
      const phone = await newPhone(browser, stage, { lang: 'en', script });
      const { page, context } = phone;
      const door = `${stage.url}/en/${room.code}`;
      await page.goto(`${door}/shared`);
      await page.click('main button');
      expect(page.url()).toBe(door);
      await page.click('form .button.main');
      await page.waitForURL(`${door}/vote`);
      await page.click('.answer.agree');
      await expect.poll(() => sayingOn(page)).toBe(texts[1].en);
      await page.goto(`${door}/mine`);
      expect(await page.locator('.signs').isVisible()).toBe(false);
      await page.getByText('I am done').click();
      await page.waitForURL(door);
      expect((await context.cookies()).map(({ name }) => name)).toEqual([`kiosk-${room.code}`]);
      await page.goto(`${door}/mine`);
      expect(page.url()).toBe(door);
      if (script) expect(await page.evaluate(() => localStorage.length)).toBe(0);
      await page.goto(`${door}/shared`);
      await page.click('main button');
      expect(await context.cookies()).toEqual([]);
      await context.close();
    },
  );

  it('warns who does not touch it, and goes back to its first screen after a minute', async () => {
    const phone = await newPhone(browser, stage, { lang: 'en', script: true });
    const { page, context } = phone;
    const door = `${stage.url}/en/${room.code}`;
    await page.clock.install();
    await page.goto(`${door}/shared`);
    await page.click('main button');
    await page.click('form .button.main');
    await page.waitForURL(`${door}/vote`);
    await page.clock.runFor(45_000);
    expect(await page.locator('[data-idle]').isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.locator('[data-idle]').isVisible()).toBe(false);
    await page.clock.runFor(61_000);
    await page.waitForURL(door);
    expect((await context.cookies()).map(({ name }) => name)).toEqual([`kiosk-${room.code}`]);
    await context.close();
  });
});
