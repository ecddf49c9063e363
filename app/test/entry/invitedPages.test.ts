import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qr } from '#lib/entry/qr.ts';
import { invitationHash } from '#lib/entry/roster/invitationHash.ts';
import { blindToken } from '#lib/entry/token/blindToken.ts';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { keyFingerprint } from '#lib/entry/token/keyFingerprint.ts';
import { makeTokenKey } from '#lib/entry/token/makeTokenKey.ts';
import { tokenHash } from '#lib/entry/token/tokenHash.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { type Instance, removeFolders, run, startInstance } from '../pages/instance.ts';

let instance: Instance;
let browser: Browser;
let store: Store;
let roster: Roster;

beforeAll(async () => {
  instance = await startInstance();
  store = await openStore({ data: instance.data });
  roster = await openRoster({ data: instance.data });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await roster?.close();
  await store?.close();
  await instance?.stop();
  await removeFolders();
});

describe.each(['fr', 'en'] as const)('people invited by token, in %s', { timeout: 120_000 }, (lang) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
  let host: BrowserContext;
  let console: Page;
  let inquiry: string;
  let code: string;
  let print: string;
  let secrets: string[];
  /** Somebody’s phone as it was when its browser was closed. */
  let kept: Awaited<ReturnType<BrowserContext['storageState']>>;

  const newPhone = (more: Parameters<Browser['newContext']>[0] = {}) =>
    browser.newContext({ locale, bypassCSP: true, viewport: { width: 360, height: 740 }, ...more });
  const invitation = (secret: string) => `${instance.url}/${lang}/${code}/invited#${secret}`;
  const door = () => `${instance.url}/${lang}/${code}`;
  const shown = (page: Page) => page.locator('[data-step]:visible');

  const post = (body: object) =>
    fetch(`${instance.url}/-/draw`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  /** Draws as a phone does, without a browser. */
  async function drawElsewhere(secret: string): Promise<void> {
    const { publicKey, fingerprint } = (await readTokenKey(store.db, inquiry))!;
    const { blinded } = await blindToken(publicKey, fingerprint, inquiry);
    expect((await post({ code, secret, blinded })).status).toBe(200);
  }
  const person = (secret: string) =>
    roster.db
      .selectFrom('person')
      .select(['drawn', 'signature'])
      .where('invitation_hash', '=', invitationHash(secret))
      .executeTakeFirst();
  const ballots = async () => {
    const of = (table: 'ballot' | 'ballot_intake') =>
      store.db.selectFrom(table).select('profile').where('inquiry', '=', inquiry).execute();
    return [...(await of('ballot')), ...(await of('ballot_intake'))].map(({ profile }) => profile);
  };

  beforeAll(async () => {
    host = await browser.newContext({ locale, bypassCSP: true });
    console = await host.newPage();
    const { out } = await run('host-link', '--data', instance.data, '--json');
    await console.goto(JSON.parse(out).link);
    await go(console.locator('main button'));
    await console.goto(`${instance.url}/host/new`);
    await console.fill('#organisation', 'Talvenne');
    await console.fill('#headcount', '23');
    await console.fill('#list1_values', 'Atelier | Workshop\nBureau | Office');
    await console.check('input[name=entry][value=token]');
    // This test is about the door; the way from it to one's work has its own.
    await console.uncheck('input[name=questions][value=work]');
    await go(console.locator('main button'));
    inquiry = new URL(console.url()).pathname.split('/')[2]!;
    await go(console.locator('form[action="?/seed"] button'));
    secrets = Array.from({ length: 12 }, () => randomId('secret'));
    await roster.db
      .insertInto('person')
      .values(
        secrets.map((secret, at) => ({
          inquiry,
          id: randomId('ballot'),
          name: `Personne ${at}`,
          email: null,
          invitation_hash: invitationHash(secret),
          drawn: 0 as const,
          blinded_hash: null,
          signature: null,
        })),
      )
      .execute();
  });
  afterAll(() => host?.close());

  it('have one key from the day it opens: in the console, on the poster and in the public register', async () => {
    await console.goto(`${instance.url}/host/${inquiry}`);
    expect(await console.locator('form[action="?/open"]').innerText()).toContain(
      say('à partir du dixième', 'at the tenth'),
    );
    code = (await console.locator('p.code').innerText()).replace(/\s/g, '');
    await console.goto(`${instance.url}/host/${inquiry}/token`);
    expect(await console.locator('.print').count()).toBe(0);
    const before = await newPhone();
    const early = await before.newPage();
    await early.goto(invitation(secrets[0]!));
    expect(await early.locator('main').innerText()).toContain(say('pas encore', 'not drawn yet'));
    await before.close();

    await console.goto(`${instance.url}/host/${inquiry}`);
    await go(console.locator('form[action="?/open"] button'));
    const prints = new Set<string>();
    for (const path of [
      `/host/${inquiry}/token`,
      `/${lang}/${code}/poster`,
      `/${lang}/inquiry/${inquiry}/register`,
    ]) {
      await console.goto(instance.url + path);
      prints.add((await console.locator('.print').innerText()).replace(/\s+/g, ' ').trim());
      expect(await faultsOfAxe(console)).toEqual([]);
      expect(await scrollsSideways(console)).toEqual([]);
    }
    expect(prints.size).toBe(1);
    [print = ''] = prints;
    const file = await fetch(`${instance.url}/${lang}/inquiry/${inquiry}/register/token-key.json`);
    expect(await keyFingerprint((await file.json()) as Parameters<typeof keyFingerprint>[0])).toBe(print);
    // The set-up no longer offers another way in.
    await console.goto(`${instance.url}/host/${inquiry}/setup`);
    expect(await console.locator('input[name=entry]').count()).toBe(0);
  });

  it('print the poster on one sheet of A4', async () => {
    await console.goto(`${instance.url}/${lang}/${code}/poster`);
    const pdf = (await console.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it('draw nothing by opening the link, as a scanner of mail does', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      expect((await fetch(`${instance.url}/${lang}/${code}/invited`, { method })).status).toBe(200);
      expect((await fetch(`${instance.url}/-/draw?secret=${secrets[0]}`, { method })).status).toBe(405);
    }
    const phone = await newPhone();
    const her = await phone.newPage();
    await her.goto(invitation(secrets[0]!));
    await shown(her).locator('[data-draw]').waitFor();
    await phone.close();
    expect(await person(secrets[0]!)).toEqual({ drawn: 0, signature: null });
  });

  it('attack 25: draw nothing where the key is not that of the poster', async () => {
    const other = await keyFingerprint((await makeTokenKey()).publicKey);
    const phone = await newPhone();
    const her = await phone.newPage();
    const asked: string[] = [];
    her.on('request', (request) => asked.push(request.url()));
    await her.goto(`${instance.url}/${lang}/${code}/invited#.${other.replaceAll(' ', '')}`);
    await expect.poll(() => shown(her).innerText()).toContain(say('a lu l’affiche', 'has read the poster'));
    await her.goto('about:blank');
    await her.goto(invitation(secrets[0]!));
    await expect.poll(() => shown(her).innerText()).toContain(say('Ne tirez rien', 'Draw nothing'));
    expect(await her.locator('[data-draw]:visible').count()).toBe(0);
    expect(await faultsOfAxe(her)).toEqual([]);
    // So it is with the fingerprint in a letter.
    await her.evaluate(() => localStorage.clear());
    await her.goto('about:blank');
    await her.goto(`${invitation(secrets[0]!)}.${other.replaceAll(' ', '')}`);
    await expect.poll(() => shown(her).innerText()).toContain(say('Ne tirez rien', 'Draw nothing'));
    expect(asked.filter((url) => url.includes('/-/draw'))).toEqual([]);
    await phone.close();
    expect(await person(secrets[0]!)).toEqual({ drawn: 0, signature: null });
  });

  it('draw a token that stays on the phone, also when the answer is lost on the way', async () => {
    const phone = await newPhone();
    const her = await phone.newPage();
    const faults: string[] = [];
    her.on('pageerror', (error) => faults.push(error.message));
    await her.goto(`${instance.url}/${lang}/${code}/invited#.${print.replaceAll(' ', '')}`);
    await expect.poll(() => shown(her).innerText()).toContain(say('a lu l’affiche', 'has read the poster'));
    await her.goto('about:blank');
    await her.goto(invitation(secrets[0]!));
    await shown(her).locator('[data-draw]').waitFor();
    expect((await shown(her).locator('[data-fingerprint]').innerText()).replace(/\s+/g, ' ').trim()).toBe(
      print,
    );
    expect(await shown(her).innerText()).toContain(
      say('C’est l’empreinte de l’affiche', 'It is the fingerprint of the poster'),
    );
    expect(await faultsOfAxe(her)).toEqual([]);
    expect(await scrollsSideways(her)).toEqual([]);

    let sent: Record<string, string> = {};
    await her.route('**/-/draw', async (route) => {
      sent = route.request().headers();
      await route.fetch();
      await route.abort();
    });
    await her.click('[data-draw]:visible');
    await expect.poll(() => shown(her).innerText()).toContain(say('Rien n’est perdu', 'Nothing is lost'));
    expect(sent.cookie).toBeUndefined();
    const signed = await person(secrets[0]!);
    expect(signed?.drawn).toBe(1);
    await her.unroute('**/-/draw');
    // She closes everything, and opens her letter again.
    await her.goto('about:blank');
    await her.goto(invitation(secrets[0]!));
    await her.click('[data-draw]:visible');
    await expect
      .poll(() => shown(her).innerText())
      .toContain(say('Votre jeton est sur ce téléphone', 'Your token is on this phone'));
    expect(await person(secrets[0]!)).toEqual(signed);
    // Neither her invitation nor what undid the blinding is left.
    expect(her.url()).toBe(`${instance.url}/${lang}/${code}/invited`);
    const left = await her.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(left).not.toMatch(new RegExp(`${secrets[0]}|pending|blinded`));
    await her.locator('summary:visible').click();
    expect(await faultsOfAxe(her)).toEqual([]);
    expect(await scrollsSideways(her)).toEqual([]);
    const link = await her.inputValue('[data-link]');
    expect(link).toMatch(new RegExp(`^${instance.url}/${lang}/${code}#[\\w-]{43}\\.[\\w-]{342}$`));
    expect(await her.locator('[data-qr] path').getAttribute('d')).toBe(qr(link).path);
    expect(faults).toEqual([]);
    kept = await phone.storageState();
    await phone.close();
  });

  it('attack 23: hear the same whether an invitation was used by another phone or never sent', async () => {
    const phone = await newPhone();
    const his = await phone.newPage();
    const said: string[] = [];
    for (const secret of [secrets[0]!, randomId('secret')]) {
      await his.goto('about:blank');
      await his.goto(invitation(secret));
      await his.click('[data-draw]:visible');
      await expect
        .poll(() => shown(his).innerText())
        .toContain(say('ne tire pas de jeton', 'draws no token'));
      said.push(await his.locator('main').innerHTML());
    }
    expect(said[0]).toBe(said[1]);
    await phone.close();
    const { publicKey, fingerprint } = (await readTokenKey(store.db, inquiry))!;
    const { blinded } = await blindToken(publicKey, fingerprint, inquiry);
    const replies = await Promise.all(
      [secrets[0]!, randomId('secret')].map(async (secret) => {
        const reply = await post({ code, secret, blinded });
        const headers = [...reply.headers].filter(([name]) => name !== 'date');
        return { status: reply.status, headers, text: await reply.text() };
      }),
    );
    expect(replies[0]).toEqual(replies[1]);
    expect(replies[0]!.status).toBe(403);
  });

  it('wait before a shut door, and come in through it once ten have drawn', async () => {
    const phone = await newPhone({ storageState: kept });
    const her = await phone.newPage();
    await her.goto(door());
    expect(await her.locator('main').innerText()).toContain(say('On n’entre pas encore', 'not open yet'));
    await expect.poll(() => her.locator('[data-here]').isVisible()).toBe(true);
    expect(await her.locator('main form').count()).toBe(0);
    expect(await faultsOfAxe(her)).toEqual([]);
    for (const secret of secrets.slice(1, 10)) await drawElsewhere(secret);

    await her.goto(door());
    await expect.poll(() => her.locator('[data-here]').isVisible()).toBe(true);
    expect(await her.locator('#token').isVisible()).toBe(false);
    const told = await her.locator('main').innerText();
    expect(told).toContain(
      say('On sait qui en a tiré un, jamais lequel', 'It is known who drew one, never which one'),
    );
    expect(await faultsOfAxe(her)).toEqual([]);
    expect(await scrollsSideways(her)).toEqual([]);
    // No cookie was set by anything she has opened so far.
    expect(await phone.cookies()).toEqual([]);
    await her.selectOption('#profile-list1', 'bureau');

    // The answer is lost, and the browser is closed: what it kept leads to the same ballot.
    await her.route(door(), async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch({ maxRedirects: 0 });
      await route.abort();
    });
    await her.click('form .button.main');
    await expect.poll(ballots).toEqual(['{"list1":"bureau"}']);
    kept = await phone.storageState();
    await phone.close();
    const again = await newPhone({ storageState: { ...kept, cookies: [] } });
    const page = await again.newPage();
    await page.goto(door());
    await expect.poll(() => page.locator('[data-here]').isVisible()).toBe(true);
    await go(page.locator('form .button.main'));
    expect(new URL(page.url()).pathname).toBe(`/${lang}/${code}/vote`);
    expect(await ballots()).toEqual(['{"list1":"bureau"}']);
    await page.click('.answer.agree');
    await expect.poll(() => page.locator('h1').innerText()).not.toBe('');
    await page.goto(door());
    await go(page.locator('form .button.main'));
    expect(new URL(page.url()).pathname).toBe(`/${lang}/${code}/vote`);
    // Once her ballot is there, the phone forgets the token.
    await page.goto(door());
    await expect
      .poll(() => page.evaluate(() => ({ ...localStorage })))
      .not.toHaveProperty(`abord-token-${inquiry}`);
    await again.close();
  });

  it('attack 26: find that a token opens nothing twice, here or from another inquiry', async () => {
    const carried = Object.values(
      JSON.parse(kept.origins[0]!.localStorage.find(({ name }) => name.includes(inquiry))!.value),
    )[0] as string;
    const hash = tokenHash(inquiry, carried);
    expect(await store.db.selectFrom('code').select('spent').where('hash', '=', hash).execute()).toEqual([
      { spent: 1 },
    ]);
    const thief = await newPhone();
    const his = await thief.newPage();
    const said: string[] = [];
    const foreign = `${'A'.repeat(43)}.${carried.split('.')[1]}`;
    for (const token of [carried, foreign]) {
      await his.evaluate(() => localStorage.clear()).catch(() => {});
      await his.goto('about:blank');
      await his.goto(`${door()}#${token}`);
      await expect.poll(() => his.locator('[data-here]').isVisible()).toBe(true);
      expect(his.url()).toBe(door());
      await go(his.locator('form .button.main'));
      said.push(await his.locator('[role=alert]').innerText());
    }
    expect(said[0]).toBe(said[1]);
    expect(said[0]).toContain(say('Ce jeton n’ouvre rien ici', 'This token opens nothing here'));
    expect(await his.locator('#token').isVisible()).toBe(true);
    expect(await faultsOfAxe(his)).toEqual([]);
    expect(await ballots()).toHaveLength(1);
    await thief.close();
  });

  it('without scripts are told what they need, and may paste a token that they carried', async () => {
    const plain = await newPhone({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(invitation(secrets[10]!));
    expect(await page.locator('main').innerText()).toContain(say('une carte imprimée', 'a printed card'));
    expect(await page.locator('[data-draw]:visible').count()).toBe(0);

    const phone = await newPhone();
    const her = await phone.newPage();
    await her.goto(invitation(secrets[10]!));
    await her.click('[data-draw]:visible');
    await expect.poll(() => her.locator('[data-step=done]').isVisible()).toBe(true);
    const link = await her.inputValue('[data-link]');
    await phone.close();
    await page.goto(door());
    await page.fill('#token', 'KFC473');
    await go(page.locator('form .button.main'));
    expect(await page.locator('[role=alert]').innerText()).toContain(say('jeton entier', 'whole token'));
    await page.fill('#token', `${link.slice(0, 100)}\n${link.slice(100)}`);
    await go(page.locator('form .button.main'));
    expect(new URL(page.url()).pathname).toBe(`/${lang}/${code}/vote`);
    await plain.close();
  });

  it('take a card in place of an invitation that was not used, and come in with it', async () => {
    await console.goto(`${instance.url}/host/${inquiry}/token`);
    const exchange = async (invited: string) => {
      await console.fill('#invitation', invited);
      await go(console.locator('form[action="?/card"] .button.main'));
      return console.locator('[role=alert], [role=status]').first().innerText();
    };
    // Of an invitation that was used, one that never was and half a link, one thing is said.
    const said: string[] = [];
    for (const text of [secrets[0]!, randomId('secret'), invitation(secrets[11]!).slice(0, -3)]) {
      said.push(await exchange(text));
    }
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain(say('ne s’échange pas', 'cannot be exchanged'));
    expect(await faultsOfAxe(console)).toEqual([]);
    expect(await exchange(invitation(secrets[11]!))).toContain(say('C’est fait', 'Done'));
    expect(await faultsOfAxe(console)).toEqual([]);
    const { publicKey, fingerprint } = (await readTokenKey(store.db, inquiry))!;
    const { blinded } = await blindToken(publicKey, fingerprint, inquiry);
    expect((await post({ code, secret: secrets[11]!, blinded })).status).toBe(403);

    await console.goto(`${instance.url}/host/${inquiry}/codes`);
    await console.fill('#count', '2');
    await go(console.locator('form.part button'));
    const [card = ''] = await console.locator('.groups').allInnerTexts();
    const [paper] = await Promise.all([
      console.waitForEvent('download'),
      console.click('form[action*="cards.pdf"] button'),
    ]);
    expect(readFileSync(await paper.path()).toString('latin1')).toMatch(/^%PDF-/);
    await console.goto(`${instance.url}/${lang}/inquiry/${inquiry}/register`);
    expect((await console.locator('main').innerText()).replace(/\s/g, ' ')).toContain(
      say('2 cartes imprimées', '2 printed cards'),
    );
    const phone = await newPhone();
    const his = await phone.newPage();
    await his.goto(`${door()}#${card.replace(/\s/g, '')}`);
    await expect.poll(() => his.locator('#card').isVisible()).toBe(true);
    expect(await his.inputValue('#card')).toBe(card.replace(/\s+/g, ' '));
    await his.goto(door());
    await his.click(`summary:has-text("${say('J’ai une carte', 'I have a printed card')}")`);
    await his.fill('#card', card.replace(/\s/g, ''));
    await go(his.locator('form .button.main'));
    expect(new URL(his.url()).pathname).toBe(`/${lang}/${code}/vote`);
    await phone.close();
  });
});
