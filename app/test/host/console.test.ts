import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openStore } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { type Instance, removeFolders, run, startInstance } from '../pages/instance.ts';

let instance: Instance;
let browser: Browser;

beforeAll(async () => {
  instance = await startInstance();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await instance?.stop();
  await removeFolders();
});

async function newLink(): Promise<string> {
  const { out } = await run('host-link', '--data', instance.data, '--json');
  return JSON.parse(out).link;
}

/** A window in which the host has entered. */
async function entered(options: { lang: 'fr' | 'en'; script?: boolean }): Promise<BrowserContext> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? true,
    locale: options.lang === 'fr' ? 'fr-FR' : 'en-GB',
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(await newLink());
  await go(page.locator('main button'));
  expect(new URL(page.url()).pathname).toBe('/host');
  await page.close();
  return context;
}

/** What somebody of the room wrote, straight into the box. */
async function wait(inquiry: string, ...texts: readonly string[]): Promise<void> {
  const store = await openStore({ data: instance.data });
  try {
    for (const [place, fr] of texts.entries()) {
      const id = randomId('statement');
      const number = 500 + place;
      await store.db
        .insertInto('statement')
        .values({
          inquiry,
          id,
          number,
          version: 1,
          state: 'waiting',
          texts: JSON.stringify({ fr }),
          origin: 'participant',
        })
        .execute();
    }
  } finally {
    await store.close();
  }
}

const path = (page: Page) => new URL(page.url()).pathname;

/** Creates, fills and opens an inquiry as a host does; gives its id. */
async function create(page: Page): Promise<string> {
  await page.goto(`${instance.url}/host/new`);
  await page.fill('#organisation', 'Talvenne');
  await go(page.locator('main button'));
  const inquiry = path(page).split('/')[2];
  await go(page.locator('form[action="?/seed"] button'));
  await page.goto(`${instance.url}/host/${inquiry}`);
  await go(page.locator('form[action="?/open"] button'));
  return inquiry;
}

