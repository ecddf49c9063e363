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

/** A window in which the host has entered. */
async function entered({ lang, script }: { lang: 'fr' | 'en'; script: boolean }): Promise<BrowserContext> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
    bypassCSP: true,
  });
  const page = await context.newPage();
  const { out } = await run('host-link', '--data', instance.data, '--json');
  await page.goto(JSON.parse(out).link);
  await go(page.locator('main button'));
  await page.close();
  return context;
}

const path = (page: Page) => new URL(page.url()).pathname;
/** Without the spaces that do not break: other tests hold the catalogue to them. */
const told = async (page: Page) => (await page.locator('main').innerText()).replace(/[\u00a0\u202f]/g, ' ');
const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);

/** Forty tasks of eight people, by hand: with AI each takes a tenth less than without, and a little by chance. */
const rows = Array.from({ length: 40 }, (_, at) => {
  const without = 30 + ((at * 7) % 23);
  const minutes = without * (at % 2 ? 0.9 : 1) * (1 + ((at * 13) % 7) / 60);
  return `p${Math.floor(at / 5)},${at % 2},${minutes.toFixed(1)},${without}`;
});
const trialFile = `person,ai,minutes,forecast\n${rows.join('\n')}\n`;
const rolloutFile = `team,month,start,count\n${Array.from({ length: 12 }, (_, team) =>
  Array.from({ length: 5 }, (_, month) => {
    const begins = [0, 3, 4][team % 3]!;
    const gain = begins && month + 1 >= begins ? 2 : 0;
    return `t${team},${month + 1},${begins || ''},${10 + ((team * 5 + month * 3) % 7) / 4 + gain}`;
  }).join('\n'),
).join('\n')}\n`;

