import { reopen } from '@abord/release';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkRelease } from '#lib/questions/work/release.ts';
import { faultsOfAxe, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { type Instance, removeFolders, startInstance } from '../pages/instance.ts';

let instance: Instance;
let browser: Browser;
/** Address of the demonstration inquiry, without a language. */
let inquiry: string;

beforeAll(async () => {
  instance = await startInstance();
  const front = await (await fetch(`${instance.url}/fr`)).text();
  inquiry = `/inquiry/${/\/fr\/inquiry\/([^"/]+)/.exec(front)![1]}`;
  browser = await openBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await instance?.stop();
  await removeFolders();
});

const pages = ['/work', '/work/job:software-developer', '/work/isco:25'];

async function released() {
  const response = await fetch(`${instance.url}/fr${inquiry}/work.json`);
  const hash = response.headers.get('etag')!.replaceAll('"', '');
  return reopen<WorkRelease>(new Uint8Array(await response.arrayBuffer()), hash);
}

/** One window for each way of looking; pages are opened in it one after the other. */
const windows = new Map<string, Promise<BrowserContext>>();

async function opened<Result>(
  path: string,
  { script = true, dark = false }: { readonly script?: boolean; readonly dark?: boolean },
  read: (page: Page) => Promise<Result>,
): Promise<Result> {
  const key = `${script} ${dark}`;
  const context =
    windows.get(key) ??
    browser.newContext({
      ...{ javaScriptEnabled: script, colorScheme: dark ? ('dark' as const) : ('light' as const) },
      bypassCSP: true,
    });
  windows.set(key, context);
  const page = await (await context).newPage();
  try {
    expect((await page.goto(instance.url + path))!.status(), path).toBe(200);
    return await read(page);
  } finally {
    await page.close();
  }
}

describe.each(['fr', 'en'] as const)('the pages about work in %s', { timeout: 600_000 }, (lang) => {
  const paths = () => pages.map((page) => `/${lang}${inquiry}${page}`);

  it('say the same with and without JavaScript, with one title, and ask nobody else for anything', async () => {
    for (const path of paths()) {
      const asked: string[] = [];
      const said = [];
      for (const script of [true, false]) {
        said.push(
          await opened(path, { script }, async (page) => {
            page.on('request', (request) => asked.push(request.url()));
            await page.reload();
            expect(await page.locator('h1').count(), path).toBe(1);
            expect(await page.locator('script').count(), path).toBe(0);
            return page.locator('body').innerText();
          }),
        );
      }
      expect(said[0]).toBe(said[1]);
      expect(asked.filter((url) => !url.startsWith(`${instance.url}/`))).toEqual([]);
    }
  });

  it('have no fault that axe finds, by day and by night', async () => {
    for (const path of paths()) {
      for (const dark of [false, true]) {
        expect(await opened(path, { dark }, faultsOfAxe), `${path} ${dark}`).toEqual([]);
      }
    }
  });

  it('never scroll sideways', async () => {
    for (const path of paths()) expect(await opened(path, {}, scrollsSideways), path).toEqual([]);
  });

  it('say on each that it is simulated, and lead from the six questions to the answer and to each job', async () => {
    const word = lang === 'fr' ? /simulé/i : /simulated/i;
    const front = await opened(`/${lang}${inquiry}`, {}, (page) =>
      page.locator(`a[href="/${lang}${inquiry}/work"]`).allInnerTexts(),
    );
    expect(front.some((text) => text.length > 30)).toBe(true);
    for (const path of paths()) {
      expect(await opened(path, {}, (page) => page.locator('body').innerText())).toMatch(word);
    }
    const { tables } = await released();
    const linked = await opened(paths()[0], {}, (page) =>
      page
        .locator('table a')
        .evaluateAll((all) => all.map((link) => decodeURI(link.getAttribute('href')!.split('/').at(-1)!))),
    );
    const shown = tables.byFamily.cells.filter(({ aspect }) => aspect === 'use').map(({ family }) => family);
    expect(linked.toSorted()).toEqual(shown.toSorted());
  });

  it('draw on every line the number that its row says', async () => {
    for (const path of paths()) {
      const rows = await opened(path, {}, (page) =>
        page.evaluate(() =>
          [...document.querySelectorAll('[data-value]')].map((drawn) => {
            const said = drawn.closest('tr')!.querySelector('td:last-child')!.textContent!;
            return {
              drawn: drawn.getAttribute('data-value')!,
              said: /\d+/.exec(said)?.[0],
              nearly: /presque|nearly/.test(said),
            };
          }),
        ),
      );
      expect(rows.length, path).toBeGreaterThan(5);
      // Softened shares are drawn where they are released, at 95 and 5, and said as nearly all and none.
      const softened = { '95': '100', '5': '0' } as Record<string, string>;
      for (const { drawn, said, nearly } of rows) expect(nearly ? softened[drawn] : drawn, path).toBe(said);
    }
  });
});

describe('what is published of work', { timeout: 600_000 }, () => {
  it('is a file under its hash, from which every page is made, and a line of the register', async () => {
    const { tables, facts } = await released();
    expect(facts.simulated).toBe(true);
    expect(tables.families.cells.length).toBeGreaterThanOrEqual(5);
    for (const { minimum, cells } of Object.values(tables)) {
      for (const { people } of cells) expect(people).toBeGreaterThanOrEqual(minimum);
    }
    const register = await (await fetch(`${instance.url}/en${inquiry}/register`)).text();
    expect(register).toContain('/register/work/1.json');
    expect(register).toContain('Use of AI, by job');
    const one = await fetch(`${instance.url}/en${inquiry}/register/work/1.json`);
    expect(one.status).toBe(200);
  });

  it('has no page for a job that is not shown, and none says that it exists', async () => {
    for (const family of ['job:forklift-driver', 'isco:8', 'nothing']) {
      expect((await fetch(`${instance.url}/en${inquiry}/work/${family}`)).status).toBe(404);
    }
  });

  it('keeps the page light: at most 60 kB on the wire with its styles, fonts apart', async () => {
    // In a window of its own, which has seen no page.
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${instance.url}/fr${inquiry}/work`);
    const weight = await page.evaluate(() =>
      (performance.getEntries() as PerformanceResourceTiming[])
        .filter(({ entryType, name }) => /navigation|resource/.test(entryType) && !name.endsWith('.woff2'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    await page.context().close();
    expect(weight).toBeLessThanOrEqual(60_000); // design, promise 3
  });
});
