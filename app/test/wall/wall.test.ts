import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { choice, random } from '@abord/numbers';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import { m } from '#lib/words/messages.js';
import { phoneAddresses } from '../../src/routes/wall/phoneAddresses.ts';
import { faultsOfAxe, openBrowser } from '../pages/browser.ts';
import { openRoom, openStage, type Person, type Room, type Stage } from './stage.ts';

let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const windows = new Map<string, Promise<BrowserContext>>();

/** A page of a window with or without scripts; windows stay, pages are closed. */
async function withPage<Result>(
  path: string,
  how: { readonly script?: boolean; readonly width?: number; readonly height?: number },
  read: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { script = true, width = 1920, height = 1080 } = how;
  const key = String(script);
  const context = windows.get(key) ?? browser.newContext({ javaScriptEnabled: script, bypassCSP: true });
  windows.set(key, context);
  const page = await (await context).newPage();
  try {
    await page.setViewportSize({ width, height });
    await page.goto(stage.url + path);
    return await read(page);
  } finally {
    await page.close();
  }
}

const langs = ['fr', 'en'] as const;

/** Where somebody who wants to look at every screen has them kept: a folder. */
const pictures = process.env.ABORD_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (pictures)
    await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}

/** Text on the screen, in CSS pixels: the smallest. */
const smallestText = (page: Page) =>
  page.evaluate(() =>
    Math.min(
      ...[...document.querySelectorAll('main *, .net')]
        .filter((one) =>
          [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent!.trim()),
        )
        .filter((one) => one.getClientRects().length > 0 && !one.closest('svg'))
        .map((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
    ),
  );

/** What holds of every screen, in both languages: axe looks at one as it is projected, at the other on a phone. */
async function expectSound(path: string, where: string): Promise<void> {
  const projected = path.startsWith('/wall') && !path.endsWith('/reach');
  for (const lang of langs) {
    const here = `${path}?lang=${lang}`;
    const html = await (await fetch(stage.url + here)).text();
    expect(html, `${where}: style in an attribute`).not.toMatch(/<[a-z][^>]*\sstyle=/);
    expect(html, `${where}: script in the page`).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).toContain(`<html lang="${lang}"`);
    await withPage(here, {}, async (page) => {
      expect(await page.locator('h1').count(), where).toBe(1);
      for (const [width, height] of [
        [1920, 1080],
        [1280, 720],
        [360, 740],
      ]) {
        await page.setViewportSize({ width, height });
        await picture(page, `${where}-${lang}-${width}`);
        const [wide, high] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.scrollHeight,
        ]);
        expect(wide, `${where}, ${lang}: scrolls sideways at ${width}`).toBe(width);
        if (projected && width > 1000) {
          expect(high, `${where}, ${lang}: nobody scrolls a wall, ${width}`).toBe(height);
          // The floor of the wall: 36 of 1080 lines.
          expect(await smallestText(page), `${where}, ${lang}`).toBeGreaterThanOrEqual(
            (36 * height) / 1080 - 0.01,
          );
        }
        if (width === 360) {
          // What a reader sets in the browser: 16 px of ordinary text become 32.
          const protocol = await page.context().newCDPSession(page);
          await protocol.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
          const twice = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(twice, `${where}, ${lang}: scrolls sideways with text at twice its size`).toBe(width);
          await protocol.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
          await protocol.detach();
        }
        if (width === (lang === 'fr' ? 1920 : 360)) {
          expect(await faultsOfAxe(page), `${where}, ${lang}, ${width}`).toEqual([]);
        }
      }
    });
  }
}