describe.each([
  { lang: 'fr', script: true },
  { lang: 'fr', script: false },
  { lang: 'en', script: true },
  { lang: 'en', script: false },
] as const)('the console in $lang, script $script', { timeout: 120_000 }, ({ lang, script }) => {
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    context = await entered({ lang, script });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(() => context?.close());

  it('sets an inquiry up: a sentence beside each fault, and nothing that was typed is lost', async () => {
    await page.goto(`${instance.url}/host/new`);
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    await page.fill('#organisation', 'Talvenne');
    await page.fill('#headcount', 'many');
    await page.fill('#list1_values', 'Atelier | Workshop : 86\nBureau : x');
    await page.fill('#own_en', 'And the canteen?');
    await go(page.locator('main button'));
    const word = lang === 'fr' ? 'Ligne 2' : 'Line 2';
    expect(await page.locator('#list1_values-fault').innerText()).toContain(word);
    expect(await page.locator('#headcount-fault').isVisible()).toBe(true);
    expect(await page.locator('#headcount').getAttribute('aria-describedby')).toBe('headcount-fault');
    expect(await page.inputValue('#list1_values')).toBe('Atelier | Workshop : 86\nBureau : x');
    expect(await page.inputValue('#own_en')).toBe('And the canteen?');
    await page.fill('#headcount', '240');
    await page.fill('#list1_values', 'Atelier | Workshop : 86\nBureau : 20');
    await go(page.locator('main button'));
    expect(path(page)).toMatch(/^\/host\/[a-z][a-z2-9]{9}\/statements$/);
  });

  it('writes, imports, orders, corrects and replaces statements', async () => {
    await go(page.locator('form[action="?/seed"] button'));
    expect(await page.locator('ol > li').count()).toBe(12);
    await page.fill('#new-fr', 'a'.repeat(10_000));
    await go(page.locator('form[action="?/write"] button'));
    expect(await page.locator('#new-fr-fault').innerText()).not.toBe('');
    expect((await page.inputValue('#new-fr')).length).toBe(10_000);
    await page.fill('#new-fr', '<b>Gras</b> 🙃');
    await go(page.locator('form[action="?/write"] button'));
    expect(await page.locator('ol > li').last().innerText()).toContain('<b>Gras</b> 🙃');
    expect(await page.locator('ol > li .missing').count()).toBe(1);

    const file = (text: string) => ({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.setInputFiles('#file', file('fr,en\nOui,Yes\n,\n'));
    await go(page.locator('form[action="?/import"] button'));
    expect(await page.locator('[role=alert]').innerText()).toMatch(/(Ligne|Line) 3/);
    expect(await page.locator('ol > li').count()).toBe(13);
    await page.setInputFiles('#file', file('titre;texte\nOui;Yes\n'));
    await go(page.locator('form[action="?/import"] button'));
    expect(await page.locator('[role=alert]').innerText()).toContain('a.csv');
    await page.setInputFiles('#file', file('fr;en\nOui;Yes\n'));
    await go(page.locator('form[action="?/import"] button'));
    expect(await page.locator('ol > li').count()).toBe(14);

    await go(page.locator('ol > li').last().locator('button').first());
    expect(await page.locator('ol > li').nth(12).innerText()).toContain('Oui');
    await go(page.locator('ol > li').nth(12).locator('a'));
    await page.fill('#edit-fr', 'Oui !');
    await go(page.locator('form[action="?/edit"] button'));
    expect(await page.locator('ol > li').nth(12).innerText()).toContain('Oui');
  });

  it('opens the inquiry, and moderates what the room writes', async () => {
    const inquiry = path(page).split('/')[2];
    await page.goto(`${instance.url}/host/${inquiry}`);
    await go(page.locator('form[action="?/open"] button'));
    expect(await page.locator('.code').innerText()).toMatch(/^[A-Z]{3} \d{3}$/);

    await page.goto(`${instance.url}/host/${inquiry}/moderation`);
    await wait(inquiry, 'Un', 'Deux', 'On nous surveille', 'J’ai peur qu’on surveille mon travail', 'Cinq');
    if (script) {
      await go(page.locator('#fresh a'));
    } else {
      await page.goto(`${instance.url}/host/${inquiry}/moderation`);
    }
    expect(await page.locator('ol > li').count()).toBe(5);
    expect(await page.locator('ol > li').nth(3).innerText()).toMatch(/(affirmation|statement) 8/);
    const act = async (key: string, fill?: () => Promise<void>) => {
      const loaded = fill ? undefined : page.waitForEvent('load');
      if (script) await page.keyboard.press(key);
      else await page.locator(`[data-key=${key.toUpperCase()}]`).click();
      await (fill ? fill() : loaded);
    };
    await act('a');
    expect(await page.locator('ol > li').count()).toBe(4);

    await act('r', async () => {
      await go(page.locator('ol > li').first().locator('form[action="?/refuse"] button'));
      expect(await page.locator('[role=alert]:not(:empty)').count()).toBe(1);
      await page.locator('ol > li').first().locator('input[name=reason]').first().check();
      await go(page.locator('ol > li').first().locator('form[action="?/refuse"] button'));
    });
    expect(await page.locator('ol > li').count()).toBe(3);
    await go(page.locator('[data-key=U]'));
    expect(await page.locator('ol > li').count()).toBe(4);

    await act('e', async () => {
      expect(await page.inputValue('#edit-501-fr')).toBe('Deux');
      await page.fill('#edit-501-en', 'Two');
      await go(page.locator('ol > li').first().locator('form[action="?/edit"] button'));
    });
    expect(await page.locator('ol > li').count()).toBe(3);
    await act('f', async () => {
      await page.selectOption('ol > li:first-child select', { index: 1 });
      await go(page.locator('ol > li').first().locator('form[action="?/merge"] button'));
    });
    expect(await page.locator('ol > li').count()).toBe(2);

    await page.goto(`${instance.url}/${lang}/inquiry/${inquiry}/moderation`);
    const log = await page.locator('main').innerText();
    expect(log).toContain(lang === 'fr' ? 'Le refus est annulé' : 'The refusal was undone');
    // Put to the vote with both; the words before the moderator's hand were read by nobody else.
    expect(log).toContain(lang === 'fr' ? 'Deux' : 'Two');
    expect(log).not.toContain('On nous surveille');
  });

  it('tells whoever acts on what has changed, and changes nothing', async () => {
    const inquiry = path(page).split('/')[3];
    const other = await context.newPage();
    await page.goto(`${instance.url}/host/${inquiry}/moderation`);
    await other.goto(`${instance.url}/host/${inquiry}/moderation`);
    await go(page.locator('[data-key=A]'));
    await go(other.locator('[data-key=A]'));
    expect(await other.locator('[role=alert]:not(:empty)').count()).toBe(1);
    expect(await other.locator('ol > li').count()).toBe(1);
    await other.close();
  });

  it('closes the inquiry for good, and its answer is there', async () => {
    const inquiry = path(page).split('/')[2];
    await page.goto(`${instance.url}/host/${inquiry}`);
    await page.locator('summary').click();
    await go(page.locator('form[action="?/close"] button'));
    await go(page.locator(`a[href="/${lang}/inquiry/${inquiry}/everyone"]`));
    expect(await page.locator('h1').count()).toBe(1);
    await page.goto(`${instance.url}/host/${inquiry}/statements`);
    expect(await page.locator('form').count()).toBe(1); // the way out of the console alone
    expect(complaints).toEqual([]);
  });
});

describe('every page of the console', { timeout: 180_000 }, () => {
  it.each(['fr', 'en'] as const)(
    'satisfies axe in %s, scrolls only down, and leads to itself in the other language',
    async (lang) => {
      const context = await entered({ lang });
      const page = await context.newPage();
      const inquiry = await create(page);
      await wait(inquiry, 'Une phrase', 'نعم 🙃 <i>', 'm'.repeat(280));
      const [first] = await page
        .goto(`${instance.url}/host/${inquiry}/statements`)
        .then(() => page.locator('ol > li').evaluateAll((all) => all.map(({ id }) => id)));
      for (const at of [
        '/host',
        '/host/new',
        '/host/enter',
        `/host/${inquiry}`,
        `/host/${inquiry}/setup`,
        `/host/${inquiry}/statements`,
        `/host/${inquiry}/statements/${first}`,
        `/host/${inquiry}/moderation`,
      ]) {
        await page.goto(instance.url + at);
        for (const shut of await page.locator('details:not([open]) > summary').all()) {
          if (await shut.isVisible()) await shut.click();
        }
        expect(await faultsOfAxe(page), at).toEqual([]);
        expect(await scrollsSideways(page), at).toEqual([]);
        expect(await page.locator('h1').count(), at).toBe(1);
        const again = await page.reload();
        expect(again!.headers()['cache-control'], at).toBe('no-store');
        const other = lang === 'fr' ? 'en' : 'fr';
        await go(page.locator(`a[hreflang=${other}]`));
        expect(path(page)).toBe(at);
        expect(await page.locator('html').getAttribute('lang')).toBe(other);
        await go(page.locator(`a[hreflang=${lang}]`));
      }
      await page.goto(`${instance.url}/${lang}/inquiry/${inquiry}/moderation`);
      expect(await faultsOfAxe(page)).toEqual([]);
      expect(await scrollsSideways(page)).toEqual([]);
      await context.close();
    },
  );

  it('is for the host alone: others are shown the door, whatever they send and however they spell it', async () => {
    const context = await entered({ lang: 'en' });
    const inquiry = await create(await context.newPage());
    await context.close();
    const paths = ['', '/new', `/${inquiry}`, `/${inquiry}/setup`, `/${inquiry}/statements`].map(
      (rest) => `/host${rest}`,
    );
    for (const at of [...paths, `/host/${inquiry}/moderation`, `/%68ost/${inquiry}`, '/host/leave']) {
      const seen = await fetch(instance.url + at, { redirect: 'manual', headers: { cookie: 'host=no' } });
      expect([seen.status, seen.headers.get('location')], at).toEqual([303, '/host/enter']);
      const sent = await fetch(`${instance.url}${at}?/open`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: instance.url, accept: 'text/html' },
        body: new URLSearchParams({}),
      });
      expect([sent.status, sent.headers.get('location')], at).toEqual([303, '/host/enter']);
    }
    const data = await fetch(`${instance.url}/host/${inquiry}/__data.json`);
    expect(await data.json()).toMatchObject({ type: 'redirect', location: '/host/enter' });
  });

  it('takes nothing from another origin, even with the host’s cookie', async () => {
    const context = await entered({ lang: 'en' });
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    for (const origin of ['https://elsewhere.example', 'null']) {
      const sent = await fetch(`${instance.url}/host/leave`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, cookie },
        body: new URLSearchParams({}),
      });
      expect(sent.status, origin).toBe(403);
    }
    const still = await fetch(`${instance.url}/host`, { headers: { cookie } });
    expect(still.url).toBe(`${instance.url}/host`);
    await context.close();
  });
});

