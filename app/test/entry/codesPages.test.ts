import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#lib/store/openStore.ts';
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

async function ballots(inquiry: string): Promise<{ profile: string }[]> {
  const store = await openStore({ data: instance.data });
  try {
    const of = (table: 'ballot' | 'ballot_intake') =>
      store.db.selectFrom(table).select('profile').where('inquiry', '=', inquiry).execute();
    return [...(await of('ballot')), ...(await of('ballot_intake'))];
  } finally {
    await store.close();
  }
}

describe.each([
  { lang: 'fr', script: true },
  { lang: 'en', script: true },
  { lang: 'fr', script: false },
] as const)('cards in $lang, script $script', { timeout: 120_000 }, ({ lang, script }) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
  let host: BrowserContext;
  let page: Page;
  let inquiry: string;
  let code: string;
  let cards: string[];

  const newPhone = () =>
    browser.newContext({
      javaScriptEnabled: script,
      locale,
      bypassCSP: true,
      viewport: { width: 360, height: 740 },
    });

  /** Comes to the door on a phone of her own and sends the form with this code. */
  async function tryCard(phone: Page, card: string): Promise<void> {
    await phone.goto(`${instance.url}/${lang}/${code}`);
    await phone.fill('#card', card);
    await go(phone.locator('form .button.main'));
  }

  beforeAll(async () => {
    host = await browser.newContext({ javaScriptEnabled: script, locale, bypassCSP: true });
    page = await host.newPage();
    const { out } = await run('host-link', '--data', instance.data, '--json');
    await page.goto(JSON.parse(out).link);
    await go(page.locator('main button'));
    await page.goto(`${instance.url}/host/new`);
    await page.fill('#organisation', 'Talvenne');
    await page.fill('#headcount', '23');
    await page.fill('#list1_values', 'Atelier | Workshop\nBureau | Office');
    await page.check('input[name=entry][value=codes]');
    await go(page.locator('main button'));
    inquiry = new URL(page.url()).pathname.split('/')[2]!;
    await go(page.locator('form[action="?/seed"] button'));
  });
  afterAll(() => host?.close());

  it('are made while the inquiry is a draft, one a person, and shown once', async () => {
    await page.goto(`${instance.url}/host/${inquiry}`);
    await go(page.locator(`nav a[href="/host/${inquiry}/codes"]`));
    expect(await page.locator('#count').inputValue()).toBe('23');
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);
    await page.fill('#count', '0');
    await go(page.locator('form.part button'));
    expect(await page.locator('[role=alert]').innerText()).toContain(say('de 1 à', 'from 1 to'));
    await page.fill('#count', '23');
    await go(page.locator('form.part button'));
    cards = (await page.locator('.groups').allInnerTexts()).map((card) => card.replace(/\s/g, ' '));
    expect(new Set(cards).size).toBe(23);
    expect(cards.filter((card) => !/^([A-Z0-9]{4} ){3}[A-Z0-9]{4}$/.test(card))).toEqual([]);
    if (script) expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);
    // The same form again, as when somebody loads the page anew.
    await page.reload();
    expect(await page.locator('.groups').count()).toBe(0);
    expect(await page.locator('[role=alert]').innerText()).toContain(
      say('déjà été faites', 'were made already'),
    );
    await page.goto(`${instance.url}/host/${inquiry}/codes`);
    const said = await page.locator('main').innerText();
    expect(said.replace(/\s/g, ' ')).toContain(say('23 cartes sont faites', '23 cards have been made'));
    expect(cards.filter((card) => said.includes(card))).toEqual([]);
  });

  it('print ten to a sheet of A4', async () => {
    await page.fill('#count', '12');
    await go(page.locator('form.part button'));
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    // 210 by 297 mm in points.
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][\d.]* 84[12][\d.]*\]/);
  });

  it('let somebody in with what she says of herself, and nobody with the same card', async () => {
    await page.goto(`${instance.url}/host/${inquiry}`);
    code = (await page.locator('p.code').innerText()).replace(/\s/g, '');
    await go(page.locator('form[action="?/open"] button'));
    const phone = await newPhone();
    const her = await phone.newPage();
    await her.goto(`${instance.url}/${lang}/${code}`);
    const told = await her.locator('main').innerText();
    expect(told).toContain(say('une seule fois', 'once'));
    expect(told).not.toContain(say('deux fois', 'twice'));
    if (script) expect(await faultsOfAxe(her)).toEqual([]);
    expect(await scrollsSideways(her)).toEqual([]);
    await her.fill('#card', cards[0]!.toLowerCase());
    await her.selectOption('#profile-list1', 'bureau');
    await go(her.locator('form .button.main'));
    expect(new URL(her.url()).pathname).toBe(`/${lang}/${code}/work`);
    expect(await ballots(inquiry)).toEqual([{ profile: '{"list1":"bureau"}' }]);
    // Back at the door she goes on: no second card is asked of her.
    await her.goto(`${instance.url}/${lang}/${code}`);
    expect(await her.locator('#card').count()).toBe(0);
    await go(her.locator('form .button.main'));
    expect(new URL(her.url()).pathname).toBe(`/${lang}/${code}/vote`);
    await phone.close();

    const other = await newPhone();
    const his = await other.newPage();
    const replies: string[] = [];
    for (const card of [cards[0]!, 'KFC4 73RX TW9M 4HKP']) {
      await tryCard(his, card);
      replies.push(await his.locator('main').innerHTML());
    }
    expect(replies[0]).toBe(replies[1]);
    expect(await his.locator('[role=alert]').innerText()).toContain(
      say('Ce code n’ouvre rien ici.', 'This code opens nothing here.'),
    );
    await his.fill('#card', 'KFC473');
    await go(his.locator('form .button.main'));
    expect(await his.locator('[role=alert]').innerText()).toContain(say('seize signes', 'sixteen signs'));
    if (script) expect(await faultsOfAxe(his)).toEqual([]);
    expect(await ballots(inquiry)).toHaveLength(1);
    await other.close();
  });

  it('may be tried ten times a minute by one browser, which keeps nobody else out', async () => {
    const [one, two] = [await newPhone(), await newPhone()];
    const [guesser, her] = [await one.newPage(), await two.newPage()];
    const said: string[] = [];
    for (let attempt = 0; attempt < 15; attempt++) {
      await tryCard(guesser, 'KFC4 73RX TW9M 4HKP');
      said.push(await guesser.locator('[role=alert]').innerText());
    }
    // A try comes back every six seconds, so that on a slow machine a later one may be let through again.
    const refused = said.map((text) => text.includes(say('Trop d’essais', 'Too many tries')));
    expect(refused.slice(0, 10)).toEqual(Array(10).fill(false));
    expect(refused).toContain(true);
    await tryCard(her, cards[1]!);
    expect(new URL(her.url()).pathname).toBe(`/${lang}/${code}/work`);
    await Promise.all([one.close(), two.close()]);
  });

  it('give the same browser the same ballot when the form is sent twice', async () => {
    const phone = await newPhone();
    const her = await phone.newPage();
    await her.goto(`${instance.url}/${lang}/${code}`);
    const before = (await ballots(inquiry)).length;
    const cookie = (await phone.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const send = () =>
      fetch(`${instance.url}/${lang}/${code}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          cookie,
          origin: instance.url,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ card: cards[2]! }),
      });
    const replies = await Promise.all([send(), send()]);
    expect(replies.map(({ status }) => status)).toEqual([303, 303]);
    const [first, second] = replies.map(({ headers }) =>
      headers.getSetCookie().find((sent) => sent.startsWith('ballot-')),
    );
    expect(first).toBe(second);
    expect(await ballots(inquiry)).toHaveLength(before + 1);
    await phone.close();
  });

  it('let one person after the other in on a shared device, each to her own ballot', async () => {
    const shared = await newPhone();
    const device = await shared.newPage();
    await device.goto(`${instance.url}/${lang}/${code}/shared`);
    await go(device.locator('form .button.main'));
    const secrets = new Set<string>();
    for (const card of [cards[3]!, cards[4]!]) {
      await tryCard(device, card);
      expect(new URL(device.url()).pathname).toBe(`/${lang}/${code}/work`);
      secrets.add((await shared.cookies()).find(({ name }) => name.startsWith('ballot-'))!.value);
    }
    expect(secrets.size).toBe(2);
    await tryCard(device, cards[3]!);
    expect(await device.locator('[role=alert]').count()).toBe(1);
    await shared.close();
  });

  if (script) {
    it('are typed by the phone that scans them, and leave its address', async () => {
      const phone = await newPhone();
      const her = await phone.newPage();
      await her.goto(`${instance.url}/${lang}/${code}#${cards[5]!.replaceAll(' ', '')}`);
      await expect.poll(() => her.inputValue('#card')).toBe(cards[5]);
      expect(her.url()).toBe(`${instance.url}/${lang}/${code}`);
      await phone.close();
    });
  }

  it('are counted for the host in fives', async () => {
    await page.goto(`${instance.url}/host/${inquiry}/codes`);
    expect(await page.locator('main').innerText()).toContain(
      say('Au moins 5 ont servi', 'At least 5 have been used'),
    );
    await page.goto(`${instance.url}/host/${inquiry}/setup`);
    expect(await page.locator('input[name=entry]').count()).toBe(0);
  });
});
