import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { storedInBox, storedInRoster } from '#lib/inquiry/dossier/stored.ts';
import { faultsOfAxe, openBrowser } from '../pages/browser.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';

let stage: Stage;
let browser: Browser;
let room: Room;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  room = await openRoom(stage, {
    code: 'KFC473',
    texts: [{ fr: 'Nous allons trop vite.', en: 'We are going too fast.' }],
    people: [],
    script: () => [{ kind: 'close' }],
  });
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

async function press(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.click(button);
  await loaded;
}

describe.each(['fr', 'en'] as const)('the pages about what is kept, in %s', { timeout: 120_000 }, (lang) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
  const reader = (path: string) => `${stage.url}/${lang}/inquiry/${room.inquiry}${path}`;

  it('are a link away from the door, the front, the register and each other; fit and satisfy axe', async () => {
    for (const dark of [false, true]) {
      const context = await browser.newContext({ colorScheme: dark ? 'dark' : 'light', bypassCSP: true });
      const page = await context.newPage();
      for (const [from, to] of [
        [`${stage.url}/${lang}/${room.code}`, 'stored'],
        [reader(''), 'file'],
        [reader(''), 'register'],
        [reader('/register'), 'stored'],
        [reader('/register'), 'file'],
        [reader('/stored'), 'file'],
        [reader('/file'), 'stored'],
      ] as const) {
        await page.goto(from);
        const links = page.locator(`a[href="/${lang}/inquiry/${room.inquiry}/${to}"]`);
        expect(await links.count(), `${from} to ${to}`).toBeGreaterThan(0);
      }
      for (const path of ['/stored', '/file']) {
        await page.goto(reader(path));
        for (const width of [320, 360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          expect(await faultsOfAxe(page), `${path} at ${width} px`).toEqual([]);
        }
      }
      await context.close();
    }
  });

  it('name every table and column of both databases, open on paper', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(reader('/stored'));
    const named = await page.locator('code').allTextContents();
    for (const stored of [storedInBox, storedInRoster]) {
      for (const { columns } of Object.values(stored)) {
        for (const column of Object.keys(columns)) expect(named).toContain(column);
      }
    }
    expect(await page.locator('[data-print]').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('code').first().isVisible()).toBe(true);
    await context.close();
  });

  it('show gaps until the organisation has filled them in, and refuse what is too long without losing it', async () => {
    const context = await browser.newContext({ locale: lang === 'fr' ? 'fr-FR' : 'en-GB', bypassCSP: true });
    const page = await context.newPage();
    const link = await newSetupLink(stage.store.db, new Date().toISOString().slice(0, 10));
    await page.goto(`${stage.url}/host/enter/${link}`);
    await press(page, 'main button');
    await page.goto(`${stage.url}/host/${room.inquiry}/file`);
    expect(await faultsOfAxe(page)).toEqual([]);
    await page.fill('#contact', `Inès Martin, ${lang}`);
    await page.fill('#dpo', 'x'.repeat(501));
    await press(page, 'form[action="?/notice"] button');
    expect(await page.locator('#dpo-fault').innerText()).toContain('500');
    expect(await page.locator('#contact').inputValue()).toBe(`Inès Martin, ${lang}`);
    await page.fill('#dpo', 'dpo@example.org');
    await page.selectOption('#basis', 'legitimate');
    await press(page, 'form[action="?/notice"] button');
    await page.goto(reader('/file'));
    const file = await page.locator('main').innerText();
    expect(file).toContain(`Inès Martin, ${lang}`);
    expect(file).toContain(say('Intérêt légitime', 'Legitimate interest'));
    // Controller, why this basis, hosting.
    expect(await page.locator('.gap').count()).toBe(3);
    // From an open inquiry nothing longer than what it has is offered.
    await page.goto(`${stage.url}/host/${room.inquiry}/file`);
    const offered = await page
      .locator('#months option')
      .evaluateAll((all) => all.map((one) => Number((one as HTMLOptionElement).value)));
    expect(Math.max(...offered)).toBe(lang === 'fr' ? 12 : 6);
    await page.selectOption('#months', lang === 'fr' ? '6' : '3');
    await press(page, 'form[action="?/keep"] button');
    await page.goto(reader('/stored'));
    expect(await page.locator('main').innerText()).toMatch(
      say('effacement 6 mois après', 'erased 3 months after'),
    );
    await context.close();
  });

  it('print the file on A4, with its gaps and without its menus', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(reader('/file'));
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThan(6);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').first().isVisible()).toBe(false);
    await context.close();
  });
});
