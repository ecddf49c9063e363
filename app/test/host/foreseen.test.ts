import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type ForeseenSentence, foreseen } from '#lib/inquiry/foreseen.ts';
import { foreseenText } from '#lib/inquiry/foreseenText.ts';
import { faultsOfAxe, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { type Instance, removeFolders, run, startInstance } from '../pages/instance.ts';

const shifts = {
  key: 'list1',
  label: { fr: 'Horaires', en: 'Hours' },
  values: [
    { key: 'day', label: { fr: 'Jour', en: 'Day' }, headcount: 10 },
    { key: 'night', label: { fr: 'Nuit', en: 'Night' }, headcount: 10 },
  ],
};
const trades = {
  key: 'list2',
  label: { fr: 'Métier', en: 'Trade' },
  values: [
    { key: 'nurse', label: { fr: 'Soins', en: 'Nursing' }, headcount: 100 },
    { key: 'porter', label: { fr: 'Brancardage', en: 'Portering' }, headcount: 45 },
    { key: 'clerk', label: { fr: 'Accueil', en: 'Front desk' }, headcount: 5 },
  ],
};
const sentenceOf = (sentence: ForeseenSentence, lang: 'fr' | 'en') =>
  foreseenText(sentence, lang)
    .map(({ text }) => text)
    .join('');
const keys = (sentences: readonly { readonly key: string }[]) => sentences.map(({ key }) => key);

// The numbers of people are rule R2 of the gate: 8 and the reader, 10, and twice 10 for two groups.
describe('what could be shown', () => {
  test('of eight people: nothing at all, and every result says what it would need', () => {
    const { people, shown, never, form } = foreseen({
      entry: 'open',
      headcount: 8,
      attributes: [],
      questions: ['everyone'],
    });
    expect([people, shown]).toEqual([8, []]);
    expect(never).toEqual([
      { key: 'foreseen_all_never', least: 9, people: 8 },
      { key: 'foreseen_groups_never', least: 20, people: 8 },
      { key: 'foreseen_comments_never', least: 10, people: 8 },
      { key: 'foreseen_under', least: 9 },
      { key: 'foreseen_open_room' },
      { key: 'foreseen_one_person' },
    ]);
    expect(keys(form)).toEqual(['foreseen_words']);
  });

  test('of twenty people in an open room: everyone from nine, groups from twenty, nothing by profile', () => {
    const { shown, never, form } = foreseen({
      entry: 'open',
      headcount: 20,
      attributes: [shifts, trades],
      questions: ['everyone'],
    });
    expect(shown).toEqual([
      { key: 'foreseen_all', least: 9 },
      { key: 'foreseen_groups', least: 20 },
      { key: 'foreseen_comments', least: 10 },
    ]);
    expect(keys(never)).toEqual(['foreseen_under', 'foreseen_open_room', 'foreseen_one_person']);
    expect(form).toContainEqual({ key: 'foreseen_mark', least: 5 });
    expect(
      keys(foreseen({ entry: 'open', headcount: 19, attributes: [], questions: ['everyone'] }).never),
    ).toContain('foreseen_groups_never');
  });

  test('of twenty people with codes: by the hours that ten or more share, never by two lists crossed', () => {
    const { shown, never } = foreseen({
      entry: 'codes',
      headcount: 20,
      attributes: [shifts],
      questions: ['everyone'],
    });
    expect(shown).toContainEqual({ key: 'foreseen_by', least: 10, lists: [shifts.label], values: [] });
    expect(keys(never)).toEqual(['foreseen_under', 'foreseen_one_person']);

    const small = { ...trades, values: trades.values.map((value) => ({ ...value, headcount: 6 })) };
    const crossed = foreseen({
      entry: 'codes',
      headcount: 20,
      attributes: [shifts, small],
      questions: ['everyone'],
    });
    expect(crossed.never).toContainEqual({
      key: 'foreseen_by_never',
      least: 10,
      lists: [shifts.label, small.label],
      values: [...small.values.map(({ label }) => label)],
    });
  });

  test('of 150 people by trade: a value of five people is hidden, and a second that would tell it', () => {
    const { shown, never } = foreseen({
      entry: 'token',
      headcount: 150,
      attributes: [trades],
      questions: ['everyone'],
    });
    const by = {
      least: 10,
      lists: [trades.label],
      values: [trades.values[1].label, trades.values[2].label],
    };
    expect(shown).toContainEqual({ key: 'foreseen_by_some', ...by });
    expect(never).toContainEqual({ key: 'foreseen_values_never', ...by });
  });

  test('without a headcount: what each result needs, and nothing of everybody out of reach', () => {
    const uncounted = { ...trades, values: trades.values.map(({ key, label }) => ({ key, label })) };
    const { people, shown, never } = foreseen({
      entry: 'codes',
      attributes: [uncounted],
      questions: ['everyone'],
    });
    expect(people).toBeUndefined();
    expect(shown).toEqual([
      { key: 'foreseen_all', least: 9 },
      { key: 'foreseen_groups', least: 20 },
      { key: 'foreseen_comments', least: 10 },
      { key: 'foreseen_by_some', least: 10, lists: [trades.label], values: [] },
    ]);
    expect(keys(never)).toEqual(['foreseen_under', 'foreseen_one_person']);
  });

  test('of work: job by job with codes where ten could share one, and never by job in an open room', () => {
    const asked = { attributes: [], questions: ['work', 'everyone'] };
    // Ten people of a job: rule R2, and decision 029.
    expect(foreseen({ ...asked, entry: 'codes', headcount: 10 }).shown).toContainEqual({
      key: 'foreseen_work',
      least: 10,
    });
    expect(keys(foreseen({ ...asked, entry: 'codes', headcount: 9 }).shown)).not.toContain('foreseen_work');
    const open = foreseen({ ...asked, entry: 'open', headcount: 200 });
    expect(keys(open.shown)).not.toContain('foreseen_work');
    // Jobs are asked there, though shown to nobody: « these questions are not asked » would be untrue.
    expect(keys(open.never)).toContain('foreseen_open_room_work');
    expect(keys(open.never)).not.toContain('foreseen_open_room');
  });

  test('is said in sentences, with lists in the reader’s language', () => {
    const { never } = foreseen({
      entry: 'codes',
      headcount: 150,
      attributes: [trades],
      questions: ['everyone'],
    });
    const values = never.find(({ key }) => key === 'foreseen_values_never')!;
    expect(sentenceOf(values, 'fr')).toContain('«\u00A0Brancardage\u00A0» et «\u00A0Accueil\u00A0»');
    expect(sentenceOf(values, 'en')).toContain('“Portering” and “Front desk”');
  });

  test('says in which language a label is, where it is not the reader’s', () => {
    const french = { ...trades, label: { fr: 'Métier' } };
    const { shown } = foreseen({
      entry: 'codes',
      headcount: 150,
      attributes: [french],
      questions: ['everyone'],
    });
    const sentence = shown.find(({ key }) => key === 'foreseen_by_some')!;
    expect(foreseenText(sentence, 'en')).toContainEqual({ text: '“Métier”', lang: 'fr' });
    expect(foreseenText(sentence, 'en').filter(({ lang }) => lang !== undefined)).toHaveLength(1);
  });
});

describe('the pages', { timeout: 120_000 }, () => {
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

  it.each([
    { lang: 'fr', script: true },
    { lang: 'fr', script: false },
    { lang: 'en', script: true },
    { lang: 'en', script: false },
  ] as const)(
    'say it before an inquiry opens and to who joins, in $lang, script $script',
    async ({ lang, script }) => {
      const context = await browser.newContext({
        javaScriptEnabled: script,
        locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
        bypassCSP: true,
      });
      const page = await context.newPage();
      const press = async (what: string) => {
        const loaded = page.waitForEvent('load');
        await page.click(what);
        await loaded;
      };
      const { out } = await run('host-link', '--data', instance.data, '--json');
      await page.goto(JSON.parse(out).link);
      await press('main button');
      await page.goto(`${instance.url}/host/new`);
      await page.fill('#organisation', 'Talvenne');
      await page.fill('#headcount', '12');
      await press('main button');
      const home = `${instance.url}/host/${new URL(page.url()).pathname.split('/')[2]}`;
      await press('form[action="?/seed"] button');

      await page.goto(home);
      const said = await page.locator('#foreseen').innerText();
      expect(said).toContain(lang === 'fr' ? '12 personnes sont concernées' : '12 people are concerned');
      const blanks = await page.locator('#foreseen li.blank').allInnerTexts();
      expect(blanks).toContain(sentenceOf({ key: 'foreseen_groups_never', least: 20, people: 12 }, lang));
      expect(await page.locator('#foreseen li:not(.blank)').first().innerText()).toContain('9');
      // Before the button that opens it.
      expect(await page.locator('#foreseen ~ form[action="?/open"]').count()).toBe(1);
      if (script) expect(await faultsOf(page)).toEqual([]);

      const code = (await page.locator('.code').innerText()).replace(/\s/g, '');
      await press('form[action="?/open"] button');
      expect(await page.locator('#foreseen').innerText()).toBe(said);
      await page.goto(`${instance.url}/${lang}/${code}`);
      await page.locator('details').nth(1).locator('summary').click();
      expect(await page.locator('details').nth(1).locator('li.blank').allInnerTexts()).toEqual(blanks);
      if (script) expect(await faultsOf(page)).toEqual([]);
      await context.close();
    },
  );
});

/** What axe finds, and the widths at which the page scrolls sideways. */
async function faultsOf(page: Page): Promise<unknown[]> {
  return [...(await faultsOfAxe(page)), ...(await scrollsSideways(page))];
}
