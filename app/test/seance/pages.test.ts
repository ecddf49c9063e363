import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterAsHost, newSetupLink } from '#lib/host/access/mutations.server.ts';
import { readStatement } from '#lib/host/statements/data.server.ts';
import { acceptStatement } from '#lib/host/statements/mutations.server.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import { listSeances, readSeance } from '#lib/room/data.server.ts';
import { readForecasts } from '#lib/room/forecast.server.ts';
import type { Script } from '#lib/room/script.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { randomId } from '#lib/store/randomId.ts';
import { m } from '#lib/words/messages.js';
import { faultsOfAxe, openBrowser } from '../pages/browser.ts';
import { openRoom, openStage, type Person, type Room, type Stage } from '../wall/stage.ts';

/** A folder for pictures of every page, for whoever wants to look. */
const pictures = process.env.ABORD_PICTURES;

let stage: Stage;
let browser: Browser;
let session: string;

beforeAll(async () => {
  stage = await openStage();
  const today = new Date().toISOString().slice(0, 10);
  const link = await newSetupLink(stage.store.db, today);
  session = (await enterAsHost(stage.store.db, { link, now: Date.now() }))!;
  browser = await openBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const windows = new Map<string, Promise<BrowserContext>>();

/** A page of the host's window, with or without scripts. */
async function open(path: string, { script = true, width = 1280 } = {}): Promise<Page> {
  const key = String(script);
  const made = async () => {
    const context = await browser.newContext({ javaScriptEnabled: script, bypassCSP: true, locale: 'en-GB' });
    await context.addCookies([{ name: 'host', value: session, url: stage.url }]);
    return context;
  };
  const context = windows.get(key) ?? made();
  windows.set(key, context);
  const page = await (await context).newPage();
  await page.setViewportSize({ width, height: 800 });
  await page.goto(stage.url + path);
  return page;
}

const texts = [
  { fr: 'L’IA me fait gagner du temps.', en: 'AI saves me time.' },
  { fr: 'On devrait pouvoir refuser d’utiliser l’IA.', en: 'One should be able to refuse to use AI.' },
  { fr: 'Mon métier existera dans dix ans.', en: 'My job will exist in ten years.' },
];
/** Thirty people: all agree with the first, a third with the second. */
const people: Person[] = Array.from({ length: 30 }, (_, who) => (place) => {
  if (place === 0) return 1;
  return who % 3 === 0 ? 1 : -1;
});
const evening = (statements: readonly string[]): Script => [
  { kind: 'watch', title: { fr: 'Épisode 1', en: 'Episode 1' }, minutes: 12 },
  { kind: 'vote', statements: [statements[0], statements[1]] },
  { kind: 'discuss', minutes: 10, prompt: { fr: 'Qui décide ?', en: 'Who decides?' } },
  { kind: 'close' },
];
const letters = 'CFHKMNPRTVWX';
let rooms = 0;
const newRoom = (script = evening): Promise<Room> => {
  const code = `K${letters[rooms % 12]}${letters[Math.floor(rooms++ / 12)]}347`;
  return openRoom(stage, { code, texts, people, script });
};
const plan = ({ inquiry }: Room, number = 1) => `/host/${inquiry}/seance/${number}`;
const seanceOf = async ({ inquiry }: Room, number = 1) =>
  (await readSeance(stage.store.db, inquiry, number))!;
const en = { locale: 'en' } as const;

/** What holds of every page, in both languages. */
async function expectSound(path: string): Promise<void> {
  for (const lang of ['fr', 'en'] as const) {
    const here = path.replace(/^\/(fr|en)\//, `/${lang}/`);
    const page = await open(here.startsWith('/host') ? `${here}?lang=${lang}` : here);
    const html = await page.evaluate(() => document.documentElement.outerHTML);
    expect(await page.locator('html').getAttribute('lang'), here).toBe(lang);
    expect(html, `${here}: a style in an attribute`).not.toMatch(/<[a-z][^>]*\sstyle=/);
    expect(html, `${here}: a script in the page`).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(await page.locator('h1').count(), here).toBe(1);
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${here} scrolls sideways at ${width} px`).toBeLessThanOrEqual(width);
      if (pictures && width > 320) {
        const name = `${here.replaceAll(/[^a-z0-9]+/gi, '-').replace(/[a-z0-9]{10}-seance/, 'seance')}-${lang}-${width}`;
        await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
      }
    }
    await page.setViewportSize({ width: 320, height: 800 });
    await page.evaluate(() => document.documentElement.setAttribute('class', 'large'));
    await page.addStyleTag({ content: 'html.large { font-size: 200%; }' });
    const beyond = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((one) => one.getBoundingClientRect().right > 320 && !one.closest('svg, .only-spoken'))
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${here} scrolls sideways at 200 %: ${beyond.at(-1)}`).toBeLessThanOrEqual(320);
    await page.addStyleTag({ content: 'html.large { font-size: 100%; }' });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await faultsOfAxe(page), here).toEqual([]);
    await page.close();
  }
  const page = await open('/host?lang=en');
  await page.close();
}

describe.each([true, false])('a séance is planned (scripts: %s)', (script) => {
  it('is announced from a form that keeps what was typed and says what is wrong beside its field', async () => {
    const room = await newRoom();
    const page = await open(`/host/${room.inquiry}/seance/new?lang=en`, { script });
    await page.locator('[name=guestEn]').fill('Ada <b>Lovelace</b>');
    await page.locator('[name=minutes]').evaluate((input) => input.setAttribute('type', 'text'));
    await page.locator('[name=minutes]').fill('soon');
    await page.getByRole('button', { name: m.seance_form_announce({}, en) }).click();
    const title = page.locator('[name=titleFr]');
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#fault-titleFr').innerText()).toBe(m.seance_fault_title({}, en));
    expect(await page.locator('#fault-minutes').innerText()).toBe(m.seance_fault_minutes({}, en));
    expect(await page.locator('[name=guestEn]').inputValue()).toBe('Ada <b>Lovelace</b>');
    expect(await listSeances(stage.store.db, room.inquiry)).toHaveLength(1);

    await page.locator('[name=titleEn]').fill('Film night');
    await page.locator('[name=minutes]').fill('75');
    await page.locator('[name=day]').fill('2026-12-01');
    await page.locator('[name=zone]').selectOption('Europe/Paris');
    await page.getByRole('button', { name: m.seance_form_announce({}, en) }).click();
    expect(await page.locator('h1').innerText()).toBe('Film night');
    expect(await page.locator('main').innerText()).toContain('Tuesday 1\u00A0December 2026, 19:00');
    const { script: written, minutes } = await seanceOf(room, 2);
    expect(minutes).toBe(75);
    expect(written.filter(({ kind }) => kind === 'watch')).toHaveLength(3);
    await page.close();
  });

  it('has a script that is written by buttons, and refuses what was written on an older one', async () => {
    const room = await newRoom();
    const page = await open(`${plan(room)}?lang=en`, { script });
    const late = await open(`${plan(room)}?lang=en`, { script });
    const kinds = async () => (await seanceOf(room)).script.map(({ kind }) => kind);
    await page.locator('#step-2 [value=down]').click();
    expect(await kinds()).toEqual(['watch', 'discuss', 'vote', 'close']);
    await page.locator('#add-kind').selectOption('write');
    await page.locator('#add-where').selectOption('1');
    await page.getByRole('button', { name: m.seance_add_do({}, en) }).click();
    expect(await kinds()).toEqual(['watch', 'write', 'discuss', 'vote', 'close']);
    await page.locator('#step-4 summary').click();
    await page.locator('#step-4 [type=checkbox]').last().check();
    await page
      .locator('#step-4')
      .getByRole('button', { name: m.seance_edit_save({}, en) })
      .click();
    expect((await seanceOf(room)).script[3]).toEqual({ kind: 'vote', statements: room.statements });

    await page.locator('#step-1 summary').click();
    await page.locator('#step-1 [name=link]').evaluate((input) => input.setAttribute('type', 'text'));
    await page.locator('#step-1 [name=link]').fill('javascript:alert(1)');
    await page
      .locator('#step-1')
      .getByRole('button', { name: m.seance_edit_save({}, en) })
      .click();
    expect(await page.locator('#step-1 [role=alert]').innerText()).toBe(m.seance_edit_fault_link({}, en));

    await late.locator('#step-1 [value=remove]').click();
    expect(await late.locator('[role=alert]').innerText()).toBe(m.seance_plan_wrong_version({}, en));
    expect(await kinds()).toHaveLength(5);
    await Promise.all([page.close(), late.close()]);
  });
});

describe.each([true, false])('a séance is led (scripts: %s)', (script) => {
  it('from its beginning to its end, and the host never sees more than the room', async () => {
    const room = await newRoom();
    const page = await open(`${plan(room)}?lang=en`, { script });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const shown = () => page.locator('main').innerText();
    await press(m.seance_plan_start({}, en));
    await page.locator('[aria-current=step]', { hasText: m.seance_moment_watch({}, en) }).waitFor();
    expect(await shown()).toContain('Episode 1');
    expect(await page.getByRole('button', { name: m.seance_run_reveal_do({}, en) }).count()).toBe(0);

    await press(m.seance_run_next({}, en));
    await page.getByText(texts[0].en).waitFor();
    await press(m.seance_run_next_item({}, en));
    await page.getByText(texts[1].en).waitFor();
    await room.vote(1);
    // Thirty answered, a multiple of five; a third agree: nothing of it is anywhere in the page.
    await expect
      .poll(async () => {
        if (!script) await page.reload();
        return page.getByText('30', { exact: true }).count();
      })
      .toBeGreaterThan(0);
    const html = await page.content();
    expect(html).not.toMatch(/\b(33|35|65|67)\s?%|data-value/);
    expect(await shown()).toContain(m.seance_run_hidden({}, en));

    await press(m.seance_run_reveal_do({}, en));
    if (script)
      await page
        .getByText(/35% agree/)
        .first()
        .waitFor({ timeout: 20_000 });
    else
      await expect
        .poll(
          async () => {
            await page.reload();
            return shown();
          },
          { timeout: 20_000 },
        )
        .toMatch(/35% agree/); // 10 of 30, to the nearest 5 points while the vote is open

    await press(m.seance_run_next({}, en));
    await page.getByText('Who decides?').first().waitFor();
    await press(m.seance_run_pause({}, en));
    await page.getByRole('button', { name: m.seance_run_resume({}, en), exact: true }).waitFor();
    expect(await page.locator('[role=timer]').innerText()).toMatch(/^Paused, (10:00|9:5\d) left$/);
    await page.locator('.end summary').click();
    await press(m.seance_run_end_do({}, en));
    await page.getByRole('button', { name: m.seance_plan_start_again({}, en) }).waitFor();
    expect((await seanceOf(room)).state).toBe('closed');
    await page.close();
  });

  it('by two people: what is pressed on an older state does nothing, says so, and shows the new one', async () => {
    const room = await newRoom();
    await room.start();
    const one = await open(`${plan(room)}/phone?lang=en`, { script });
    const two = await open(`${plan(room)}/phone?lang=en`, { script });
    // The second one hears no more of the room.
    await two.route('**/-/room/**', (route) => route.abort());
    await two.route('**/phone', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await one.getByRole('button', { name: m.seance_run_next({}, en), exact: true }).click();
    await one.getByText(texts[0].en).waitFor();
    await two.getByRole('button', { name: m.seance_run_pause({}, en), exact: true }).click();
    await two.getByText(m.seance_run_changed({}, en)).waitFor();
    expect(await two.locator('main').innerText()).toContain(texts[0].en);
    expect((await seanceOf(room)).progress).toMatchObject({ moment: 1, item: 0, open: true });
    await Promise.all([one.close(), two.close()]);
  });
});

/** What somebody of the room writes; gives its id. */
async function write({ inquiry }: Room, en: string, number: number): Promise<string> {
  const id = randomId('statement');
  const texts = JSON.stringify({ en });
  await stage.store.db
    .insertInto('statement')
    .values({ inquiry, id, number, version: 1, state: 'waiting', texts, origin: 'participant' })
    .execute();
  return id;
}
/** A statement that waits, by its words, apart from those that are like it. */
const words = (place: Locator, text: string) => place.locator('p.words', { hasText: text });
const statementNow = async ({ inquiry }: Room, id: string) =>
  (await readStatement(stage.store.db, inquiry, id))!;

describe.each([true, false])('beside the séance (scripts: %s)', (script) => {
  it('what waits is accepted, refused with a reason or folded in, and the séance stays on the screen', async () => {
    const room = await newRoom();
    await room.start();
    const ids = [];
    for (const [place, text] of ['First words', 'Second words', 'Third words'].entries()) {
      ids.push(await write(room, text, 50 + place));
    }
    const page = await open(`${plan(room)}/run?lang=en`, { script });
    const column = page.locator('aside');
    const first = column.locator('li').first();
    const press = (name: string) => first.getByRole('button', { name, exact: true }).click();
    await expect.poll(() => first.innerText()).toContain('First words');
    await press(m.host_accept({}, en));
    await words(first, 'Second words').waitFor();
    expect((await statementNow(room, ids[0])).state).toBe('accepted');

    await first.locator('summary', { hasText: m.host_refuse({}, en) }).click();
    await press(m.host_refuse_button({}, en));
    await first.getByText(m.host_refuse_missing({}, en)).waitFor();
    await first.getByText(m.host_refuse_subject({}, en)).click();
    await press(m.host_refuse_button({}, en));
    await words(first, 'Third words').waitFor();
    expect(await statementNow(room, ids[1])).toMatchObject({
      state: 'refused',
      reason: { usual: 'subject' },
    });

    await first.locator('summary', { hasText: m.host_merge({}, en) }).click();
    await first.locator('select').selectOption(ids[0]);
    await press(m.host_merge_button({}, en));
    await column.getByText(m.seance_run_moderate_none({}, en)).waitFor();
    expect((await statementNow(room, ids[2])).state).toBe('refused');
    await column.getByRole('button', { name: m.host_undo({}, en) }).click();
    await words(first, 'Third words').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${plan(room)}/run`);
    expect((await seanceOf(room)).state).toBe('live');
    await page.close();
  });

  it('the answer that people leave with is published when it ends, and the page says so', async () => {
    const room = await newRoom();
    await room.vote(0);
    await room.start();
    const page = await open(`${plan(room)}/run?lang=en`, { script });
    await page.locator('.end summary').click();
    await page.getByRole('button', { name: m.seance_run_end_do({}, en) }).click();
    const said = page.locator('[role=status]', { hasText: m.seance_ended({}, en) });
    await said.waitFor({ timeout: 20_000 });
    expect(await said.innerText()).toContain(m.host_answer_published({}, en));
    expect(await latestRelease(stage.store.db, room.inquiry, 'everyone')).toBeDefined();
    await page.close();
  });
});

describe('with a script, the console', () => {
  it('shows what comes in by itself, and a reason half typed stays with its statement', async () => {
    const room = await newRoom();
    await room.start();
    const early = await write(room, 'Early words', 50);
    const page = await open(`${plan(room)}/run?lang=en`);
    await page.keyboard.press('r');
    const own = page.locator('aside [name=other]');
    await own.fill('half a reas');
    const late = await write(room, 'Late words', 51);
    await words(page.locator('aside'), 'Late words').waitFor({ timeout: 20_000 });
    await room.act('next');
    await page.locator('.mirror').getByText(texts[0].en).waitFor();
    expect(await own.inputValue()).toBe('half a reas');

    // Somebody else takes the first one: the reason goes with it.
    const today = new Date().toISOString().slice(0, 10);
    const act = { inquiry: room.inquiry, statement: early, seen: 1, today };
    expect(await acceptStatement(stage.store.db, act)).toBeUndefined();
    const first = page.locator('aside li').first();
    await words(first, 'Late words').waitFor({ timeout: 20_000 });
    expect(await own.inputValue()).toBe('');
    expect(await first.locator('details[open]').count()).toBe(0);
    await page.keyboard.press('a');
    await page.locator('aside').getByText(m.seance_run_moderate_none({}, en)).waitFor();
    expect((await statementNow(room, late)).state).toBe('accepted');
    await page.close();
  });

  it('obeys keys until they are turned off, and never while something is typed', async () => {
    const room = await newRoom();
    await room.start();
    const page = await open(`${plan(room)}/run?lang=en`);
    await page.keyboard.press('ArrowRight');
    await page.getByText(texts[0].en).waitFor();
    await page.keyboard.press('o');
    await page.getByRole('button', { name: m.seance_run_open({}, en), exact: true }).waitFor();
    await page.locator('[data-keys]').uncheck();
    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-keys]').check();
    await page.keyboard.press('o');
    await page.getByRole('button', { name: m.seance_run_shut({}, en), exact: true }).waitFor();
    expect((await seanceOf(room)).progress).toMatchObject({ moment: 1, item: 0, open: true });
    await page.close();
  });

  it('follows what others do, keeps what the host has opened, and says when the server is silent', async () => {
    const room = await newRoom();
    await room.start();
    const page = await open(`${plan(room)}/run?lang=en`);
    await page.locator('.end summary').click();
    await room.act('next');
    await page.getByText(texts[0].en).waitFor();
    expect(await page.locator('.end').getAttribute('open')).not.toBeNull();
    await stage.hangUp();
    await page.getByText(m.seance_run_lost({}, en)).waitFor({ timeout: 20_000 });
    await stage.pickUp();
    await room.act('next');
    await page.getByText(texts[1].en).waitFor({ timeout: 20_000 });
    await expect.poll(() => page.locator('.net').innerText(), { timeout: 20_000 }).toBe('');
    await page.close();
  });
});

describe.each([true, false])('what the leader expects (scripts: %s)', (script) => {
  it('is kept until a figure is published, then sealed, and stands beside what was found on the public page', async () => {
    const room = await newRoom();
    const path = `/host/${room.inquiry}/seance/forecast?lang=en`;
    const page = await open(path, { script });
    const field = (place: number) => page.locator(`[name="agree-${room.statements[place]}"]`);
    const save = () => page.getByRole('button', { name: m.seance_forecast_save({}, en) }).click();
    await field(1).evaluate((input) => input.setAttribute('type', 'text'));
    await field(1).fill('most');
    await save();
    expect(await page.locator('[role=alert]').innerText()).toBe(m.seance_forecast_refused_percent({}, en));
    await field(1).fill('80');
    await save();
    await page.locator('[role=status]').waitFor();
    expect([...(await readForecasts(stage.store.db, room.inquiry))]).toEqual([[room.statements[1], 80]]);

    await room.vote(1);
    await releaseEveryone(stage.store, room.inquiry, stage.engine);
    await field(1).fill('33');
    await save();
    expect(await page.locator('[role=alert]').innerText()).toBe(m.seance_forecast_refused_sealed({}, en));
    expect(await field(1).count()).toBe(0);
    expect((await readForecasts(stage.store.db, room.inquiry)).get(room.statements[1])).toBe(80);

    await room.start();
    await stage.store.db
      .updateTable('seance')
      .set({ state: 'closed' })
      .where('inquiry', '=', room.inquiry)
      .execute();
    await page.goto(`${stage.url}/en/seance/${room.code}/1`);
    const gaps = await page.locator('section', { has: page.locator('#gaps') }).innerText();
    // Ten of thirty agree: a third, to five points.
    expect(gaps).toContain('Management expected 80%; 35% agree');
    expect(gaps).toContain(m.seance_public_gap_surprise({}, en));
    await page.close();
  });
});

describe.each([true, false])('sheets of paper (scripts: %s)', (script) => {
  it('count when two people read them alike, once, and leave nothing when they do not', async () => {
    const room = await newRoom();
    const page = await open(`/host/${room.inquiry}/seance/paper?lang=en`, { script });
    const tick = (place: number, answer: string) =>
      page.locator(`[name="${room.statements[place]}"][value=${answer}]`).check();
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const ballots = async () => {
      const rows = await stage.store.db
        .selectFrom('ballot_intake')
        .select('source')
        .where('inquiry', '=', room.inquiry)
        .execute();
      const rest = await stage.store.db
        .selectFrom('ballot')
        .select('source')
        .where('inquiry', '=', room.inquiry)
        .execute();
      return [...rows, ...rest].filter(({ source }) => source === 'paper').length;
    };
    await press(m.seance_paper_next({}, en));
    expect(await page.locator('[role=alert]').innerText()).toBe(m.seance_paper_refused_empty({}, en));
    await tick(0, 'agree');
    await tick(2, 'pass');
    await press(m.seance_paper_next({}, en));
    expect(await page.locator('h2').innerText()).toBe(m.seance_paper_second({}, en));
    // The second person sees nothing of the first typing.
    expect(await page.locator(`[name="${room.statements[0]}"][value=none]`).isChecked()).toBe(true);
    await tick(0, 'agree');
    await press(m.seance_paper_compare({}, en));
    expect(await page.locator('[role=alert] li').allInnerTexts()).toEqual([
      m.seance_paper_differ_on({ number: '3' }, en),
    ]);
    expect(await ballots()).toBe(0);

    await page.getByRole('link', { name: m.seance_paper_again({}, en) }).click();
    await tick(0, 'disagree');
    await press(m.seance_paper_next({}, en));
    await tick(0, 'disagree');
    const replay = await page
      .locator('form[action*=second]')
      .evaluate((form) =>
        [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
      );
    await press(m.seance_paper_compare({}, en));
    await page.locator('[role=status]').waitFor();
    expect(await page.locator('.count').innerText()).toContain('1');
    expect(await ballots()).toBe(1);
    const again = await page
      .context()
      .request.post(`${stage.url}/host/${room.inquiry}/seance/paper?/second`, {
        form: Object.fromEntries(replay),
        headers: { origin: stage.url, accept: 'text/html' },
      });
    expect(await again.text()).toContain(m.seance_paper_refused_repeated({}, en));
    expect(await ballots()).toBe(1);
    await page.close();
  });
});

describe('the public page of a séance', () => {
  it('says where, when, with whom and how to join, in both languages, and gives a file for calendars', async () => {
    const room = await newRoom();
    await stage.store.db
      .updateTable('seance')
      .set({ place: '{"fr":"Salle des machines"}', guest: '{"fr":"Une réalisatrice","en":"A film maker"}' })
      .where('inquiry', '=', room.inquiry)
      .execute();
    const fr = await open(`/fr/seance/${room.code}/1`);
    const said = await fr.locator('main').innerText();
    expect(said).toContain('Mardi 24\u00A0novembre 2026, 19\u00a0h (heure d’Europe centrale)');
    expect(said).toContain('Une réalisatrice');
    expect(said).toContain('1\u00a0h\u00a030');
    expect(said).toContain(`${room.code.slice(0, 3)} ${room.code.slice(3)}`);
    expect(said).not.toContain(texts[0].fr);
    await fr.close();
    const english = await open(`/en/seance/${room.code}/1`, { script: false });
    expect(await english.locator('main').innerText()).toContain(
      'Tuesday 24\u00A0November 2026, 19:00 (Central European Time)',
    );
    const href = await english.getByRole('link', { name: m.seance_public_add({}, en) }).getAttribute('href');
    const file = await fetch(stage.url + href);
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const lines = (await file.text()).replace(/\r\n /g, '').split('\r\n');
    // 19:00 in Paris in November is 18:00 UTC.
    expect(lines).toContain('DTSTART:20261124T180000Z');
    expect(lines).toContain('LOCATION;LANGUAGE=en:Salle des machines');
    await english.close();
  });

  it('is not there for a code or a number that nobody has given, and says when nothing is announced', async () => {
    const room = await newRoom();
    expect((await fetch(`${stage.url}/fr/seance/XXX999/1`)).status).toBe(404);
    expect((await fetch(`${stage.url}/fr/seance/${room.code}/7`)).status).toBe(404);
    expect((await fetch(`${stage.url}/fr/seance/${room.code}/7/seance.ics`)).status).toBe(404);
    await stage.store.db.deleteFrom('seance').where('inquiry', '=', room.inquiry).execute();
    const page = await (await fetch(`${stage.url}/en/seance/${room.code}`)).text();
    expect(page).toContain(m.seance_public_list_none({}, en));
  });
});

it('pages are sound: structure, both languages, 320 px, 200 % text, nothing found by axe', {
  timeout: 240_000,
}, async () => {
  const room = await newRoom();
  const base = `/host/${room.inquiry}/seance`;
  for (const path of [
    base,
    `${base}/new`,
    `${base}/1`,
    `${base}/1/run`,
    `${base}/forecast`,
    `${base}/paper`,
  ]) {
    await expectSound(path);
  }
  await expectSound(`/fr/seance/${room.code}/1`);
  await expectSound(`/fr/seance/${room.code}`);
  await room.start();
  await room.act('next');
  await room.vote(0);
  for (const path of [`${base}/1`, `${base}/1/run`, `${base}/1/phone`]) await expectSound(path);
});
