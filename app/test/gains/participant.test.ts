import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { readOwnGains } from '#lib/questions/gains/data.server.ts';
import { type OwnTask, readOwnTasks, readTrialBox } from '#lib/questions/gains/trials/data.server.ts';
import { endTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import type { Arm, TrialPlan } from '#lib/questions/gains/trials/schema.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { type How, newPhone, type Phone } from '../participant/visits.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';
import { newTask, startPlan } from './plan.ts';

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

const statement = { fr: 'Nous allons trop vite.', en: 'We are going too fast.' };

async function newRoom(
  questions = ['gains', 'everyone'],
  like: Partial<TrialPlan> = {},
  texts: readonly (typeof statement)[] = [statement],
) {
  const room = await openRoom(stage, {
    code: newRoomCode(),
    texts,
    people: [],
    script: () => [{ kind: 'close' }],
  });
  await stage.store.db
    .updateTable('inquiry')
    .set({ questions: JSON.stringify(questions) })
    .where('id', '=', room.inquiry)
    .execute();
  return { ...room, number: await startPlan(stage.store.db, room.inquiry, like) };
}
type TrialRoom = Awaited<ReturnType<typeof newRoom>>;

async function enter(how: How, room: Room): Promise<Phone> {
  const phone = await newPhone(browser, stage, how);
  await phone.page.goto(`${stage.url}/${how.lang}/${room.code}`);
  await go(phone.page.locator('form .button.main'));
  return phone;
}

async function secretOn({ context }: Phone, room: Room): Promise<string> {
  const cookies = await context.cookies();
  return cookies.find(({ name }) => name === `ballot-${room.inquiry}`)!.value;
}

async function tasksOn(phone: Phone, room: TrialRoom): Promise<OwnTask[]> {
  const { inquiry, number } = room;
  return readOwnTasks(stage.store.db, { inquiry, number, secret: await secretOn(phone, room) });
}

const main = (page: Page) => page.locator('form .button.main, a.button.main').first();
const plain = async (text: Promise<string>) => (await text).replace(/[\u00a0\u202f]/g, ' ');
const told = (page: Page) => plain(page.locator('main').innerText());
const alert = (page: Page) => plain(page.locator('[role=alert]').first().innerText());

/** Sends a form as a program does, with the cookies of this phone. */
async function post({ context }: Phone, url: string, form: Record<string, string> = {}) {
  return context.request.post(url, {
    form,
    headers: { origin: stage.url, accept: 'text/html' },
    maxRedirects: 0,
  });
}

const ways = (['fr', 'en'] as const).flatMap((lang) => [true, false].map((script) => ({ lang, script })));

describe.each(ways)('gains and trials in $lang (script: $script)', { timeout: 240_000 }, (how) => {
  const { lang, script } = how;
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);

  async function expectSound({ page }: Phone): Promise<void> {
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect([page.url(), await page.locator('h1').count()]).toEqual([page.url(), 1]);
    if (script) expect([page.url(), await faultsOfAxe(page)]).toEqual([page.url(), []]);
    expect([page.url(), await scrollsSideways(page)]).toEqual([page.url(), []]);
    await page.setViewportSize({ width: 360, height: 740 });
  }

  const choose = (page: Page, words: string) => page.getByLabel(words, { exact: true }).check();

  it('where gains alone are asked: one minute is promised, and the end follows without a vote', async () => {
    const room = await newRoom(['gains'], {}, []);
    const phone = await newPhone(browser, stage, how);
    const { page } = phone;
    const base = `${stage.url}/${lang}/${room.code}`;
    await page.goto(base);
    const promise = await plain(page.locator('main').innerText());
    expect(promise).toContain(say('Une minute. Trois questions', 'One minute. Three questions'));
    expect(promise).not.toContain(say('affirmations.', 'statements.'));
    await go(main(page));
    expect(page.url()).toBe(`${base}/gains`);
    await choose(page, say('Je n’utilise pas d’IA', 'I do not use AI'));
    await go(main(page));
    expect(page.url()).toBe(`${base}/end`);
    await expectSound(phone);
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  it('somebody says what AI gives her, changes it, reads it again, erases it', async () => {
    const room = await newRoom();
    const phone = await enter(how, room);
    const { page } = phone;
    const base = `${stage.url}/${lang}/${room.code}`;
    const said = async () => readOwnGains(stage.store.db, room.inquiry, await secretOn(phone, room));
    expect(page.url()).toBe(`${base}/vote`);
    await go(page.getByText(say('L’IA et mon temps', 'AI and my time')));
    await expectSound(phone);
    await go(main(page));
    expect(await alert(page)).toContain(say('Choisissez une réponse', 'Choose an answer'));
    expect(await said()).toBeUndefined();
    // What the time became is asked of those who saved some.
    expect(await page.locator('.became').isVisible()).toBe(false);
    await choose(page, say('Gagner de 1 à 5 heures', 'Saves 1 to 5 hours'));
    await choose(page, say('Souffler', 'A breather'));
    await choose(page, say('La direction', 'Management'));
    await go(main(page));
    expect(page.url()).toBe(`${base}/vote`);
    expect(await said()).toEqual({ hours: 'saved-1', became: 'breathe', gainer: 'management' });

    await page.goto(`${base}/end`);
    expect(await told(page)).toContain(
      say('Ce que vous avez dit de votre temps est enregistré.', 'What you said of your time is saved.'),
    );
    await page.goto(`${base}/mine`);
    await expectSound(phone);
    await go(page.locator('a[href$="/gains"]'));
    expect(await page.locator('[name=hours]:checked').getAttribute('value')).toBe('saved-1');
    await choose(page, say('Perdre de 1 à 5 heures', 'Costs 1 to 5 hours'));
    await go(main(page));
    expect(await said()).toEqual({ hours: 'cost-1', gainer: 'management' });
    await page.goto(`${base}/mine/kept`);
    expect(await told(page)).toContain(say('Perdre de 1 à 5 heures', 'Costs 1 to 5 hours'));
    await page.goto(`${base}/mine`);
    await go(page.locator('form[action$="?/gains"] button'));
    expect(await told(page)).toContain(say('est effacé.', 'is erased.'));
    expect(await said()).toBeUndefined();

    await page.goto(`${base}/gains`);
    await choose(page, say('Je n’utilise pas d’IA', 'I do not use AI'));
    await closeInquiry(stage.store.db, room.inquiry, '2026-11-30');
    await go(main(page));
    expect(await alert(page)).toContain(say('L’enquête est terminée', 'The inquiry is over'));
    expect(await page.locator('[name=hours]:checked').getAttribute('value')).toBe('without');
    expect(await said()).toBeUndefined();
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  it('the whole way of a task in each arm: the time is told only once it is guessed', async () => {
    const room = await newRoom();
    const phone = await enter(how, room);
    const { page } = phone;
    const base = `${stage.url}/${lang}/${room.code}`;
    await page.goto(`${base}/end`);
    await go(page.getByText(say('Essayer avec et sans IA', 'Try with and without AI')));
    expect(page.url()).toBe(`${base}/trials`);
    await expectSound(phone);
    await go(page.locator('main .list a').first());
    await expectSound(phone);

    const seen = new Set<Arm>();
    for (let round = 0; seen.size < 2 || round < 2; round++) {
      // In permuted blocks of two or four both ways come within six tasks.
      expect(round).toBeLessThan(6);
      await page.goto(`${base}/trials/${room.number}`);
      await go(page.getByText(say('Nouvelle tâche', 'New task')));
      if (round === 0) {
        await expectSound(phone);
        await go(main(page));
        expect(await alert(page)).toContain(say('Écrivez quelques mots', 'Write a few words'));
      }
      await page.fill('#words', `zorblax ${round}`);
      await choose(page, say('Un courrier', 'A letter'));
      await choose(page, say('Assez bien', 'Fairly well'));
      await go(main(page));

      if (round === 0) await expectSound(phone);
      await page.fill('#with', say('1,5', '1.5'));
      await page.fill('#without', 'vite');
      await go(main(page));
      expect(await alert(page)).toContain(say('n’est pas lisible', 'cannot be read'));
      expect(await page.inputValue('#with')).toBe(say('1,5', '1.5'));
      await page.fill('#without', '1 h 10');
      await page.locator('summary', { hasText: say('entre combien', 'what and what') }).click();
      await page.fill('#with-low', '1');
      await page.fill('#with-high', '4');
      await go(main(page));

      if (round === 0) await expectSound(phone);
      expect(await told(page)).toContain(say('1 h 10', '1 h 10 min'));
      await go(main(page));

      const task = (await tasksOn(phone, room))[round]!;
      expect(task).toMatchObject({
        step: 'committed',
        forecast: { with: { median: 1.5, low: 1, high: 4 }, without: { median: 70 } },
      });
      const arm = task.arm!;
      expect(await page.locator('h1').innerText()).toBe(
        arm === 'with'
          ? say('Faites-la avec IA', 'Do it with AI')
          : say('Faites-la sans IA', 'Do it without AI'),
      );
      if (round === 0) await expectSound(phone);
      await go(page.getByRole('button', { name: say('Démarrer', 'Start') }));
      expect(await told(page)).toContain(say('Le chronomètre tourne.', 'The timer is running.'));
      // Somebody else may have pressed it twice: one run is one run.
      const timers = (await phone.context.cookies()).find(({ name }) => name.startsWith('timers-'))!;
      expect(timers).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
      const [running] = JSON.parse(decodeURIComponent(timers.value));
      // Twenty-three minutes ago, as her browser would have it.
      const earlier = [{ ...running, at: running.at - 23 * 60 }];
      const set = (value: unknown) =>
        phone.context.addCookies([{ ...timers, value: encodeURIComponent(JSON.stringify(value)) }]);
      await set(earlier);
      await go(page.getByRole('button', { name: say('Mettre en pause', 'Pause') }));
      await set(earlier);
      await post(phone, `${page.url()}?/pause`);
      if (round === 0) await expectSound(phone);
      expect((await tasksOn(phone, room))[round]!.minutes).toBeCloseTo(23, 0);
      expect(await told(page)).not.toMatch(/23/);
      await go(page.getByRole('button', { name: say('Reprendre', 'Resume') }));
      await go(page.getByRole('link', { name: say('C’est terminé', 'It is finished') }));
      if (round === 0) await expectSound(phone);
      await choose(page, say('Bon à remettre', 'Good to hand over'));
      await go(main(page));
      expect(await alert(page)).toContain(say('Dites si une IA a servi', 'Say whether AI was used'));
      await choose(page, arm === 'with' ? say('Oui', 'Yes') : say('Non', 'No'));
      await go(main(page));

      if (round === 0) await expectSound(phone);
      for (const path of ['', `/${task.id}`]) {
        const shown = await page.context().request.get(`${base}/trials/${room.number}${path}`);
        expect(await shown.text()).not.toMatch(/\b23([,.]\d)?\b(?!\w)[^"]{0,3}min/);
      }
      await page.fill('#took', '15');
      await page.fill('#other', '40');
      await go(main(page));
      expect(await page.locator('h1').innerText()).toMatch(/23\s*min/);
      if (round === 0) await expectSound(phone);
      expect((await tasksOn(phone, room))[round]).toMatchObject({
        ...{ step: 'guessed', ended: 'accepted', used: arm === 'with', arm },
        guess: { took: 15, other: 40 },
      });
      seen.add(arm);
    }

    await page.goto(`${base}/trials/${room.number}`);
    await expectSound(phone);
    expect(await told(page)).toContain(
      say('avec 20, on ne voit qu’un temps réduit de moitié', 'with 20, only a time cut by half can be seen'),
    );
    await page.goto(`${base}/mine/kept`);
    await expectSound(phone);
    expect(await told(page)).toContain('zorblax 0');

    await page.goto(`${base}/trials/${room.number}?sure`);
    await expectSound(phone);
    await go(page.locator('form .button.danger'));
    expect(await told(page)).toContain(say('est effacé.', 'is erased.'));
    expect(await tasksOn(phone, room)).toEqual([]);
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  it('put right, mended, and marked blind by somebody else, once', async () => {
    const room = await newRoom(undefined, {
      types: [{ key: 'letter', label: { fr: 'Un courrier', en: 'A letter' } }],
    });
    const phone = await enter(how, room);
    const { page } = phone;
    const base = `${stage.url}/${lang}/${room.code}`;
    const task = `${base}/trials/${room.number}/${newTask()}`;
    await post(phone, `${task}?/describe`, { words: 'Lettre zorblax', known: '3' });
    await post(phone, `${task}?/forecast`, { with: '30', without: '40' });
    await post(phone, `${task}?/commit`);
    await page.goto(`${task}?finish`);
    await choose(page, say('Bon à remettre', 'Good to hand over'));
    await choose(page, say('Oui', 'Yes'));
    await go(main(page));
    expect(await alert(page)).toContain(say('Aucun chronomètre', 'No timer has run'));
    await page.fill('#minutes', '50');
    await go(main(page));
    await page.fill('#took', '45');
    await page.fill('#other', '60');
    await go(main(page));
    await page.getByText(say('Corriger le temps', 'Put the time right')).click();
    await page.fill('#minutes', '1 h');
    await go(page.getByRole('button', { name: say('Garder ce temps', 'Keep this time') }));
    expect(await page.locator('h1').innerText()).toMatch(/1\s*h/);
    await page.getByText(say('Ajouter des corrections', 'Add mending')).click();
    await page.fill('#rework', '5');
    await go(page.getByRole('button', { name: say('Garder', 'Keep'), exact: true }));
    expect((await tasksOn(phone, room))[0]).toMatchObject({ minutes: 60, corrected: true, rework: 5 });

    await page.getByText(say('Demander une note', 'Ask somebody for a mark')).click();
    await go(page.getByRole('button', { name: say('Obtenir un lien', 'Get a link') }));
    await expectSound(phone);
    const link = await page.inputValue('#mark');
    await page.goto(task);
    expect(await page.content()).not.toContain(link.split('/').at(-1));

    const rater = await newPhone(browser, stage, how);
    await rater.page.goto(link.replace(`/${room.code}/`, `/${lang}/${room.code}/`));
    await expectSound(rater);
    expect(await told(rater.page)).toContain('Lettre zorblax');
    expect(await rater.page.locator('main').innerText()).not.toMatch(/50|30|40/);
    await go(rater.page.getByRole('button', { name: /^6/ }));
    expect(await told(rater.page)).toContain(say('votre note est donnée', 'your mark is given'));
    const again = await post(rater, `${link}?/give`, { score: '1' });
    expect(again.status()).toBe(409);
    const unknown = await post(rater, `${link.slice(0, -4)}aaaa?/give`, { score: '1' });
    expect(unknown.status()).toBe(404);
    await rater.page.goto(`${base}/rate/nothing`);
    await expectSound(rater);
    expect(await told(rater.page)).toContain(say('Ce lien n’ouvre rien', 'This link opens nothing'));
    const box = (await readTrialBox(stage.store.db, room.inquiry, room.number))!;
    expect(box.tasks.flat()).toEqual([expect.objectContaining({ score: 6 })]);
    await page.goto(task);
    expect(await told(page)).toContain(say('Une note a été donnée', 'A mark was given'));
    expect((await post(phone, `${task}?/rate`)).status()).toBe(409);
    expect([...phone.faults, ...rater.faults]).toEqual([]);
    await rater.context.close();
    await phone.context.close();
  });

  it('left out before the draw, withdrawn after it, each with its reason', async () => {
    const room = await newRoom();
    const phone = await enter(how, room);
    const { page } = phone;
    const base = `${stage.url}/${lang}/${room.code}`;
    const [one, other] = [newTask(), newTask()];
    for (const id of [one, other]) {
      const task = `${base}/trials/${room.number}/${id}`;
      await post(phone, `${task}?/describe`, { words: 'zorblax', type: 'note', known: '1' });
      await post(phone, `${task}?/forecast`, { with: '30', without: '40' });
    }
    await page.goto(`${base}/trials/${room.number}/${one}`);
    await page.locator('summary', { hasText: say('Écarter', 'Leave this task out') }).click();
    await go(page.getByRole('button', { name: say('Écarter cette tâche', 'Leave this task out') }));
    expect(await alert(page)).toContain(say('Choisissez une raison', 'Choose a reason'));
    await choose(page, say('C’est urgent', 'It is urgent'));
    await go(page.getByRole('button', { name: say('Écarter cette tâche', 'Leave this task out') }));
    await expectSound(phone);
    await page.goto(`${base}/trials/${room.number}/${other}`);
    await go(main(page));
    await go(page.getByRole('button', { name: say('Démarrer', 'Start') }));
    await page.locator('summary', { hasText: say('Retirer', 'Withdraw') }).click();
    await choose(page, say('Autre raison', 'Another reason'));
    await go(page.getByRole('button', { name: say('Retirer cette tâche', 'Withdraw this task') }));
    await expectSound(phone);
    expect((await tasksOn(phone, room)).map(({ step, reason }) => [step, reason])).toEqual([
      ['refused', 'urgent'],
      ['withdrawn', 'other'],
    ]);
    expect((await phone.context.cookies()).filter(({ name }) => name.startsWith('timers-'))).toEqual([]);
    await page.goto(`${base}/trials/${room.number}`);
    expect(await told(page)).toContain(say('Écartée avant le tirage.', 'Left out before the draw.'));
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });
});

describe('the enforced order cannot be broken', { timeout: 120_000 }, () => {
  const how: How = { lang: 'fr', script: false };

  async function newWay() {
    const room = await newRoom();
    const phone = await enter(how, room);
    const id = newTask();
    const trial = `${stage.url}/fr/${room.code}/trials/${room.number}`;
    const send = async (action: string, form: Record<string, string> = {}, task = id) =>
      (await post(phone, `${trial}/${task}?/${action}`, form)).status();
    const tasks = () => tasksOn(phone, room);
    return { room, phone, id, trial, send, tasks };
  }
  const words = { words: 'zorblax', type: 'letter', known: '3' };
  const forecast = { with: '30', without: '40' };
  const finish = { ended: 'accepted', used: 'yes', minutes: '25' };
  const guess = { took: '20', other: '30' };

  it('by forms of earlier steps that are sent again after the draw', async () => {
    const { send, tasks, phone, trial } = await newWay();
    expect(await send('describe', words)).toBe(303);
    expect(await send('forecast', forecast)).toBe(303);
    expect(await send('commit')).toBe(303);
    const before = await tasks();
    expect(await send('forecast', { with: '1', without: '900' })).toBe(409);
    expect(await send('forecast', forecast)).toBe(409);
    expect(await send('describe', { ...words, words: 'autre', type: 'note' })).toBe(303);
    expect(await send('refuse', { reason: 'other' })).toBe(409);
    expect(await send('commit')).toBe(303);
    expect(await tasks()).toEqual(before);
    // Whoever goes back to the page of a step finds where the task stands.
    await phone.page.goto(`${trial}/${before[0]!.id}?forecast`);
    expect(await phone.page.locator('#with').count()).toBe(0);
    await phone.context.close();
  });

  it('by steps before their turn: nothing is drawn without forecasts, nothing guessed before it is done', async () => {
    const { send, tasks, phone } = await newWay();
    for (const [action, form] of [
      ['forecast', forecast],
      ['commit', {}],
      ['finish', finish],
      ['guess', guess],
      ['rate', {}],
    ] as const) {
      expect([action, await send(action, form)]).toEqual([action, 409]);
    }
    expect(await tasks()).toEqual([]);
    await send('describe', words);
    for (const [action, form] of [
      ['commit', {}],
      ['start', {}],
      ['finish', finish],
      ['guess', guess],
      ['correct', { minutes: '5' }],
      ['mend', { rework: '5' }],
      ['rate', {}],
      ['withdraw', { reason: 'other' }],
    ] as const) {
      expect([action, await send(action, form)]).toEqual([action, 409]);
    }
    expect(await tasks()).toEqual([expect.objectContaining({ step: 'described' })]);
    await phone.context.close();
  });

  it('by a second guess once the time was seen, or a finish once it was withdrawn', async () => {
    const { send, tasks, phone, id } = await newWay();
    const other = newTask();
    for (const task of [id, other]) {
      await send('describe', words, task);
      await send('forecast', forecast, task);
      await send('commit', {}, task);
    }
    expect(await send('finish', finish)).toBe(303);
    expect(await send('guess', guess)).toBe(303);
    expect(await send('withdraw', { reason: 'other' }, other)).toBe(303);
    const before = await tasks();
    expect(await send('guess', { took: '25', other: '25' })).toBe(409);
    expect(await send('finish', { ...finish, ended: 'unfinished' })).toBe(409);
    expect(await send('withdraw', { reason: 'other' })).toBe(409);
    expect(await send('finish', finish, other)).toBe(409);
    expect(await send('start', {}, other)).toBe(409);
    expect(await tasks()).toEqual(before);
    await phone.context.close();
  });

  it('by another id: that is another task, and the first keeps its way and its place', async () => {
    const { send, tasks, phone, id } = await newWay();
    await send('describe', words);
    await send('forecast', forecast);
    await send('commit');
    const [first] = await tasks();
    const other = newTask();
    expect(await send('commit', {}, other)).toBe(409);
    expect(await send('commit', {}, '__proto__')).toBe(404);
    expect(await send('describe', words, other)).toBe(303);
    expect((await tasks()).map(({ id, arm }) => [id, arm])).toEqual([
      [id, first!.arm],
      [other, undefined],
    ]);
    await phone.context.close();
  });

  it('by a timer that somebody forged: one of the future counts nothing, one of last week a day, and says so', async () => {
    const { send, tasks, phone, id, room, trial } = await newWay();
    await send('describe', words);
    await send('forecast', forecast);
    await send('commit');
    const now = Math.floor(Date.now() / 1_000);
    const set = (at: number, run: string) =>
      phone.context.addCookies([
        {
          name: `timers-${room.inquiry}`,
          value: encodeURIComponent(JSON.stringify([{ trial: room.number, task: id, run, at }])),
          url: stage.url,
        },
      ]);
    await set(now + 3_600, 'aaaaaaaaaa');
    expect(await send('pause')).toBe(303);
    expect((await tasks())[0]!.minutes).toBeUndefined();
    await set(now - 7 * 86_400, 'bbbbbbbbbb');
    const answer = await post(phone, `${trial}/${id}?/pause`);
    expect(answer.headers().location).toMatch(/\?capped$/);
    expect((await tasks())[0]!.minutes).toBe(1_440);
    await phone.page.goto(`${trial}/${id}?capped`);
    expect(await told(phone.page)).toContain('il n’en compte que 24');
    await phone.context.close();
  });

  it('after the trial has ended or the inquiry is closed, and what she entered can still be read and erased', async () => {
    const { send, tasks, phone, room, trial } = await newWay();
    await send('describe', words);
    await send('forecast', forecast);
    await endTrial(stage.store.db, { inquiry: room.inquiry, number: room.number }, '2026-11-30');
    expect(await send('commit')).toBe(409);
    expect(await send('describe', words, newTask())).toBe(409);
    await closeInquiry(stage.store.db, room.inquiry, '2026-11-30');
    expect(await send('forecast', forecast)).toBe(409);
    await phone.page.goto(trial);
    expect(await told(phone.page)).toContain('zorblax');
    expect((await post(phone, `${trial}?/erase`)).status()).toBe(303);
    expect(await tasks()).toEqual([]);
    await phone.context.close();
  });

  it('where gains is not asked, or on a device that is shared, there are no trials', async () => {
    const room = await newRoom(['everyone']);
    const phone = await enter(how, room);
    const base = `${stage.url}/fr/${room.code}`;
    for (const path of ['gains', 'trials', `trials/${room.number}`, `trials/${room.number}/${newTask()}`]) {
      const answer = await phone.context.request.get(`${base}/${path}`, { maxRedirects: 0 });
      expect([path, answer.status(), answer.headers().location]).toEqual([
        path,
        303,
        `/fr/${room.code}/vote`,
      ]);
    }
    const shared = await newRoom();
    const kiosk = await enter(how, shared);
    await kiosk.context.addCookies([{ name: `kiosk-${shared.code}`, value: '1', url: stage.url }]);
    const answer = await kiosk.context.request.get(`${stage.url}/fr/${shared.code}/trials`, {
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(303);
    await kiosk.page.goto(`${stage.url}/fr/${shared.code}/end`);
    expect(await kiosk.page.locator('a[href$="/trials"]').count()).toBe(0);
    await kiosk.context.close();
    await phone.context.close();
  });
});
