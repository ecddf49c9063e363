import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTokenKey } from '#lib/entry/token/makeTokenKey.ts';
import { faultsOfAxe, openBrowser } from '../pages/browser.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';
import { comeIn, inOrder as follow, newPhone, type Phone } from './visits.ts';

let stage: Stage;
let browser: Browser;
let quiet: Room;
let led: Room;
let phones: Record<'fr' | 'en', Phone>;

const texts = [
  {
    fr: 'On devrait pouvoir refuser d’utiliser l’intelligence artificielle sans avoir à se justifier auprès de qui que ce soit.',
    en: 'We should be able to refuse to use artificial intelligence without having to give a reason to anybody.',
  },
  { fr: 'Anticonstitutionnellement : https://exemple.fr/une-adresse-qui-n-en-finit-pas', en: 'Short.' },
  { fr: 'Encore une.', en: 'One more.' },
];

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  quiet = await openRoom(stage, { code: 'KFC473', texts, people: [], script: () => [{ kind: 'close' }] });
  await follow(stage, quiet);
  led = await openRoom(stage, {
    code: 'KFC474',
    texts,
    people: [],
    script: (statements) => [{ kind: 'vote', statements: [...statements] }],
  });
  await stage.store.db
    .updateTable('inquiry')
    .set({ entry: 'token', door: 1, token_key: JSON.stringify((await makeTokenKey()).publicKey) })
    .where('id', '=', (await profiled()).inquiry)
    .execute();
  await led.start();
  const come = async (lang: 'fr' | 'en') => {
    const phone = await newPhone(browser, stage, { lang, script: true });
    await comeIn(phone, stage, led.code, lang);
    await comeIn(phone, stage, quiet.code, lang);
    await phone.page.goto(`${stage.url}/${lang}/${quiet.code}/write`);
    await phone.page.fill('textarea', 'Une phrase à moi, assez longue pour tenir sur deux lignes au moins.');
    await phone.page.click('form .button.main');
    await phone.page.click('form .button.main');
    await phone.page.waitForURL(/done/);
    await phone.page.goto(`${stage.url}/${lang}/${quiet.code}/vote`);
    await Promise.all([
      phone.page.waitForResponse((response) => response.url().endsWith('/-/vote') && response.ok()),
      phone.page.click('.answer.agree'),
    ]);
    return phone;
  };
  phones = { fr: await come('fr'), en: await come('en') };
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

/** A room to which people are invited, and which asks for profiles. */
async function profiled(): Promise<Room> {
  const room = await openRoom(stage, {
    code: 'KFC476',
    texts,
    people: [],
    script: () => [{ kind: 'close' }],
  });
  const { inquiry } = room;
  const { db } = stage.store;
  await db
    .insertInto('attribute')
    .values({ inquiry, key: 'site', position: 1, label: '{"fr":"Lieu de travail","en":"Workplace"}' })
    .execute();
  await db
    .insertInto('attribute_value')
    .values({ inquiry, attribute: 'site', key: 'a', position: 1, label: '{"fr":"Usine"}', headcount: null })
    .execute();
  return room;
}

/** Every screen that a participant meets. */
const screens = [
  '/?lang=LANG',
  '/LANG/KFC473',
  '/LANG/KFC473/vote',
  '/LANG/KFC473/vote?statement=1',
  '/LANG/KFC474/vote',
  '/LANG/KFC473/write',
  '/LANG/KFC473/write?done',
  '/LANG/KFC473/mine',
  '/LANG/KFC473/mine?sure',
  '/LANG/KFC473/mine?gone',
  '/LANG/KFC473/return',
  '/LANG/KFC473/end',
  '/LANG/KFC473/sheet',
  '/LANG/KFC476',
  '/LANG/KFC476/invited',
  '/LANG/KFC476/poster',
  '/LANG/KFC999',
];