/** What the wall says, every space an ordinary one. */
const said = async (page: Page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');

const textOf = (path: string, script = true) => withPage(path, { script }, said);

const texts = [
  {
    fr: 'Je veux savoir quand un texte a été écrit avec une IA.',
    en: 'I want to know when a text was written with AI.',
  },
  { fr: 'Nous allons trop vite.', en: 'We are going too fast.' },
  { fr: 'L’IA me fait gagner du temps.', en: 'AI saves me time.' },
  { fr: 'On devrait pouvoir refuser de s’en servir.', en: 'One should be able to refuse to use it.' },
];

describe('the wall of a small room, moment by moment', { timeout: 240_000 }, () => {
  let room: Room;
  const path = '/wall/KFC473';

  beforeAll(async () => {
    // Of fourteen people: ten agree, two disagree, two pass on the first statement; seven and seven on the
    // second; on the third eight agree and six pass; three agree with the fourth, which the host does not expect.
    const people = Array.from({ length: 14 }, (_, who): Person => {
      const votes = [
        who < 10 ? 1 : who < 12 ? -1 : 0,
        who % 2 ? 1 : -1,
        who < 8 ? 1 : 0,
        who < 3 ? 1 : -1,
      ] as const;
      return (place) => votes[place];
    });
    room = await openRoom(stage, {
      code: 'KFC473',
      texts,
      people,
      starts: '2099-11-24T19:30',
      script: (ids) => [
        { kind: 'watch', title: { fr: 'La traductrice', en: 'The translator' }, minutes: 12 },
        { kind: 'vote', statements: [...ids] },
        { kind: 'reveal', statements: [], shape: true },
        { kind: 'discuss', minutes: 10 },
        { kind: 'write', minutes: 5 },
        { kind: 'close' },
      ],
    });
    const { db } = stage.store;
    await db
      .insertInto('forecast')
      .values({ inquiry: room.inquiry, statement: room.statements[3], agree: 90 })
      .execute();
  });

  it('before: how to come in, what for and when', async () => {
    await expectSound(path, 'before');
    const text = await textOf(`${path}?lang=fr`);
    expect(text).toContain('L’IA dans la salle');
    expect(text).toContain('KFC 473');
    expect(text).toContain('24 novembre 2099, 19 h 30');
    expect(text).toContain('Aucun téléphone encore');
  });

  it('watch: the episode, its length, and a clock that runs by itself', async () => {
    await room.start();
    await expectSound(path, 'watch');
    await withPage(`${path}?lang=en`, {}, async (page) => {
      const time = page.locator('[role=timer]');
      expect(await page.locator('h1').innerText()).toBe('The translator');
      expect(await said(page)).toContain('An episode of 12 minutes');
      await expect.poll(() => time.innerText()).toMatch(/^11:\d\d$/);
      const first = await time.innerText();
      await expect.poll(() => time.innerText(), { timeout: 5_000 }).not.toBe(first);
    });
    expect(await textOf(`${path}?lang=en`, false)).toContain('12 min');
  });

  it('a clock that is paused stands still and says so', async () => {
    await room.act('pause');
    await withPage(`${path}?lang=en`, {}, async (page) => {
      await expect.poll(() => said(page)).toContain('Paused');
      expect(await page.locator('[role=timer]').getAttribute('data-paused')).toBe('true');
    });
    await room.act('resume');
  });

  it('vote: the statement, its place, three blank boxes, and nothing of the result', async () => {
    await room.act('skip');
    await room.vote(0, 13);
    await expectSound(path, 'vote');
    const text = await textOf(`${path}?lang=fr`);
    expect(text).toContain('Affirmation 1 sur 4');
    expect(text).toContain('Je veux savoir quand un texte a été écrit avec une IA.');
    expect(text).toContain('Résultats cachés jusqu’à la révélation');
    // Thirteen answered: said in steps of five.
    expect(text).toContain('Au moins 10 ont répondu');
    const html = await (await fetch(`${stage.url}${path}?lang=fr`)).text();
    expect(html).not.toContain('data-value');
  });

  it('without a script, the page asks to be loaded again every ten seconds, and says the same', async () => {
    const html = await (await fetch(`${stage.url}${path}?lang=fr`)).text();
    expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="10"/);
    const [scripted, plain] = [await textOf(`${path}?lang=fr`), await textOf(`${path}?lang=fr`, false)];
    expect(plain).toBe(scripted);
  });

  it('moves by itself when the host reveals: figures of the release, with their doubt', async () => {
    await withPage(`${path}?lang=en`, {}, async (page) => {
      expect(await said(page)).toContain('Results hidden');
      await room.vote(0);
      await room.act('reveal');
      // Of fourteen, ten agree: 71 %, shown in steps of five.
      await expect.poll(() => said(page), { timeout: 10_000 }).toContain('70%');
      const chart = page.getByRole('img', { name: /agree/ });
      expect(await chart.getAttribute('aria-label')).toMatch(/^70% agree \(\d+ to \d+%\), 15% disagree/);
      expect(await said(page)).toContain('Rounded to 5 points');
    });
    await expectSound(path, 'revealed');
  });

  it('a statement that too few have answered stays blank when it is revealed', async () => {
    await room.act('next');
    await room.vote(1, 4);
    await room.act('reveal');
    const text = await textOf(`${path}?lang=fr`);
    expect(text).toContain('Trop peu pour le dire');
    expect(text).not.toMatch(/\d %/);
    await expectSound(path, 'too few');
  });

  it('the evening of a room too small for groups: its surprises, out of the release', async () => {
    await room.act('hide');
    await room.vote(1);
    for (const place of [2, 3]) {
      await room.act('next');
      await room.vote(place);
    }
    await room.act('skip');
    await withPage(`${path}?lang=fr`, {}, async (page) => {
      await expect.poll(() => said(page), { timeout: 60_000 }).toContain('Personne ne l’attendait');
      const text = await said(page);
      expect(text).toContain('14 personnes ont voté.');
      // The host expected 90 %; three of fourteen agree: 21 %, which is shown to five points (R16 of the gate).
      expect(text).toMatch(/Prévu : 90 % d’accord\. Mesuré : 20 %/);
      expect(text).toMatch(/Le plus d’accord « Je veux savoir/);
      expect(text).toMatch(/Le plus divisé « Nous allons trop vite/);
      expect(text).toMatch(/Le plus de « je passe » « L’IA me fait gagner du temps/);
      expect(text).toMatch(/45 % passent/);
    });
    await expectSound(path, 'surprises');
  });

  it('discuss: a question and a clock', async () => {
    await room.act('skip');
    await expectSound(path, 'discuss');
    expect(await textOf(`${path}?lang=en`)).toContain('What surprised you?');
  });

  it('write: how, and how many sentences wait, in steps of five', async () => {
    await room.act('skip');
    await expectSound(path, 'write');
    expect(await textOf(`${path}?lang=en`)).toContain('The first sentences are read as they come in');
    await stage.store.db
      .insertInto('statement')
      .values(
        Array.from({ length: 12 }, (_, place) => ({
          inquiry: room.inquiry,
          id: `waiting-${place}`,
          number: 100 + place,
          version: 1,
          state: 'waiting' as const,
          texts: '{"fr":"À relire"}',
          origin: 'participant' as const,
        })),
      )
      .execute();
    expect(await textOf(`${path}?lang=en`)).toContain('About 10 sentences are waiting to be read');
  });

  it('close: thanks, and a code that leads to the answer', async () => {
    await room.act('skip');
    await expectSound(path, 'close');
    const text = await textOf(`${path}?lang=fr`);
    expect(text).toContain('Merci');
    expect(text).toContain('La réponse est là');
    expect(text).toContain('Aucune autre séance n’est annoncée');
  });

  it('says that the connection is lost, keeps what it showed, and goes on by itself', async () => {
    await room.act('back');
    await withPage(`${path}?lang=en`, {}, async (page) => {
      await stage.hangUp();
      await expect
        .poll(() => page.locator('.net').innerText(), { timeout: 20_000 })
        .toContain('Connection lost: the wall will go on by itself.');
      expect(await page.locator('h1').innerText()).toBe(m.wall_write_prompt({}, { locale: 'en' }));
      await stage.pickUp();
      await room.act('next');
      await expect.poll(() => page.locator('h1').innerText(), { timeout: 20_000 }).toBe('Thank you');
      expect(await page.locator('.net').isVisible()).toBe(false);
    });
  });
});