describe('the way in', () => {
  test('is spent by the button alone; wrong and spent links read alike; leaving ends it everywhere', async () => {
    const link = await newLink();
    for (let look = 0; look < 3; look++) expect((await fetch(link)).status).toBe(200);
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(link);
    await go(page.locator('main button'));
    const [session] = (await context.cookies()).filter(({ name }) => name === 'host');
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', secure: false });
    const said = [];
    for (const one of [link, `${link}x`]) {
      await page.goto(one);
      await go(page.locator('main button'));
      said.push(await page.locator('main').innerText());
    }
    expect(said[0]).toBe(said[1]);

    await page.goto(`${instance.url}/host`);
    await go(page.locator('form[action="/host/leave"] button'));
    expect(path(page)).toBe('/host/enter');
    const again = await fetch(`${instance.url}/host`, {
      redirect: 'manual',
      headers: { cookie: `host=${session.value}` },
    });
    expect(again.status).toBe(303);
    await context.close();
  });

  test('leads on to another device, from inside', async () => {
    const context = await entered({ lang: 'en' });
    const page = await context.newPage();
    await page.goto(`${instance.url}/host/keys`);
    await go(page.locator('form[action="?/link"] button'));
    const link = await page.locator('.link').innerText();
    const phone = await browser.newContext({ locale: 'en-GB' });
    const there = await phone.newPage();
    await there.goto(link);
    await go(there.locator('main button'));
    expect(path(there)).toBe('/host');
    await Promise.all([phone.close(), context.close()]);
  });

  test('is printed on a folder without an instance too', async () => {
    const { code, out, err } = await run('host-link', '--data', `${instance.data}-other`, '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).link).toMatch(/^\/host\/enter\/[\w-]{32}$/);
  });
});