describe.each([
  { lang: 'fr', script: false },
  { lang: 'en', script: true },
] as const)('a host plans a trial, in $lang, script $script', { timeout: 180_000 }, ({ lang, script }) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
  let context: BrowserContext;
  let page: Page;
  let base: string;
  const complaints: string[] = [];

  /** Is the page sound: its language, one headline, nothing found by axe, no page that scrolls sideways? */
  async function expectSound(): Promise<void> {
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await page.locator('h1').count()).toBe(1);
    if (script) expect([path(page), await faultsOfAxe(page)]).toEqual([path(page), []]);
    expect([path(page), await scrollsSideways(page)]).toEqual([path(page), []]);
  }

  beforeAll(async () => {
    context = await entered({ lang, script });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${instance.url}/host/new`);
    await page.fill('#organisation', 'Talvenne');
    await go(page.locator('main button'));
    base = `${instance.url}/host/${path(page).split('/')[2]}`;
    await go(page.locator('form[action="?/seed"] button'));
    await page.goto(base);
    await go(page.locator('form[action="?/open"] button'));
  });
  afterAll(() => context?.close());

  it('from the empty list to a plan: each fault beside its field, and nothing that was typed is lost', async () => {
    await go(page.getByRole('link', { name: say('Essais', 'Trials'), exact: true }));
    expect(path(page)).toMatch(/\/trials$/);
    expect(await told(page)).toContain(say('Vingt tâches sont trop peu', 'Twenty tasks are too few'));
    expect(await told(page)).toContain(say('pas une mesure des personnes', 'not a measure of people'));
    await expectSound();
    await go(page.locator('.button.main'));
    await expectSound();
    await page.fill('#question_fr', 'Rédigeons-nous plus vite nos comptes rendus ?');
    await page.fill('#question_en', 'Do we write our reports faster?');
    await page.fill('#type1_fr', 'Compte rendu');
    await page.fill('#type1_en', 'Report');
    await page.fill('#tasks', '12');
    await page.fill('#people', '10');
    await page.fill('#lastDay', inAYear);
    await go(page.locator('main button[type=submit]'));
    expect(await page.locator('#tasks-fault').innerText()).toContain(say('Vingt', 'Twenty'));
    expect(await page.inputValue('#type1_fr')).toBe('Compte rendu');
    await expectSound();
    await page.fill('#tasks', '100');
    await go(page.locator('main button[type=submit]'));
    expect(path(page)).toMatch(/\/trials\/1$/);
    expect(await told(page)).toContain(say('Rien n’a commencé', 'Nothing has started'));
    await expectSound();
  });

  it('sees what its size lets one find, and asks for another', async () => {
    await go(page.getByRole('link', { name: say('Quel effet', 'What effect') }).first());
    // √(4 · 0.637²/100 + 0.17²/10) = 0.13827 times t(0.975; 9) + t(0.8; 9) = 3.14556: exp(±0.43493).
    expect(await told(page)).toContain(say('réduit de 35 % ou plus', 'cut by 35% or more'));
    expect(await told(page)).toContain(say('allongé de 54 % ou plus', 'slowdown of 54% or more'));
    await expectSound();
    await page.fill('#supposed', '10');
    await page.fill('#differ', '0');
    await go(page.locator('main form button'));
    expect(await told(page)).toContain(say('réduit de 30 % ou plus', 'cut by 30% or more'));
    expect(await page.locator('#supposed').count()).toBeGreaterThan(0);
    expect(await told(page)).toContain(say('une fois sur 8', 'one time in 8'));
    await page.fill('#people', '80');
    await go(page.locator('main form button'));
    expect(await page.locator('#people-fault').count()).toBe(1);
    await expectSound();
  });

  it('starts it behind a second question; then nothing of it can be changed, and it ends behind another', async () => {
    await page.goto(`${base}/trials/1`);
    const start = page.locator('form[action$="?/start"] button');
    expect(await start.isVisible()).toBe(false);
    await page.locator('summary', { hasText: say('Commencer', 'Start') }).click();
    await go(start);
    expect(await told(page)).toContain(say('Le plan, figé le', 'The plan, frozen on'));
    expect(await page.locator('#hash').innerText()).toMatch(/^[0-9a-f]{64}$/);
    expect(await page.locator('input').count()).toBe(0);
    await expectSound();
    await page.locator('summary', { hasText: say('Terminer', 'End') }).click();
    await go(page.locator('form[action$="?/end"] button'));
    expect(await page.locator('#seed').innerText()).toMatch(/^[a-z2-9]+$/);
    await expectSound();
  });

  it('throws another plan away; the log has a line for each of her acts', async () => {
    await page.goto(`${base}/trials/new`);
    await page.fill(`#question_${lang}`, 'X');
    await page.fill(`#type1_${lang}`, 'Y');
    await page.fill('#tasks', '200');
    await page.fill('#people', '20');
    await page.fill('#lastDay', inAYear);
    await go(page.locator('main button[type=submit]'));
    await page.locator('summary', { hasText: say('Jeter', 'Throw') }).click();
    await go(page.locator('form[action$="?/drop"] button'));
    expect(path(page)).toMatch(/\/trials$/);
    expect(await page.locator('.trials li').count()).toBe(1);
    await expectSound();
    await page.goto(`${base}/log`);
    for (const line of say(
      'préparé un essai|commencé un essai|terminé un essai|jeté le plan',
      'planned a trial|started a trial|ended a trial|threw away the plan',
    ).split('|')) {
      expect(await told(page)).toContain(line);
    }
  });

  it('has a file measured that she brings; nothing of it is kept', async () => {
    await page.goto(`${base}/trials/import`);
    await expectSound();
    const bring = (name: string, text: string) =>
      page.setInputFiles('#file', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await bring('marqueur-zorblax.csv', trialFile);
    await go(page.locator('main button[type=submit]'));
    expect(await told(page)).toContain(say('40 lignes, 4 colonnes', '40 rows, 4 columns'));
    await page.selectOption('#outcome', 'minutes');
    await go(page.locator('main button[type=submit]'));
    expect(await page.locator('[role=alert]').count()).toBe(1);
    expect(await page.inputValue('#outcome')).toBe('minutes');
    await page.selectOption('#treatment', 'ai');
    await page.selectOption('#cluster', 'person');
    await page.check('input[name=covariates][value=forecast]');
    await go(page.locator('main button[type=submit]'));
    const trial = await told(page);
    expect(trial).toContain(say('rien n’en est gardé', 'nothing of it is kept'));
    expect(trial).toContain(say('minutes baisse de 10 %', 'minutes is 10% lower'));
    expect(trial).toContain(say('Bootstrap sauvage', 'Wild bootstrap'));
    expect(trial).toContain('CR2');
    await expectSound();
    // What is wrong with a file has its one sentence, and the choices stay.
    await page.selectOption('#outcome', 'person');
    await page.selectOption('#cluster', '');
    await go(page.locator('main button[type=submit]'));
    expect(await page.locator('[role=alert]').innerText()).toContain('marqueur-zorblax.csv');
    expect(await page.inputValue('#treatment')).toBe('ai');

    await page.goto(`${base}/trials/import`);
    await page.check('input[name=kind][value=rollout]');
    await bring('marqueur-zorblax.csv', rolloutFile);
    await go(page.locator('main button[type=submit]'));
    for (const [id, column] of Object.entries({
      outcome: 'count',
      unit: 'team',
      time: 'month',
      cohort: 'start',
    })) {
      await page.selectOption(`#${id}`, column);
    }
    await go(page.locator('main button[type=submit]'));
    const rollout = await told(page);
    expect(rollout).toContain(
      say('Effet moyen depuis le début du traitement : 2', 'Mean effect since the start: 2').slice(0, 26),
    );
    expect(rollout).toContain(say('effets fixes à deux dimensions', 'Two-way fixed effects'));
    await expectSound();

    const store = await openStore({ data: instance.data });
    try {
      const dump = await Promise.all(
        (['trial', 'said', 'said_intake', 'inquiry', 'release'] as const).map((table) =>
          store.db.selectFrom(table).selectAll().execute(),
        ),
      );
      expect(JSON.stringify(dump)).not.toContain('zorblax');
    } finally {
      await store.close();
    }
    expect(complaints).toEqual([]);
  });
});