describe('the evening of a larger room', { timeout: 240_000 }, () => {
  /** Sixty people in two camps that answer each statement in opposite ways, nine times in ten. */
  function camps(): Person[] {
    const source = random(7);
    return Array.from({ length: 60 }, (_, who) => {
      const votes = Array.from({ length: 16 }, (_, place): 1 | -1 => {
        const usual = who < 30 === (place % 2 === 0) ? 1 : -1;
        return choice(source(), [9, 1]) === 0 ? usual : usual === 1 ? -1 : 1;
      });
      // Nearly everybody agrees with the last one.
      return (place) => (place === 16 ? (who % 20 ? 1 : -1) : votes[place]);
    });
  }

  it('shows camps with their letters and sizes, what brings together and what divides', async () => {
    const room = await openRoom(stage, {
      code: 'MNP346',
      texts: Array.from({ length: 17 }, (_, place) => ({
        fr: `Affirmation d’essai ${place + 1}`,
        en: `Trial ${place + 1}`,
      })),
      people: camps(),
      script: (ids) => [
        { kind: 'reveal', statements: [], shape: true },
        { kind: 'reveal', statements: [ids[16]], shape: true },
        { kind: 'close' },
      ],
    });
    for (let place = 0; place < 17; place++) await room.vote(place);
    await releaseEveryone(stage.store, room.inquiry, stage.engine);
    await room.start();
    await withPage('/wall/MNP346?lang=en', {}, async (page) => {
      await expect.poll(() => said(page), { timeout: 60_000 }).toContain('What brings us together');
      const text = await said(page);
      expect(text).toMatch(/Camp A \d+ people/);
      expect(text).toMatch(/Camp B \d+ people/);
      expect(text).toContain('“Trial 17”');
      expect(text).toMatch(/What divides us “Trial \d+” \d+% in camp [AB], \d+% in camp [AB]/);
      expect(text).toMatch(/One mark: \d people or more/);
    });
    await expectSound('/wall/MNP346', 'camps');
    await room.act('skip');
    await withPage('/wall/MNP346?lang=fr', {}, async (page) => {
      // 57 of 60 agree.
      await expect.poll(() => said(page), { timeout: 60_000 }).toMatch(/95 %/);
      await expect.poll(() => said(page), { timeout: 60_000 }).toContain('Camp A');
    });
    await expectSound('/wall/MNP346', 'statement beside camps');
  });
});

