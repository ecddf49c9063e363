import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { openStore } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { faultsOfAxe } from './browser.ts';
import { type Instance, removeFolders, startInstance } from './instance.ts';

let instance: Instance;
let browser: Browser;
/** Released twice, with eight who wait; released once, with nobody who waits; never released. */
let waits: string;
let stands: string;
let silent: string;

beforeAll(async () => {
  const data = await mkdtemp(join(tmpdir(), 'abord-register-'));
  const store = await openStore({ data });
  const vote = async (inquiry: string, statement: string, people: number) => {
    for (let n = 0; n < people; n++) {
      const { secret } = await drawBallot(store.db, { inquiry, profile: {}, day: '2026-11-24' });
      const value = n % 3 === 0 ? -1 : 1;
      await store.votes.cast({ inquiry, secret, statement, value, key: randomId('secret') });
    }
  };
  const opened = [];
  for (const steps of [[12, 5, 10, 8], [12], []]) {
    const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
    for (const people of steps) {
      await vote(inquiry, statements[0], people);
      // A statement on which too few have voted.
      if (people === 12) await vote(inquiry, statements[1], 3);
      await releaseEveryone(store, inquiry, jobs);
    }
    opened.push(inquiry);
  }
  [waits, stands, silent] = opened;
  await store.close();
  instance = await startInstance(data);
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
});

afterAll(async () => {
  await browser?.close();
  await instance?.stop();
  await removeFolders();
});

interface Look {
  readonly script?: boolean;
  readonly width?: number;
  readonly dark?: boolean;
}

async function opened<Result>(
  path: string,
  look: Look,
  read: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({
    javaScriptEnabled: look.script ?? true,
    colorScheme: look.dark ? 'dark' : 'light',
    viewport: { width: look.width ?? 1280, height: 800 },
    bypassCSP: true,
  });
  try {
    const page = await context.newPage();
    const answer = await page.goto(instance.url + path);
    expect(answer!.status(), path).toBe(200);
    return await read(page);
  } finally {
    await context.close();
  }
}

const textOf = (page: Page) => page.locator('main').innerText();
const register = (lang: string, inquiry: string) => `/${lang}/inquiry/${inquiry}/register`;

describe.each(['fr', 'en'] as const)('the register in %s', { timeout: 240_000 }, (lang) => {
  it('says how many wait at most, in steps of five, and for what', async () => {
    const text = await opened(register(lang, waits), { script: false }, textOf);
    // Eight people came after the second release: rounded up to ten (R14).
    const said =
      lang === 'fr'
        ? /Jusqu’à 10 personnes ont répondu depuis la publication 2/
        : /Up to 10 people have answered since release 2/;
    expect(text).toMatch(said);
  });

  it('keeps in view that a newer answer was held back before the one that followed', async () => {
    const text = await opened(register(lang, waits), {}, textOf);
    // Five came after the first release and waited, until ten more had come.
    expect(text).toMatch(lang === 'fr' ? /jusqu’à 5 personnes attendaient/ : /up to 5 people were waiting/);
  });

  it('says where nobody waits, and where nothing is released', async () => {
    const none = await opened(register(lang, stands), {}, textOf);
    expect(none).toContain(lang === 'fr' ? 'n’a été retenue' : 'No newer answer has been held back');
    const empty = await opened(register(lang, silent), {}, textOf);
    expect(empty).toContain(lang === 'fr' ? 'Rien n’est encore publié' : 'Nothing has been published yet');
  });

  it('reads the same without JavaScript, and no window is too narrow for it', async () => {
    for (const inquiry of [waits, silent]) {
      const path = register(lang, inquiry);
      const said = await Promise.all([true, false].map((script) => opened(path, { script }, textOf)));
      expect(said[0]).toBe(said[1]);
      for (const width of [320, 360, 1280]) {
        const wide = await opened(path, { width }, (page) =>
          page.evaluate(() => document.documentElement.scrollWidth),
        );
        expect(wide, `${path} at ${width} px`).toBe(width);
      }
    }
  });

  it('satisfies axe, in the light and in the dark', async () => {
    for (const look of [{ width: 360 }, { width: 1280 }, { width: 1280, dark: true }]) {
      for (const path of [
        register(lang, waits),
        register(lang, silent),
        `/${lang}/inquiry/${waits}/everyone`,
      ]) {
        const found = await opened(path, look, faultsOfAxe);
        expect(found, path).toEqual([]);
      }
    }
  });

  it('is a link away from the answer, which says how many wait', async () => {
    const path = `/${lang}/inquiry/${waits}/everyone`;
    const there = await opened(path, { script: false }, async (page) => {
      const waiting = page.locator('.waits');
      expect(await waiting.innerText()).toMatch(lang === 'fr' ? /^Jusqu’à 10 /u : /^Up to 10 people/);
      await waiting.locator('a').click();
      return new URL(page.url()).pathname;
    });
    expect(there).toBe(register(lang, waits));
    const others = await opened(`/${lang}/inquiry/${stands}/everyone`, {}, async (page) => [
      await page.locator('.waits').count(),
      await page.locator(`a[href="${register(lang, stands)}"]`).count(),
    ]);
    expect(others).toEqual([0, 1]);
  });
});

it('leads to the file of each release, whose fingerprint and figures are those that it says', async () => {
  const lines = await opened(register('en', waits), {}, (page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('article')].map((article) => ({
        href: article.querySelector('a')!.getAttribute('href')!,
        hash: article.querySelector('code')!.textContent,
        said: article.querySelector('.ui')!.textContent!.match(/\d+/g)!.map(Number),
        rows: [...article.querySelectorAll('tbody tr')].map((row) =>
          [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)),
        ),
      })),
    ),
  );
  expect(lines.map(({ href }) => href.split('/').slice(-2).join('/'))).toEqual([
    'everyone/2.json',
    'everyone/1.json',
    'heard/2.json',
    'heard/1.json',
  ]);
  for (const { href, hash, said, rows } of lines) {
    const bytes = new Uint8Array(await (await fetch(instance.url + href)).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    const { tables } = JSON.parse(new TextDecoder().decode(bytes)) as {
      tables: Record<string, { cells: unknown[]; hidden: string[] }>;
    };
    const counts = Object.values(tables).map(({ cells, hidden }) => [cells.length, hidden.length]);
    expect(rows.toSorted()).toEqual(counts.filter(([shown, hidden]) => shown + hidden > 0).toSorted());
    const [shown, hidden] = [0, 1].map((at) => counts.reduce((sum, count) => sum + count[at], 0));
    // Where nothing is hidden that is said in words.
    expect(said).toEqual(hidden === 0 ? [shown] : [shown, hidden]);
  }
});

it('answers that there is no such release, where there is none', async () => {
  for (const path of ['everyone/3.json', 'work/1.json', 'everyone/0.json']) {
    const { status } = await fetch(`${instance.url}${register('en', waits)}/${path}`);
    expect(status, path).toBe(404);
  }
});
