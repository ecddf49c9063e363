import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { writeComment } from '#lib/questions/everyone/comments/mutations.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { faultsOfAxe, go, openBrowser } from '../pages/browser.ts';
import { comeIn, newPhone } from '../participant/visits.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';

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

async function scrollsSideways(page: Page): Promise<number[]> {
  const wide: number[] = [];
  for (const width of [320, 1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width) wide.push(width);
  }
  return wide;
}

const newRoom = (): Promise<Room> =>
  openRoom(stage, {
    code: newRoomCode(),
    texts: [{ fr: 'Nous allons trop vite.', en: 'We are going too fast.' }],
    people: [],
    script: () => [{ kind: 'close' }],
  });

describe.each([
  { lang: 'fr', script: true },
  { lang: 'en', script: true },
  { lang: 'fr', script: false },
] as const)('a comment in $lang, script $script', { timeout: 120_000 }, ({ lang, script }) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);

  it('is written, read again, sent, replaced and taken back by its author; she takes a copy of all', async () => {
    const room = await newRoom();
    const phone = await newPhone(browser, stage, { lang, script });
    const { page } = phone;
    await comeIn(phone, stage, room.code, lang);
    const at = (path: string) => `${stage.url}/${lang}/${room.code}${path}`;
    await page.goto(at('/end'));
    await go(page.locator(`a[href="/${lang}/${room.code}/comment"]`));
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);

    await page.fill('#words', 'x'.repeat(501));
    await go(page.locator('form .button.main'));
    expect(await page.locator('[role=alert]').innerText()).toContain('501');
    expect(await page.locator('#words').inputValue()).toHaveLength(501);

    await page.fill('#words', 'Mme Durand <b>sait</b>, 06 12 34 56 78.');
    await go(page.locator('form .button.main'));
    const read = await page.locator('main').innerText();
    expect(read).toContain('<b>sait</b>');
    expect(read).toContain(say('un numéro de téléphone', 'a phone number'));
    expect(read).toContain(say('un nom', 'a name'));
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    await go(page.locator('form .button:not(.main)'));
    await page.fill('#words', 'Merci de demander.');
    await go(page.locator('form .button.main'));
    await go(page.locator('form .button.main'));
    expect(page.url()).toBe(at('/comment?done'));

    await page.goto(at('/comment'));
    await page.fill('#words', 'Merci, vraiment.');
    await go(page.locator('form[action$="preview"] .button.main'));
    await go(page.locator('form .button.main'));
    await page.goto(at('/mine'));
    const mine = await page.locator('main').innerText();
    expect(mine).toContain('Merci, vraiment.');
    expect(mine).not.toContain('Merci de demander.');
    if (script) expect(await faultsOfAxe(page)).toEqual([]);

    await go(page.locator(`a[href="/${lang}/${room.code}/mine/kept"]`));
    expect(await page.locator('main').innerText()).toContain('Merci, vraiment.');
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);
    const [cookie] = await phone.context.cookies(stage.url);
    const file = await fetch(at('/mine/kept.json'), {
      headers: { cookie: `${cookie!.name}=${cookie!.value}` },
    });
    expect(file.headers.get('cache-control')).toBe('no-store');
    const text = await file.text();
    expect(text).not.toContain(cookie!.value);
    expect(JSON.parse(text)).toMatchObject({
      profile: [],
      votes: [],
      wrote: [],
      comment: { texts: { [lang]: 'Merci, vraiment.' }, state: 'arrived' },
    });

    await page.goto(at('/mine'));
    await go(page.locator('form[action$="comment?/erase"] button'));
    expect(await page.locator('p[role=status]').innerText()).toContain(say('est effacé', 'has been erased'));
    await page.goto(at('/mine?sure'));
    await go(page.locator('form[action$="everything"] button'));
    expect(await page.locator('main').innerText()).toContain(
      say('Votre code de retour n’ouvre plus rien.', 'Your return code opens nothing any more.'),
    );
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  it('is read by moderators with what may tell who, loses words, and appears with nine others', async () => {
    const room = await newRoom();
    const { db } = stage.store;
    for (let n = 0; n < 10; n++) {
      const { secret } = await drawBallot(db, { inquiry: room.inquiry, profile: {}, day: '2026-11-24' });
      const text = n === 0 ? 'Demandez à Mme Durand.' : `Phrase ${n}.`;
      await writeComment(db, { inquiry: room.inquiry, secret, text, lang });
    }
    const context = await browser.newContext({
      javaScriptEnabled: script,
      locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
      bypassCSP: true,
    });
    const page = await context.newPage();
    const link = await newSetupLink(db, new Date().toISOString().slice(0, 10));
    await page.goto(`${stage.url}/host/enter/${link}`);
    await go(page.locator('main button'));
    await page.goto(`${stage.url}/host/${room.inquiry}/comments`);
    expect(await page.locator('ol > li').count()).toBe(10);
    expect(await page.locator('mark').allInnerTexts()).toEqual(['Mme Durand']);
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);

    const named = page.locator('ol > li', { hasText: 'Durand' });
    await named.locator('summary').first().click();
    await named.locator('textarea').fill('Demandez à Mme Durand ou à moi.');
    await go(named.locator('form[action="?/cut"] button'));
    expect(await page.locator('[role=alert]').innerText()).toContain(
      say('On ne peut qu’enlever', 'Words can only be taken out'),
    );
    expect(await named.locator('textarea').inputValue()).toBe('Demandez à Mme Durand ou à moi.');
    await named.locator('textarea').fill('Demandez à');
    await go(named.locator('form[action="?/cut"] button'));
    for (let left = 9; left > 0; left--) await go(page.locator('form[action="?/accept"] button').first());
    expect(page.url()).toContain('?published');
    expect(await page.locator('[role=status]').innerText()).toContain(
      say('sont publiés', 'have been published'),
    );
    const file = await fetch(`${stage.url}/${lang}/inquiry/${room.inquiry}/register/comments/1.json`);
    const { tables } = (await file.json()) as {
      tables: { comments: { cells: { comments: { texts: Record<string, string>; edited?: true }[] }[] } };
    };
    const shown = tables.comments.cells[0]!.comments;
    expect(shown).toHaveLength(10);
    expect(shown).toContainEqual({ texts: { [lang]: 'Demandez à […]' }, edited: true });
    await page.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/register`);
    expect(await page.locator('main').innerText()).toContain(
      say('Ce que des personnes ont ajouté', 'What people added'),
    );
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    await page.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/moderation`);
    expect(await page.locator('main').innerText()).toContain(
      say('Un commentaire accepté sans quelques mots', 'A comment accepted without some words'),
    );
    await context.close();
  });
});

it('nobody’s copy is given to whoever has no key, or another', async () => {
  const room = await newRoom();
  const path = `${stage.url}/fr/${room.code}/mine/kept.json`;
  for (const cookie of ['', `ballot-${room.inquiry}=k7vd2m9xqat3w8pzreunf4hgcy`]) {
    const answer = await fetch(path, { redirect: 'manual', headers: { cookie } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/fr/${room.code}`]);
  }
});