describe('the longest statements that people may write', { timeout: 240_000 }, () => {
  it('fit on the wall, voted on, revealed and as surprises', async () => {
    // 280 letters, the most that a participant may send.
    const long = 'Une phrase que personne ne lit à voix haute sans reprendre son souffle deux fois. '
      .repeat(4)
      .slice(0, 279);
    const room = await openRoom(stage, {
      code: 'RTV479',
      texts: Array.from({ length: 4 }, () => ({ fr: `${long}.`, en: `${long}.` })),
      people: Array.from(
        { length: 12 },
        (_, who): Person =>
          (place) =>
            (who + place) % 3 === 0 ? -1 : 1,
      ),
      script: (ids) => [
        { kind: 'watch', title: { fr: long, en: long }, minutes: 5 },
        { kind: 'vote', statements: [...ids] },
        { kind: 'reveal', statements: [], shape: true },
      ],
    });
    await room.start();
    await expectSound('/wall/RTV479', 'long title');
    await room.act('skip');
    await expectSound('/wall/RTV479', 'long statement');
    await room.vote(0);
    await room.act('reveal');
    await expectSound('/wall/RTV479', 'long statement revealed');
    for (const place of [1, 2, 3]) {
      await room.act('next');
      await room.vote(place);
    }
    await room.act('skip');
    await withPage('/wall/RTV479?lang=fr', {}, async (page) => {
      await expect.poll(() => said(page), { timeout: 60_000 }).toContain('Le plus d’accord');
    });
    await expectSound('/wall/RTV479', 'long surprises');
  });
});

describe('whether phones can come', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await openRoom(stage, {
      code: 'HCF637',
      texts: texts.slice(0, 1),
      people: [],
      script: () => [{ kind: 'close' }],
    });
  });

  it('shows the address, a code to try and what http does not give', async () => {
    await expectSound('/wall/HCF637/reach', 'reach');
    const text = await textOf('/wall/HCF637/reach?lang=en');
    expect(text).toContain('What this http address does not give');
    const [first] = phoneAddresses(networkInterfaces());
    if (first) expect(text).toContain(`${first.address}:${new URL(stage.url).port}/reach`);
    else expect(text).toContain('This machine has no address on a local network.');
  });

  it('the page that a phone finds says that it works, and leaves and keeps nothing', async () => {
    const response = await fetch(`${stage.url}/reach`, {
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 14)' },
    });
    expect(response.headers.get('set-cookie')).toBeNull();
    const html = await response.text();
    expect(html).toContain('un appareil Android');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('woff2');
    await expectSound('/reach', 'reach of a phone');
  });

  it('a code that no room has is one sentence', async () => {
    const response = await fetch(`${stage.url}/wall/KFC999?lang=en`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('No room has this code');
  });
});
