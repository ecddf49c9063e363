import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { newPhone, type Phone } from '../participant/visits.ts';
import { openRoom, openStage, type Stage } from '../wall/stage.ts';

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

const PEOPLE = 8;
const TASKS = 4;

const ways = [
  { lang: 'fr', script: false },
  { lang: 'en', script: true },
] as const;

describe.each(ways)('a trial from its plan to its result, in $lang (script: $script)', ({ lang, script }) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
  const told = async (page: Page) => (await page.locator('main').innerText()).replace(/[\u00a0\u202f]/g, ' ');
  const main = (page: Page) => page.locator('form .button.main, a.button.main').first();

  it('is planned, frozen, played by eight people, and published', { timeout: 400_000 }, async () => {
    const room = await openRoom(stage, {
      code: newRoomCode(),
      texts: [{ fr: 'Nous allons trop vite.', en: 'We are going too fast.' }],
      people: [],
      script: () => [{ kind: 'close' }],
    });
    // As a team of eight asks before it opens: seven, and the reader.
    await stage.store.db
      .updateTable('inquiry')
      .set({ questions: '["gains","everyone"]', figure_minimum: 7 })
      .where('id', '=', room.inquiry)
      .execute();
    const host = (await newPhone(browser, stage, { lang, script })).page;
    await host.setViewportSize({ width: 1280, height: 900 });
    const link = await newSetupLink(stage.store.db, new Date().toISOString().slice(0, 10));
    await host.goto(`${stage.url}/host/enter/${link}`);
    await go(host.locator('main button'));
    const trials = `${stage.url}/host/${room.inquiry}/trials`;

    // The plan, and its start behind a second question.
    await host.goto(`${trials}/new`);
    for (const [name, value] of Object.entries({
      question_fr: 'Allons-nous plus vite ?',
      question_en: 'Are we faster?',
      type1_fr: 'Un compte rendu',
      type1_en: 'Minutes of a meeting',
      tasks: String(PEOPLE * TASKS - 2),
      people: String(PEOPLE),
      lastDay: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
    })) {
      await host.fill(`[name=${name}]`, value);
    }
    await host.check('[name=outcome][value=minutes]');
    await host.check('[name=rule][value=once]');
    await go(main(host));
    expect(host.url()).toMatch(/\/trials\/1(\?|$)/);
    await host
      .locator('summary', { hasText: say('Commencer', 'Start') })
      .first()
      .click();
    await go(host.locator('form[action$="?/start"] button'));
    const hash = await host.locator('#hash').innerText();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);

    // Eight people: with AI tasks take a fifth longer; one refuses a task, one takes another out.
    const base = `${stage.url}/${lang}/${room.code}`;
    for (let person = 0; person < PEOPLE; person++) {
      const phone = await newPhone(browser, stage, { lang, script });
      await phone.page.goto(base);
      await go(main(phone.page));
      for (let task = 0; task < TASKS; task++) {
        const end = task > 0 ? 'finish' : person === 0 ? 'refuse' : person === 1 ? 'withdraw' : 'finish';
        await play(phone, `${base}/trials/1`, { person, task, end });
      }
      if (person === PEOPLE - 2) {
        // One person is still to come: nobody reads anything, the host neither.
        await host.goto(`${trials}/1`);
        await go(host.locator('form[action$="?/publish"] button'));
        expect(await told(host)).toContain(say('Pas encore', 'Not yet'));
        await host.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/gains/trial/1`);
        expect(await told(host)).not.toMatch(/%/);
      }
      expect(phone.faults).toEqual([]);
      await phone.context.close();
    }

    await host.goto(`${trials}/1`);
    expect(await host.locator('#hash').innerText()).toBe(hash);
    await go(host.locator('form[action$="?/publish"] button'));
    expect(await told(host)).toContain(say('publié pour tout le monde', 'published for everybody'));

    const reader = (await newPhone(browser, stage, { lang, script })).page;
    await reader.setViewportSize({ width: 1280, height: 900 });
    await reader.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/gains/trial/1`);
    const text = await told(reader);
    // Each task took what was forecast without AI, a fifth more with it: 20 %, whoever did it.
    expect(text).toContain(
      say('Les tâches faites avec l’IA ont demandé 20 % de temps en plus', 'Tasks with AI took 20% longer'),
    );
    // Forecasts were a quarter less: what was believed stands beside what was measured.
    expect(text).toContain(say('25 % de temps en moins', '25% less time'));
    expect(text).toContain(say('30 tâches finies, de 8 personnes', '30 finished tasks, of 8 people'));
    expect(text).toContain(hash);
    if (script) expect(await faultsOfAxe(reader)).toEqual([]);
    for (const width of [360, 1280]) {
      await reader.setViewportSize({ width, height: 800 });
      expect(await scrollsSideways(reader)).toEqual([]);
    }
    await reader.goto(`${stage.url}/${lang}/inquiry/${room.inquiry}/gains`);
    expect(await told(reader)).toContain(say('20 % de temps en plus', '20% longer'));
    if (script) expect(await faultsOfAxe(reader)).toEqual([]);
  });

  /** One task, from its description to the guess, as somebody who always takes what she forecasts, or a fifth more. */
  async function play(
    { page }: Phone,
    trial: string,
    { person, task, end }: { person: number; task: number; end: 'finish' | 'refuse' | 'withdraw' },
  ): Promise<void> {
    // Whole minutes whatever is done, so that the effect is one fifth to the last digit.
    const minutes = 20 * (1 + person + task);
    await page.goto(trial);
    await go(page.getByText(say('Nouvelle tâche', 'New task')));
    await page.fill('#words', `${say('Réunion', 'Meeting')} ${task}`);
    await page.getByLabel(say('Assez bien', 'Fairly well'), { exact: true }).check();
    await go(main(page));
    await page.fill('#with', String(Math.round(minutes * 0.75)));
    await page.fill('#without', String(minutes));
    await go(main(page));
    if (end === 'refuse') return leave(page, 'refuse');
    await go(main(page));
    const heading = await page.locator('h1').innerText();
    expect([
      say('Faites-la avec IA', 'Do it with AI'),
      say('Faites-la sans IA', 'Do it without AI'),
    ]).toContain(heading);
    const isWith = heading === say('Faites-la avec IA', 'Do it with AI');
    if (end === 'withdraw') return leave(page, 'withdraw');
    const took = isWith ? minutes * 1.2 : minutes;
    await go(page.locator('main a[href$="?finish"]'));
    await page.getByLabel(say('Bon à remettre', 'Good to hand over'), { exact: true }).check();
    await page.getByLabel(isWith ? say('Oui', 'Yes') : say('Non', 'No'), { exact: true }).check();
    await page.fill('#minutes', String(took));
    await go(main(page));
    await page.fill('#took', String(took));
    await page.fill('#other', String(isWith ? minutes : minutes * 1.2));
    await go(main(page));
  }

  async function leave(page: Page, way: 'refuse' | 'withdraw'): Promise<void> {
    const form = page.locator(`form[action$="?/${way}"]`);
    await page.locator('details', { has: form }).locator('summary').click();
    await form.locator('[name=reason][value=need-ai]').check();
    await go(form.locator('button'));
  }
});
