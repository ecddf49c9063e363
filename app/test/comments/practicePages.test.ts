import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { readOwnComment } from '#lib/questions/everyone/comments/data.server.ts';
import { handOver } from '#lib/questions/everyone/comments/handOver.ts';
import { acceptComment, writeComment } from '#lib/questions/everyone/comments/mutations.server.ts';
import type { PracticeMore } from '#lib/questions/everyone/comments/schema.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { comeIn, newPhone } from '../participant/visits.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';

const today = '2026-11-30';

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const newRoom = (): Promise<Room> =>
  openRoom(stage, {
    code: newRoomCode(),
    texts: [{ fr: 'Nous allons trop vite.', en: 'We are going too fast.' }],
    people: [],
    script: () => [{ kind: 'close' }],
  });

/** Somebody else comes in and tells; returns her secret. */
async function tells(room: Room, text: string, practice: PracticeMore = {}): Promise<string> {
  const { db } = stage.store;
  const { secret } = await drawBallot(db, { inquiry: room.inquiry, profile: {}, day: today });
  await writeComment(db, { inquiry: room.inquiry, secret, text, lang: 'fr', practice });
  return secret;
}

/** Somebody who hosts by the set-up link. */
async function hosting(script: boolean, lang: 'fr' | 'en'): Promise<Page> {
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
  const context = await browser.newContext({ javaScriptEnabled: script, locale, bypassCSP: true });
  const page = await context.newPage();
  const link = await newSetupLink(stage.store.db, new Date().toISOString().slice(0, 10));
  await page.goto(`${stage.url}/host/enter/${link}`);
  await go(page.locator('main button'));
  return page;
}

