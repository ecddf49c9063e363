import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { sayWork } from '#lib/questions/work/mutations.server.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { newPhone, type Phone } from '../participant/visits.ts';
import { crosswalk, dataWith, mobilities, quoted, rome } from '../references/smallRome.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';

/** The small town with a reception desk: eight skills that its clerks lack, and where they may officially go. */
const skills = Array.from({ length: 8 }, (_, at) => [`${110 + at}`, `Savoir ${at + 1} de l’accueil`]);
const town = {
  ...rome,
  ...crosswalk,
  'codes.csv': rome['codes.csv'] + quoted([['M1601', '5', '5', 'Accueil et renseignements', '1']]),
  'titles.csv': rome['titles.csv'] + quoted([['16', 'Hôte / Hôtesse d’accueil', 'Hôte', 'M1601', '1']]),
  'skills.csv':
    rome['skills.csv'] + quoted(skills.map(([ogr, label]) => [ogr!, label!, '1', 'SAVOIRS', '1'])),
  'links.csv':
    rome['links.csv'] + quoted([['M1601', '102'], ...skills.map(([ogr]) => ['M1601', ogr!] as const)]),
  'mobilities.csv':
    mobilities +
    quoted([
      ['M1602', 'D1104', '2', 'Evolution'],
      ['M1602', 'M1601', '1', 'Proche'],
    ]),
};

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

async function newRoom(questions = ['work', 'everyone']): Promise<Room> {
  const room = await openRoom(stage, {
    code: newRoomCode(),
    texts: [{ fr: 'Nous allons trop vite.', en: 'We are going too fast.' }],
    people: [],
    script: () => [{ kind: 'close' }],
  });
  await stage.store.db
    .updateTable('inquiry')
    .set({ questions: JSON.stringify(questions) })
    .where('id', '=', room.inquiry)
    .execute();
  return room;
}

/** Comes in by the door, says her job where there is one, and opens the page. */
async function open(phone: Phone, room: Room, lang: 'fr' | 'en', job?: string): Promise<void> {
  const { page, context } = phone;
  await page.goto(`${stage.url}/${lang}/${room.code}`);
  await go(page.locator('form .button.main'));
  const secret = (await context.cookies()).find(({ name }) => name === `ballot-${room.inquiry}`)!.value;
  if (job !== undefined) {
    await sayWork(stage.store.db, { inquiry: room.inquiry, secret }, () => ({ job, tasks: [] }));
  }
  await page.goto(waysIn(room, lang));
}

const waysIn = (room: Room, lang: 'fr' | 'en') => `${stage.url}/${lang}/${room.code}/work/ways`;
const told = ({ page }: Phone) => page.locator('main').innerText();
const search = ({ page }: Phone) => page.locator('form[action$="?/find"] button');

/** Every byte of the box, its journal taken in first: the store does that by itself too, now and then. */
async function bytesOfBox(): Promise<Record<string, string>> {
  await sql`pragma wal_checkpoint(truncate)`.execute(stage.store.db);
  const files = readdirSync(stage.data).filter((name) => /^box\.sqlite(-wal)?$/.test(name));
  expect(files).toContain('box.sqlite');
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(stage.data, name)))
        .digest('hex'),
    ]),
  );
}

const both = ['fr', 'en'] as const;

describe.each(both)('where no list of moves was added, in %s', { timeout: 120_000 }, (lang) => {
  it('the page says what would be needed, and whom one may speak with all the same', async () => {
    const phone = await newPhone(browser, stage, { lang, script: true });
    await open(phone, await newRoom(), lang, 'administrative-clerk');
    const text = await told(phone);
    expect(text).toContain('abord references add');
    expect(text).toContain('mon-cep.org');
    expect(await phone.page.locator('article, form').count()).toBe(0);
    expect(await faultsOfAxe(phone.page)).toEqual([]);
    expect(await scrollsSideways(phone.page)).toEqual([]);
    await phone.context.close();
  });
});

