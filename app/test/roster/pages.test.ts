import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitationHash } from '#lib/entry/roster/invitationHash.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { openRoster } from '#lib/store/openRoster.ts';
import { openStore } from '#lib/store/openStore.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { type Instance, removeFolders, run, startInstance } from '../pages/instance.ts';
import { type MailServer, startMailServer } from '../post/mailServer.ts';
import { openInquiry } from '../store/openInquiry.ts';

let instance: Instance;
let browser: Browser;
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer({
    onRcptTo: ({ address }, _, done) =>
      done(
        address.startsWith('parti')
          ? Object.assign(new Error('No such user'), { responseCode: 550 })
          : undefined,
      ),
  });
  instance = await startInstance();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await instance?.stop();
  await server?.stop();
  await removeFolders();
});

async function inBoth<Result>(
  work: (both: {
    box: Awaited<ReturnType<typeof openStore>>['db'];
    roster: Awaited<ReturnType<typeof openRoster>>['db'];
  }) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ data: instance.data });
  const roster = await openRoster({ data: instance.data });
  try {
    return await work({ box: store.db, roster: roster.db });
  } finally {
    await store.close();
    await roster.close();
  }
}

describe.each([
  { lang: 'fr', script: true },
  { lang: 'en', script: true },
  { lang: 'fr', script: false },
] as const)(
  'people, letters and cards in $lang, script $script',
  { timeout: 180_000 },
  ({ lang, script }) => {
    const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
    let host: BrowserContext;
    let page: Page;
    let inquiry: string;
    let base: string;

    const text = async (selector: string) => (await page.locator(selector).innerText()).replace(/\s+/g, ' ');
    /** The page is one that anybody can use. */
    async function isSound(): Promise<void> {
      if (script) expect(await faultsOfAxe(page)).toEqual([]);
      expect(await scrollsSideways(page)).toEqual([]);
    }

    /** The page comes anew without anybody's doing, until all letters have left. */
    const allLeft = () =>
      expect.poll(() => text('#progress'), { timeout: 60_000 }).toBe(say('Les lettres', 'Letters'));

    beforeAll(async () => {
      server.letters.length = 0;
      inquiry = await inBoth(async ({ box, roster }) => {
        await roster.deleteFrom('post').execute();
        const { inquiry } = await openInquiry(box, { people: 0 });
        await box
          .updateTable('inquiry')
          .set({
            entry: 'token',
            code: { fr: 'KFC473', en: 'MNP679' }[lang].replace(/^./, script ? '$&' : 'W'),
            organisation: '{"und":"Talvenne"}',
            languages: JSON.stringify([lang]),
          })
          .where('id', '=', inquiry)
          .execute();
        return inquiry;
      });
      base = `${instance.url}/host/${inquiry}/people`;
      host = await browser.newContext({
        javaScriptEnabled: script,
        locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
        bypassCSP: true,
      });
      page = await host.newPage();
      const { out } = await run('host-link', '--data', instance.data, '--json');
      await page.goto(JSON.parse(out).link);
      await go(page.locator('main button'));
    });
    afterAll(() => host?.close());

    it('a mail server is set up by a form that says what is wrong and never shows a password', async () => {
      await page.goto(`${instance.url}/host`);
      await go(page.locator('a[href="/host/post"]'));
      await isSound();
      const save = () => go(page.locator('form[action="?/save"] button'));
      await page.fill('#host', 'https://smtp.example.org');
      await page.fill('#sender_address', 'enquete');
      await page.fill('#password', 'sésame');
      await save();
      expect(await text('[role=alert]')).toContain(say('Rien n’est enregistré', 'Nothing is saved'));
      expect(await text('#host-fault')).toContain('https://');
      expect(await text('#sender_address-fault')).toContain('@');
      expect(await page.content()).not.toContain('sésame');
      await isSound();
      await page.fill('#host', 'localhost');
      await page.fill('#port', '1');
      await page.check('input[name=tls][value=none]');
      await page.fill('#sender_name', 'Talvenne');
      await page.fill('#sender_address', 'enquete@example.org');
      await page.fill('#login', 'enquete');
      await page.fill('#password', 'sésame');
      await save();
      expect(await text('[role=status]')).toContain(say('enregistré', 'Saved'));
      expect(await page.content()).not.toContain('sésame');
      expect(await page.locator('#password').inputValue()).toBe('');
      expect(await text('#password-hint')).toContain(say('jamais affiché', 'never shown'));
      // To another server the old password does not go along.
      await page.fill('#port', String(server.port));
      await save();
      expect(await text('#password-fault')).not.toBe('');
      await page.fill('#port', '1');
      await page.fill('#password', '');
      await save();
      await page.fill('#to', 'moi@example.org');
      await go(page.locator('form[action="?/test"] button'));
      expect(await text('[role=alert]')).toContain(say('ne répond pas', 'does not answer'));
      await isSound();
      await page.fill('#port', String(server.port));
      await page.fill('#login', '');
      await save();
      await page.fill('#to', 'moi@example.org');
      await go(page.locator('form[action="?/test"] button'));
      expect(await text('[role=status]')).toContain(say('a pris la lettre', 'has taken the letter'));
      expect(server.letters.map(({ to }) => to)).toEqual([['moi@example.org']]);
      server.letters.length = 0;
    });

    it('a list is read, told and kept only then', async () => {
      await page.goto(base);
      expect(await text('main')).toContain(say('Personne n’est encore', 'Nobody is on the list'));
      await isSound();
      await go(page.locator(`nav a[href="/host/${inquiry}/people/list"]`));
      await isSound();
      await go(page.locator('form[action="?/read"] button'));
      expect(await text('[role=alert]')).toContain(say('Choisissez un fichier', 'Choose a file'));
      const list = [
        'Nom;Prénom;Courriel;Lieu',
        'Roy;Inès;ines@example.org;Works',
        'Élan;Zoë;zoe@example.org;works',
        'Sans;Adresse;;office',
        'Faux;Zéphyr;parti@example.org;Lune',
        'Roy;Double;INES@example.org;works',
        '=1+1;;x@example.org;works',
      ].join('\r\n');
      await page.setInputFiles('#file', {
        name: 'liste.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(list, 'latin1'),
      });
      await go(page.locator('form[action="?/read"] button'));
      expect(
        await page.locator('select').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value)),
      ).toEqual([
        'name',
        'first-name',
        'email',
        // Its values are known, four times in five.
        'list:site',
      ]);
      const told = await text('main');
      expect(told).toContain(say('4 personnes à ajouter', '4 people to add'));
      expect(told).toContain(say('n’a pas d’adresse', 'has no address'));
      expect(told).toMatch(/6 \((comme la|as) 2\)/);
      expect(told).toContain(say('ligne 5', 'line 5'));
      expect(told).toContain(say('formule', 'formula'));
      await isSound();
      expect(
        await inBoth(({ roster }) =>
          roster.selectFrom('person').select('id').where('inquiry', '=', inquiry).execute(),
        ),
      ).toEqual([]);
      // Other columns are told anew before anything is kept.
      await page.selectOption('#column-1', '');
      await go(page.locator('button[value=keep]'));
      expect(await text('[role=status]')).toContain(say('Rien n’est encore gardé', 'Nothing is kept yet'));
      await page.selectOption('#column-1', 'name');
      await go(page.locator('button[value=look]'));
      expect(await text('[role=alert]')).toContain(say('même contenu', 'same thing'));
      await page.selectOption('#column-1', 'first-name');
      await go(page.locator('button[value=look]'));
      await go(page.locator('button[value=keep]'));
      expect(await text('[role=status]')).toContain(say('4 personnes sont ajoutées', '4 people are added'));
      expect(await text('main')).toContain('Zoë Élan');
      await isSound();
      const { headcount, attributes } = (await inBoth(({ box }) => readInquiry(box, inquiry)))!;
      expect([headcount, ...attributes[0]!.values.map((value) => value.headcount)]).toEqual([4, 2, 1]);
    });

    it('one person is added, found and removed', async () => {
      await page.fill('#name', 'Noé Plus');
      await page.fill('#email', 'noe@example.org');
      await page.selectOption('select', 'office');
      await go(page.locator('form[action="?/add"] button'));
      expect(await text('[role=status]')).toContain(say('1 personne est ajoutée', '1 person is added'));
      await page.fill('#name', 'Encore');
      await page.fill('#email', 'NOE@example.org');
      await go(page.locator('form[action="?/add"] button'));
      expect(await text('[role=alert]')).toContain(say('déjà sur la liste', 'on the list already'));
      await page.fill('#q', 'noé');
      await go(page.locator('search button'));
      expect(await page.locator('.people li').count()).toBe(1);
      await go(page.locator('.people a'));
      await isSound();
      await page.locator('summary').click();
      await go(page.locator('form[action="?/remove"] button'));
      expect(await text('[role=status]')).toContain(say('retirée', 'removed'));
      expect(await page.locator('.people li').count()).toBe(4);
    });

    it('letters leave by themselves once they are asked for, and what failed is told by name', async () => {
      await page.goto(`${base}/letters`);
      await isSound();
      expect(await text('form[action="?/invite"] button')).toContain('3');
      await go(page.locator('form[action="?/invite"] button'));
      expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(1);
      await expect.poll(() => server.letters.length, { timeout: 30_000 }).toBe(2);
      await allLeft();
      const said = await text('main');
      expect(said).toContain(say('Lettres parties : 2 sur 3', 'Letters that have left: 2 of 3'));
      expect(said).toContain('Zéphyr Faux');
      expect(said).toContain('550 No such user');
      await isSound();
      expect(server.letters.map(({ to }) => to[0]).sort()).toEqual(['ines@example.org', 'zoe@example.org']);
      const secrets = server.letters.map(({ email }) => /invited#([a-z2-9]{26})/.exec(email.text!)![1]!);
      const hashes = await inBoth(({ roster }) =>
        roster.selectFrom('person').select('invitation_hash').where('inquiry', '=', inquiry).execute(),
      );
      for (const secret of secrets)
        expect(hashes).toContainEqual({ invitation_hash: invitationHash(secret) });
      server.letters.length = 0;
    });

    it('attack 28: a reminder goes to everybody, whatever is asked of the page', async () => {
      await inBoth(({ roster }) =>
        roster
          .updateTable('person')
          .set({ drawn: 1 })
          .where('inquiry', '=', inquiry)
          .where('email', '=', 'ines@example.org')
          .execute(),
      );
      await page.goto(`${base}/letters?only=unanswered&drawn=0&person=x&to=zoe@example.org`);
      await page.locator('form[action="?/remind"] summary').click();
      expect(
        await page
          .locator('form[action="?/remind"] :is(input, select)')
          .evaluateAll((all) => all.map((one) => one.getAttribute('name'))),
      ).toEqual(['round']);
      await page.locator('input[name=round]').evaluate((field) => {
        const more = field.cloneNode() as HTMLInputElement;
        more.name = 'person';
        field.after(more);
      });
      await go(page.locator('form[action="?/remind"] button'));
      await expect.poll(() => server.letters.length, { timeout: 30_000 }).toBe(2);
      expect(server.letters.map(({ to }) => to[0]).sort()).toEqual(['ines@example.org', 'zoe@example.org']);
      expect(new Set(server.letters.map(({ email }) => email.text)).size).toBe(1);
      await allLeft();
    });

    it('attack 23: no page says who has drawn, and all say the same of everybody', async () => {
      await page.goto(base);
      expect(await text('main')).toContain(say('Moins de cinq ont tiré', 'Fewer than five have drawn'));
      const ids = await inBoth(({ roster }) =>
        roster.selectFrom('person').select(['id', 'email']).where('inquiry', '=', inquiry).execute(),
      );
      const pageOf = async (email: string) => {
        await page.goto(`${base}/${ids.find((one) => one.email === email)!.id}`);
        return (await text('main')).replaceAll(email, '').replace(/Inès Roy|Zoë Élan/g, '');
      };
      expect(await pageOf('ines@example.org')).toBe(await pageOf('zoe@example.org'));
      const again = async (email: string) => {
        await page.goto(`${base}/${ids.find((one) => one.email === email)!.id}`);
        await go(page.locator('form[action="?/letter"] button'));
        await allLeft();
        return text('main');
      };
      expect(await again('ines@example.org')).toBe(await again('zoe@example.org'));
    });

    it('cards are a PDF, made once for whoever has no address', async () => {
      await page.goto(`${base}/cards`);
      await isSound();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('input[value=new] ~ p button').click(),
      ]);
      const pdf = readFileSync(await file.path()).toString('latin1');
      expect(pdf.startsWith('%PDF-')).toBe(true);
      expect(pdf).toContain('/StructTreeRoot');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await page.goto(`${base}/cards`);
      expect(await text('main')).toContain(say('ont leur carte', 'has a card'));
      await isSound();
      const rows = await inBoth(({ roster }) =>
        roster
          .selectFrom('person')
          .select(['card', 'invitation_hash'])
          .where('inquiry', '=', inquiry)
          .where('email', 'is', null)
          .where('name', 'is not', null)
          .execute(),
      );
      expect(rows).toEqual([{ card: 1, invitation_hash: expect.any(String) }]);
    });
  },
);
