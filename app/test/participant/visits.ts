import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Room, Stage } from '../wall/stage.ts';

/** How somebody comes: her language, and whether her browser runs scripts. */
export interface How {
  readonly lang: 'fr' | 'en';
  readonly script: boolean;
  readonly width?: number;
}

/** A phone of one person, and what went wrong on it: what it said on its console, who else it asked. */
export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
}

export async function newPhone(browser: Browser, stage: Stage, how: How): Promise<Phone> {
  const context = await browser.newContext({
    javaScriptEnabled: how.script,
    viewport: { width: how.width ?? 360, height: 740 },
    locale: how.lang === 'fr' ? 'fr-FR' : 'en-GB',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${stage.url}/`)) faults.push(`asked ${request.url()}`);
  });
  return { context, page, faults };
}

/** Comes in by the code, as somebody does who reads it on the wall; ends on the first statement. */
export async function comeIn({ page }: Phone, stage: Stage, code: string, lang: 'fr' | 'en'): Promise<void> {
  await page.goto(`${stage.url}/?lang=${lang}`);
  await page.fill('#code', ` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`);
  await page.click('form .button');
  await page.waitForURL(`${stage.url}/${lang}/${code}`);
  await page.click('form .button.main');
  await page.waitForURL(`${stage.url}/${lang}/${code}/vote`);
}

/** The host gives an order, and the first five answers follow it. */
export async function inOrder(stage: Stage, { inquiry }: Room): Promise<void> {
  await stage.store.db
    .updateTable('statement')
    .set(({ ref }) => ({ position: ref('number') }))
    .where('inquiry', '=', inquiry)
    .execute();
}

/** What the page says of the statement on it, without its quotation marks. */
export async function sayingOn(page: Page): Promise<string> {
  return (await page.locator('h1').innerText()).replace(/^[«“\s]+|[»”\s]+$/gu, '');
}