describe.each([
  { lang: 'fr', script: true },
  { lang: 'en', script: true },
  { lang: 'fr', script: false },
] as const)('a practice in $lang, script $script', { timeout: 120_000 }, ({ lang, script }) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);

  it('is told from the end, read again, signed, stripped of its name and taken back by its author', async () => {
    const room = await newRoom();
    const phone = await newPhone(browser, stage, { lang, script });
    const { page } = phone;
    await comeIn(phone, stage, room.code, lang);
    const at = (path: string) => `${stage.url}/${lang}/${room.code}${path}`;
    const own = async () => {
      const cookies = await phone.context.cookies(stage.url);
      const { value } = cookies.find(({ name }) => name.includes(room.inquiry))!;
      return readOwnComment(stage.store.db, room.inquiry, value, 'practice');
    };
    const looks = async () => {
      if (script) expect(await faultsOfAxe(page)).toEqual([]);
      expect(await scrollsSideways(page)).toEqual([]);
    };
    const alert = () => page.locator('[role=alert]').innerText();
    await page.goto(at('/end'));
    await go(page.locator(`a[href="/${lang}/${room.code}/practice"]`));
    await looks();

    // What is wrong is said, and nothing is lost.
    await page.fill('#words', 'Je résume les consignes de nuit avec <b>un outil</b>.');
    await page.fill('#watch', 'x'.repeat(301));
    await page.selectOption('#sector', 'health');
    await go(page.locator('form .button.main'));
    expect(await alert()).toContain('301');
    expect(await page.locator('#watch').inputValue()).toHaveLength(301);
    expect(await page.locator('#sector').inputValue()).toBe('health');
    await page.fill('#watch', 'Demander à Mme Durand.');
    expect(await page.locator('#name').isVisible()).toBe(false);
    await page.check('input[name=signed]');
    expect(await page.locator('#name').isVisible()).toBe(true);
    await go(page.locator('form .button.main'));
    expect(await alert()).toContain(say('Écrivez le nom', 'Write the name'));
    await looks();
    await page.fill('#name', 'Inès <i>Martin</i>');
    await go(page.locator('form .button.main'));

    const read = await page.locator('main').innerText();
    for (const words of ['<b>un outil</b>', 'Inès <i>Martin</i>', say('un nom', 'a name')]) {
      expect(read).toContain(words);
    }
    expect(read).toContain(say('on saura que vous avez participé', 'people will know that you took part'));
    await looks();
    await go(page.locator('form .button:not(.main)'));
    await page.fill('#watch', 'Relire les doses.');
    await page.fill('#name', 'Inès Martin');
    await go(page.locator('form .button.main'));
    await go(page.locator('form .button.main'));
    expect(page.url()).toBe(at('/practice?done=signed'));
    expect(await own()).toMatchObject({ name: 'Inès Martin', sector: 'health', state: 'arrived' });

    await page.goto(at('/mine'));
    expect(await page.locator('main').innerText()).toContain('Inès Martin');
    await looks();
    await go(page.locator(`a[href="/${lang}/${room.code}/mine/kept"]`));
    expect(await page.locator('main').innerText()).toContain('Relire les doses.');
    await page.goto(at('/mine'));
    await go(page.locator('form[action$="practice?/unsign"] button'));
    expect(await page.locator('p[role=status]').innerText()).toBe(
      say('Votre nom est enlevé.', 'Your name has been taken away.'),
    );
    expect(await page.locator('main').innerText()).not.toContain('Inès Martin');
    expect((await own())!.name).toBeUndefined();

    // With a name again: she is told what her former words would give away.
    await page.goto(at('/practice'));
    await page.check('input[name=signed]');
    await page.fill('#name', 'Inès Martin');
    await go(page.locator('form[action$="preview"] .button.main'));
    expect(await page.locator('main').innerText()).toContain(
      say('pourra deviner qu’il était de vous', 'may guess that it was yours'),
    );
    await page.goto(at('/mine'));
    await go(page.locator('form[action$="practice?/erase"] button'));
    expect(await page.locator('p[role=status]').innerText()).toBe(
      say('Votre récit est effacé.', 'Your practice has been erased.'),
    );
    expect(await own()).toBeUndefined();
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  it('is read by moderators, with its kind and its name, and appears signed by itself, unsigned with nine others', async () => {
    const room = await newRoom();
    const { db } = stage.store;
    await tells(room, 'Je relis mes lettres.', { name: 'Inès Martin', sector: 'industry' });
    for (let n = 0; n < 10; n++)
      await tells(room, `Récit ${n}.`, { sector: 'tech', watch: n ? 'Relire.' : 'Demander à Mme Durand.' });
    const page = await hosting(script, lang);
    const reader = await (await browser.newContext({ javaScriptEnabled: script, bypassCSP: true })).newPage();
    const practices = `${stage.url}/${lang}/inquiry/${room.inquiry}/practices`;
    await reader.goto(practices);
    expect(await reader.locator('.blank').innerText()).toContain(say('Pas encore de récit', 'No practices'));
    if (script) expect(await faultsOfAxe(reader)).toEqual([]);

    await page.goto(`${stage.url}/host/${room.inquiry}/comments`);
    expect(await page.locator('ol > li').count()).toBe(11);
    const signed = page.locator('ol > li', { hasText: 'Inès Martin' });
    expect(await signed.innerText()).toContain(say('demandez à cette personne', 'ask that person'));
    expect(await signed.innerText()).toContain(say('Récit', 'Practice'));
    // Whose name is known may be known by her work too; of the others it would tell who they are.
    expect(await signed.innerText()).toContain(say('Industrie', 'Industry'));
    expect(await page.locator('main').innerText()).not.toContain(say('Informatique', 'Software'));
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);
    await go(signed.locator('form[action="?/accept"] button'));
    await reader.reload();
    expect(await reader.locator('figure').allInnerTexts()).toHaveLength(1);
    expect(await reader.locator('figcaption').innerText()).toContain('Inès Martin');
    expect(await reader.locator('.blank').innerText()).toContain(say('viendront ensuite', 'will follow'));

    const told = page.locator('ol > li', { hasText: 'Durand' });
    expect(await told.locator('mark').allInnerTexts()).toEqual(['Mme Durand']);
    await told.locator('summary').first().click();
    await told.locator('textarea').last().fill('Demander à Karim.');
    await go(told.locator('form[action="?/cut"] button'));
    expect(await page.locator('[role=alert]').innerText()).toContain(
      say('On ne peut qu’enlever', 'Words can only be taken out'),
    );
    expect(await told.locator('textarea').last().inputValue()).toBe('Demander à Karim.');
    await told.locator('textarea').last().fill('Demander à');
    await go(told.locator('form[action="?/cut"] button'));
    for (let left = 9; left > 0; left--) await go(page.locator('form[action="?/accept"] button').first());
    expect(page.url()).toContain('?published=practice');
    await go(page.locator('[role=status] a'));
    expect(page.url()).toBe(practices);
    expect(await page.locator('figure').count()).toBe(11);
    expect(await page.locator('main').innerText()).toContain('Demander à […]');
    expect(await page.locator('main').innerText()).not.toContain('Durand');
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);

    // Nobody sees by the page or by its file when anybody wrote.
    const file = await fetch(`${stage.url}/${lang}/inquiry/${room.inquiry}/register/practices/1.json`);
    const text = await file.text();
    expect(text).not.toContain('Inès');
    expect(text).not.toMatch(/20\d\d-\d\d-\d\d/);
    await page.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/register`);
    expect(await page.locator('main').innerText()).toContain(
      say('Les récits sans nom, tous ensemble', 'The practices without a name, all together'),
    );
    await page.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/moderation`);
    expect(await page.locator('main').innerText()).toContain(
      say('Un récit accepté sans quelques mots', 'A practice accepted without some words'),
    );
    await page.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}`);
    await go(page.locator(`a[href$="/practices"]`));
    const [first] = await db
      .selectFrom('release')
      .select('number')
      .where('inquiry', '=', room.inquiry)
      .where('question', '=', 'practices')
      .execute();
    expect(first).toEqual({ number: 1 });
    await page.context().close();
    await reader.context().close();
  });
});

it('attack 22: the page of an inquiry that waits for its tenth practice is the same as that of one without any', async () => {
  const [none, nine] = [await newRoom(), await newRoom()];
  const { db } = stage.store;
  for (let n = 0; n < 9; n++) await tells(nine, `Récit ${n}.`, { sector: 'tech' });
  await handOver(db, nine.inquiry);
  const rows = await db.selectFrom('comment').select('id').where('inquiry', '=', nine.inquiry).execute();
  for (const { id } of rows) await acceptComment(db, { inquiry: nine.inquiry, id, today });
  const [one, other] = await Promise.all(
    [none, nine].map(async ({ inquiry }) => {
      const page = await fetch(`${stage.url}/fr/inquiry/${inquiry}/practices`);
      return (await page.text()).replaceAll(inquiry, 'INQUIRY');
    }),
  );
  expect(other).toBe(one);
});

it('an inquiry that nobody joins has no page of practices, and does not link to one', async () => {
  const room = await newRoom();
  await stage.store.db.updateTable('inquiry').set({ code: null }).where('id', '=', room.inquiry).execute();
  expect((await fetch(`${stage.url}/fr/inquiry/${room.inquiry}/practices`)).status).toBe(404);
  expect(await (await fetch(`${stage.url}/fr/inquiry/${room.inquiry}`)).text()).not.toContain('/practices"');
});