describe('where the list was added', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    await dataWith(town, stage.data);
  }, 240_000);

  const how = both.flatMap((lang) => [true, false].map((script) => ({ lang, script })));

  describe.each(how)('in $lang (script: $script)', { timeout: 240_000 }, ({ lang, script }) => {
    const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);

    async function expectSound({ page }: Phone): Promise<void> {
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(await page.locator('h1').count()).toBe(1);
      if (script) expect(await faultsOfAxe(page)).toEqual([]);
      expect(await scrollsSideways(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
    }

    it('from the job she said: official moves, close ones first, then those by skills, with what is missing', async () => {
      const room = await newRoom();
      const phone = await newPhone(browser, stage, { lang, script });
      const { page } = phone;
      await open(phone, room, lang, 'administrative-clerk');
      expect(await page.locator('#start + p').innerText()).toBe('Opérations administratives');
      const text = await told(phone);
      expect(text).toContain(
        say('Personne d’autre que vous ne voit cette page.', 'Nobody but you sees this page.'),
      );
      expect(text).toContain(say('pas un conseil de partir', 'not advice to leave'));
      await expectSound(phone);

      const destinations = await page.locator('article').evaluateAll((articles) =>
        articles.map((article) => {
          const section = article.closest('section')!.querySelector('h2')!.id;
          return `${section}: ${article.querySelector('h3')!.textContent}`;
        }),
      );
      expect(destinations.slice(0, 2)).toEqual([
        'official: Accueil et renseignements',
        'official: Pâtisserie',
      ]);
      // Both share the till and nothing else with her; which is more alike is the engine's matter.
      expect(destinations.slice(2).sort()).toEqual(['skills: Boulangerie', 'skills: Conduite et livraison']);

      const desk = page.locator('article').first();
      const deskText = (await desk.innerText()).replaceAll('\u00a0', ' ');
      expect(deskText).toContain(say('Mobilité officielle, proche', 'Official move, close'));
      expect(deskText.toLowerCase()).toContain(
        say('compétences communes : 1 sur 9', 'skills shared: 1 of 9'),
      );
      // Five of the eight that are missing are read at once, the rest when it is opened.
      expect(await desk.locator('.skills:visible li').count()).toBe(5);
      await desk.locator('summary').last().click();
      expect(await desk.locator('.skills:visible li').count()).toBe(8);
      await desk.locator('summary').first().click();
      expect(await desk.innerText()).toContain('Tenue de caisse');
      // What stays in French says so to a screen reader.
      const ownLanguage = (selector: string) => desk.locator(selector).first().getAttribute('lang');
      expect([await ownLanguage('h3'), await ownLanguage('li')]).toEqual(
        lang === 'fr' ? [null, null] : ['fr', 'fr'],
      );

      const pastry = await page.locator('article', { hasText: 'Pâtisserie' }).innerText();
      expect(pastry).toContain(say('évolution', 'evolution'));
      expect(pastry).toContain(say('pas connue ici', 'not known here'));
      expect(phone.faults).toEqual([]);
      await phone.context.close();
    });

    it('from her own words, which are in no address and in no box', async () => {
      const room = await newRoom();
      const phone = await newPhone(browser, stage, { lang, script });
      const { page } = phone;
      const visited: string[] = [];
      page.on('request', (request) => visited.push(request.url()));
      await open(phone, room, lang);
      expect(await page.locator('article').count()).toBe(0);
      await expectSound(phone);
      const before = await bytesOfBox();
      await page.fill('#title', 'boulangère zorblax');
      await go(search(phone));
      expect(await told(phone)).toContain('zorblax');
      const offered = page.locator('form[action$="?/from"] button', { hasText: 'Boulangerie' });
      // One word was not recognised: she is asked, be it of one occupation alone.
      await go(offered.first());
      expect(await page.locator('#start + p').innerText()).toBe('Boulangerie');
      expect(await page.locator('article h3').first().innerText()).toBe('Conduite et livraison');
      await expectSound(phone);
      expect(visited.filter((url) => /zorblax|boulang|D1102/i.test(decodeURI(url)))).toEqual([]);
      expect(await bytesOfBox()).toEqual(before);
      await phone.context.close();
    });
  });

  it('nothing that she does here changes a byte of the box, and no device keeps the page', async () => {
    const room = await newRoom();
    const phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    await open(phone, room, 'fr', 'administrative-clerk');
    const before = await bytesOfBox();
    const answer = await phone.page.goto(waysIn(room, 'fr'));
    expect(answer!.headers()).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    });
    for (const words of ['employé administratif', 'zorblax', '', 'a'.repeat(200)]) {
      await phone.page.fill('#title', words);
      await go(search(phone));
    }
    for (const code of ['D1102', 'Z9999', '__proto__']) {
      const sent = await phone.context.request.post(`${waysIn(room, 'fr')}?/from`, {
        form: { code },
        headers: { origin: stage.url, accept: 'text/html' },
      });
      expect(sent.status()).toBe(code === 'D1102' ? 200 : 400);
      expect(sent.headers()['cache-control']).toBe('no-store');
    }
    expect(await bytesOfBox()).toEqual(before);
    await phone.context.close();
  });

  it.each([
    ['nothing', '', 'Écrivez un métier'],
    ['blanks', ' \u200b ', 'Écrivez un métier'],
    ['keyboard noise', 'azeyrtyu qsdfgh', 'Aucun métier du ROME ne se trouve avec ces mots.'],
    ['five thousand words', 'boulangère '.repeat(5_000), '120 au plus'],
  ])('%s in the place of a job is answered in one sentence, and comes back', async (_, words, sentence) => {
    const phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    await open(phone, await newRoom(), 'fr');
    await phone.page.fill('#title', words);
    await go(search(phone));
    expect(await phone.page.locator('[role=alert]').innerText()).toContain(sentence);
    expect(await phone.page.locator('#title').getAttribute('aria-describedby')).toContain('fault');
    expect(await phone.page.locator('#title').inputValue()).toBe(words);
    await phone.context.close();
  });

  it('is printed whole: what is folded is on paper, what can be pressed is not', async () => {
    const phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    await open(phone, await newRoom(), 'fr', 'administrative-clerk');
    await phone.page.emulateMedia({ media: 'print' });
    const desk = phone.page.locator('article').first();
    expect(await desk.locator('.skills:visible li').count()).toBe(9);
    expect(await phone.page.locator('form:visible').count()).toBe(0);
    await phone.context.close();
  });

  it('is found from the end of what she says of her work and from her answers', async () => {
    const room = await newRoom();
    const phone = await newPhone(browser, stage, { lang: 'en', script: false });
    await open(phone, room, 'en', 'administrative-clerk');
    for (const path of ['work/done', 'mine']) {
      await phone.page.goto(`${stage.url}/en/${room.code}/${path}`);
      await go(phone.page.getByText('Where could I go from here?'));
      expect(phone.page.url()).toBe(waysIn(room, 'en'));
    }
    await phone.context.close();
  });

  it('may still be read once the inquiry is closed', async () => {
    const room = await newRoom();
    const phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    await open(phone, room, 'fr', 'administrative-clerk');
    await closeInquiry(stage.store.db, room.inquiry, '2026-11-30');
    await phone.page.goto(waysIn(room, 'fr'));
    expect(await phone.page.locator('article').count()).toBeGreaterThan(0);
    await phone.context.close();
  });

  it('whoever has not her secret is sent to the door, and where work is not asked, to the statements', async () => {
    const [room, elsewhere] = [await newRoom(), await newRoom(['everyone'])];
    const phone = await newPhone(browser, stage, { lang: 'en', script: false });
    await phone.page.goto(waysIn(room, 'en'));
    expect(phone.page.url()).toBe(`${stage.url}/en/${room.code}`);
    for (const form of ['?/find', '?/from']) {
      const sent = await phone.context.request.post(waysIn(room, 'en') + form, {
        form: { title: 'boulanger', code: 'D1102' },
        headers: { origin: stage.url, accept: 'text/html' },
        maxRedirects: 0,
      });
      expect([sent.status(), sent.headers().location]).toEqual([303, `/en/${room.code}`]);
    }
    await open(phone, elsewhere, 'en');
    expect(phone.page.url()).toBe(`${stage.url}/en/${elsewhere.code}/vote`);
    await phone.context.close();
  });
});