describe.each(['fr', 'en'] as const)('a participant’s screens in %s', { timeout: 120_000 }, (lang) => {
  async function each(read: (page: Page, path: string) => Promise<void>): Promise<void> {
    const page = await phones[lang].context.newPage();
    try {
      for (const screen of screens) {
        const path = screen.replace('LANG', lang);
        await page.goto(stage.url + path);
        await read(page, path);
      }
    } finally {
      await page.close();
    }
  }

  it('never scroll sideways at 320 and 360 px, nor with text at twice its size', async () => {
    await each(async (page, path) => {
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 700 });
        const scroll = () => page.evaluate(() => document.documentElement.scrollWidth);
        const once = await scroll();
        const protocol = await page.context().newCDPSession(page);
        await protocol.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
        const twice = await scroll();
        await protocol.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
        await protocol.detach();
        expect({ path, once, twice }).toEqual({ path, once: width, twice: width });
      }
    });
  });

  it.each(['light', 'dark'] as const)(
    'satisfy axe (%s), have one heading of the first level and say their language',
    async (scheme) => {
      await each(async (page, path) => {
        await page.emulateMedia({ colorScheme: scheme });
        expect(await faultsOfAxe(page), path).toEqual([]);
        expect(await page.locator('h1').count(), path).toBe(1);
        expect(await page.getAttribute('html', 'lang')).toBe(lang);
        expect(await page.title(), path).toMatch(/\S – Abord$/);
      });
    },
  );

  it('have targets at least 44 px high, and nothing styled or scripted inline', async () => {
    await each(async (page, path) => {
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, .tap, .button, input:not([type=hidden]), textarea, select')]
          .filter((one) => one.checkVisibility())
          .filter((one) => one.getBoundingClientRect().height < 44)
          .map(({ outerHTML }) => outerHTML),
      );
      expect(small, path).toEqual([]);
      expect(await page.locator('[style], script:not([src]), style').count(), path).toBe(0);
    });
  });

  it('are walked by keyboard from the skip link on, in the order in which they are read, with a ring', async () => {
    await each(async (page, path) => {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const all = await page.evaluate(
        () =>
          [
            ...document.querySelectorAll(
              'a[href], button, input:not([type=hidden]), textarea, select, summary',
            ),
          ].filter((one) => one.checkVisibility()).length,
      );
      const places: number[] = [];
      for (let step = 0; step < all; step++) {
        await page.keyboard.press('Tab');
        const { place, ring } = await page.evaluate(() => {
          const at = document.activeElement!;
          const order = [
            ...document.querySelectorAll(
              'a[href], button, input:not([type=hidden]), textarea, select, summary',
            ),
          ].filter((one) => one.checkVisibility());
          const { outlineStyle, outlineWidth } = getComputedStyle(at);
          return { place: order.indexOf(at), ring: `${outlineStyle} ${outlineWidth}` };
        });
        expect(ring, path).toBe('solid 3px');
        places.push(place);
      }
      expect(places, path).toEqual(places.map((_, index) => index));
    });
  });

  it('can be answered by keyboard alone, from the code to the second statement', async () => {
    const phone = await newPhone(browser, stage, { lang, script: false });
    const { page } = phone;
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.goto(`${stage.url}/?lang=${lang}`);
    await press('Tab', 'Tab', 'Tab', 'Tab');
    await page.keyboard.type('kfc473');
    await press('Enter');
    await page.waitForURL(/KFC473$/);
    await page.focus('form .button');
    await press('Enter');
    await page.waitForURL(/vote$/);
    await page.focus('.answer.agree');
    await press('Tab', 'Space');
    await page.waitForURL(/after=1/);
    await page.goto(`${stage.url}/${lang}/KFC473/mine`);
    const said = await page.locator('.chip').first().innerText();
    expect(said).toBe(lang === 'fr' ? 'Pas d’accord' : 'Disagree');
    await phone.context.close();
  });

  it('are read in order by a screen reader', async () => {
    const source = readFileSync(
      createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/browser.js'),
      'base64',
    );
    const context = await browser.newContext({
      storageState: await phones[lang].context.storageState(),
      bypassCSP: true,
    });
    const page = await context.newPage();
    const heard = async (path: string): Promise<string[]> => {
      await page.goto(stage.url + path);
      await page.evaluate(
        `import('data:text/javascript;base64,${source}').then(({ virtual }) => { globalThis.reader = virtual; })`,
      );
      return page.evaluate(async () => {
        const { reader } = globalThis as unknown as {
          reader: {
            start(of: { container: Node }): Promise<void>;
            next(): Promise<void>;
            lastSpokenPhrase(): Promise<string>;
            spokenPhraseLog(): Promise<string[]>;
            stop(): Promise<void>;
          };
        };
        await reader.start({ container: document.querySelector('main')! });
        for (let step = 0; step < 200 && !/^end of main/.test(await reader.lastSpokenPhrase()); step++) {
          await reader.next();
        }
        const log = await reader.spokenPhraseLog();
        await reader.stop();
        return log;
      });
    };
    /** Pieces that are heard in this order, whatever lies between. */
    const inOrder = (log: readonly string[], pieces: readonly string[]) => {
      let from = 0;
      for (const piece of pieces) {
        const at = log.findIndex(
          (phrase, place) => place >= from && phrase.replace(' ,', ',').includes(piece),
        );
        expect(at, `${piece} in ${JSON.stringify(log)}`).toBeGreaterThanOrEqual(from);
        from = at + 1;
      }
    };
    const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
    inOrder(await heard(`/?lang=${lang}`), [
      say('heading, Entrez le code', 'heading, Enter the room code'),
      say('textbox, Code de la salle', 'textbox, Room code'),
      say('button, Entrer', 'button, Enter'),
    ]);
    inOrder(await heard(`/${lang}/KFC473`), [
      say('heading, Qui voit', 'heading, Who sees'),
      say('anonyme', 'anonymous'),
      say('Vous', 'You'),
      say('L’équipe d’animation', 'The hosts'),
      say('La direction', 'Your managers'),
      say('Personne', 'Nobody'),
      say('button, Continuer', 'button, Continue'),
    ]);
    inOrder(await heard(`/${lang}/KFC473/vote`), [
      say('Affirmation 2 sur 3', 'Statement 2 of 3'),
      'heading, ',
      say('group, Votre réponse', 'group, Your answer'),
      say('button, D’accord', 'button, Agree'),
      say('button, Pas d’accord', 'button, Disagree'),
      say('button, Je passe', 'button, Pass'),
      say('link, Mes réponses', 'link, My answers'),
    ]);
    inOrder(await heard(`/${lang}/KFC473/write`), [
      say('heading, Écrire', 'heading, Write'),
      say('textbox, Votre affirmation', 'textbox, Your statement'),
      say('button, Relire', 'button, Read again'),
    ]);
    inOrder(await heard(`/${lang}/KFC473/mine`), [
      say('heading, Ce que j’ai dit', 'heading, What I said'),
      texts[0][lang].slice(0, 20),
      say('D’accord', 'Agree'),
      say('link, Changer, affirmation 1', 'link, Change, statement 1'),
      say('button, Effacer, affirmation 1', 'button, Erase, statement 1'),
      say('heading, Ce que j’ai écrit', 'heading, What I wrote'),
      say('heading, Mon code de retour', 'heading, My return code'),
      say('link, Tout effacer', 'link, Erase everything'),
    ]);
    inOrder(await heard(`/${lang}/KFC473/end`), [
      say('heading, Merci', 'heading, Thank you'),
      say('heading, Et maintenant', 'heading, What happens next'),
    ]);
    await context.close();
  });
});
