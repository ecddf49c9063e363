import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInSources } from '#lib/notices/builtInSources.ts';
import { software } from '#lib/notices/software.ts';
import { writeManifest } from '#lib/references/keep.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { openStage, type Stage } from '../wall/stage.ts';

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

/** As `abord references add` leaves it, with ROME in it. */
function addRome(): void {
  mkdirSync(join(stage.data, 'references'), { recursive: true });
  const rome = {
    file: 'rome.json',
    editions: {
      codes: { version: 'v347', read: '2026-11-29' },
      titles: { version: 'v347', read: '2026-11-29' },
      mobilities: { version: 'v460', read: '2026-11-30' },
    },
    rows: { titles: 11_000 },
  };
  writeManifest(stage.data, { format: 2, sources: { rome }, trained: {} });
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const textOf = async (path: string) => (await fetch(`${stage.url}${path}`)).text();

describe.each(['fr', 'en'] as const)('the page of notices in %s', { timeout: 120_000 }, (lang) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);

  it('names every source with its maker, version, date, licence, use and change, and what browsers receive', async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    rmSync(join(stage.data, 'references'), { recursive: true, force: true });
    await page.goto(`${stage.url}/${lang}`);
    await go(page.locator(`footer a[href="/${lang}/notices"]`));
    const main = plain(await page.locator('main').innerText());
    for (const { name, publisher, version, licence, what, changed } of builtInSources) {
      for (const said of [name, publisher, version, licence, what[lang], changed[lang]]) {
        expect(main).toContain(plain(said));
      }
    }
    // The notice of the ILO's working paper.
    expect(main).toContain(say('Publiée le 20 mai 2025', 'Published on 20 May 2025'));
    for (const { name, version, licence, holder } of software) {
      for (const said of [name, version, licence, holder]) expect(main).toContain(said);
    }
    expect(await page.locator('.blank').innerText()).toContain(say('Rien d’autre', 'Nothing else'));
    expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);

    addRome();
    await page.reload();
    const added = plain(await page.locator('section', { has: page.locator('#added') }).innerText());
    for (const said of ['France Travail', 'v347', 'Licence Ouverte 2.0']) expect(added).toContain(said);
    expect(added).toContain(say('Lue ici le 29 novembre 2026', 'Read here on 29 November 2026'));
    // The moves were added later, of another version.
    expect(added).toContain(say('mobilités officielles : v460', 'official moves: v460'));
    expect(added).toContain(say('Lue ici le 30 novembre 2026', 'Read here on 30 November 2026'));
    expect((await page.locator('#added ~ .body [lang=fr]').count()) > 0).toBe(lang === 'en');
    expect(await faultsOfAxe(page)).toEqual([]);
    expect(await scrollsSideways(page)).toEqual([]);
    await context.close();
  });

  it('goes on without what was added where its folder is damaged, and says so', async () => {
    addRome();
    writeFileSync(join(stage.data, 'references', 'manifest.json'), '{"format":');
    const text = await textOf(`/${lang}/notices`);
    expect(text).toContain(say('Liste illisible', 'The list cannot be read'));
    expect(text).toContain(builtInSources[0]!.publisher);
  });
});

it('each licence that is linked is handed out as plain text', async () => {
  const text = await textOf('/en/notices');
  for (const { file } of software) {
    expect(text).toContain(`href="${file}"`);
    const answer = await fetch(stage.url + file);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect((await answer.text()).length).toBeGreaterThan(1_000);
  }
});

it('is linked from the door of the host’s console too', async () => {
  expect(await textOf('/host/enter?lang=fr')).toContain('href="/fr/notices"');
});
