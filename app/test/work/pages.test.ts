import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { readOwnWork } from '#lib/questions/work/data.server.ts';
import type { WorkSaid } from '#lib/questions/work/schema.ts';
import { builtInJobs } from '#lib/references/builtInJobs.ts';
import { faultsOfAxe, go, openBrowser, scrollsSideways } from '../pages/browser.ts';
import { newPhone, type Phone } from '../participant/visits.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';

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

async function newRoom(
  questions = ['work', 'everyone'],
  texts: readonly { fr: string; en: string }[] = [
    { fr: 'Nous allons trop vite.', en: 'We are going too fast.' },
  ],
): Promise<Room> {
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
  return room;
}

/** Goes through the door. */
async function enter({ page }: Phone, room: Room, lang: 'fr' | 'en'): Promise<void> {
  await page.goto(`${stage.url}/${lang}/${room.code}`);
  await go(page.locator('form .button.main'));
}

/** What the box keeps of what this phone's holder said of her work. */
async function saidOn({ context }: Phone, room: Room): Promise<WorkSaid | undefined> {
  const cookie = (await context.cookies()).find(({ name }) => name === `ballot-${room.inquiry}`);
  return readOwnWork(stage.store.db, room.inquiry, cookie!.value);
}

const main = (page: Page) => page.locator('form .button.main');
/** Without the spaces that do not break: other tests hold the catalogue to them. */
const plain = async (text: Promise<string>) => (await text).replace(/[\u00a0\u202f]/g, ' ');
const told = (page: Page) => plain(page.locator('main').innerText());
const alert = (page: Page) => plain(page.locator('[role=alert]').innerText());
const errorOf = (page: Page) => page.locator('#title').getAttribute('aria-describedby');

/** Everything that the box holds, as text. */
async function wholeBox(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table'`.execute(stage.store.db);
  const contents = await Promise.all(
    tables.map(
      async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(stage.store.db)).rows,
    ),
  );
  return JSON.stringify(contents);
}

const ways = (['fr', 'en'] as const).flatMap((lang) => [true, false].map((script) => ({ lang, script })));

describe.each(ways)(
  'somebody says what she does, in $lang (script: $script)',
  { timeout: 180_000 },
  (how) => {
    const { lang, script } = how;
    const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);

    /** Is the screen sound: its language, nothing found by axe, no page that scrolls sideways? */
    async function expectSound({ page }: Phone): Promise<void> {
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(await page.locator('h1').count()).toBe(1);
      if (script) expect([page.url(), await faultsOfAxe(page)]).toEqual([page.url(), []]);
      expect([page.url(), await scrollsSideways(page)]).toEqual([page.url(), []]);
      await page.setViewportSize({ width: 360, height: 740 });
    }

    it('from her own words to the statements; each step is kept, her words nowhere', async () => {
      const room = await newRoom();
      const phone = await newPhone(browser, stage, how);
      const { page } = phone;
      const base = `${stage.url}/${lang}/${room.code}`;
      const visited: string[] = [];
      page.on('request', (request) => visited.push(request.url()));
      await page.goto(base);
      expect(await told(page)).toContain(say('Trois sur votre travail', 'Three on your work'));
      await enter(phone, room, lang);

      expect(page.url()).toBe(`${base}/work`);
      await expectSound(phone);
      await page.fill('#title', say('infirmière zorblax', 'nurse zorblax'));
      await page.fill('#does', say('Je soigne, la nuit surtout.', 'I care for people, mostly at night.'));
      await go(main(page));
      expect(await told(page)).toContain('zorblax');
      await expectSound(phone);
      const proposals = page.locator('.job');
      expect(await proposals.count()).toBeLessThanOrEqual(5);
      expect(await proposals.first().innerText()).toMatch(
        say('Infirmière ou infirmier\nTransmettre', 'Nurse\nHand over'),
      );
      await go(proposals.first());

      expect(page.url()).toBe(`${base}/work/tasks`);
      expect(await saidOn(phone, room)).toEqual({ job: 'nurse', isco: '2221', tasks: [] });
      await expectSound(phone);
      const tick = (words: string) => page.getByRole('checkbox', { name: words }).check();
      await tick(say('Préparer et distribuer', 'Prepare and give out medicines'));
      await tick(say('Écrire les transmissions', 'Write nursing notes'));
      await page
        .locator('li', { hasText: say('Écrire les transmissions', 'Write nursing notes') })
        .getByLabel(say('beaucoup', 'much'), { exact: true })
        .check();
      await page.fill('#words', say('planning mensuel', 'monthly rota'));
      await page.press('#words', 'Enter');
      await page.waitForLoadState();
      expect(await page.locator('[role=status]', { hasText: say('Trouvé', 'Found') }).count()).toBe(1);
      await expectSound(phone);
      await tick(say('Construire le planning mensuel', 'Build the care team’s monthly rota'));
      await go(main(page));

      expect(page.url()).toBe(`${base}/work/ai`);
      await expectSound(phone);
      const answer = (of: string, words: string) =>
        page.locator('fieldset', { hasText: of }).getByLabel(words, { exact: true }).check();
      await answer(say('Préparer et distribuer', 'Prepare and give out'), say('Non', 'No'));
      await answer(say('Écrire les transmissions', 'Write nursing notes'), say('Oui', 'Yes'));
      await answer(say('Construire le planning', 'Build the care team'), say('Essayé', 'Tried'));
      await go(main(page));

      expect(page.url()).toBe(`${base}/work/how/1`);
      expect(await page.locator('h1').innerText()).toBe(
        say('Écrire les transmissions dans le dossier de soins', 'Write nursing notes in the care record'),
      );
      await expectSound(phone);
      await answer(
        say('Qui fait quoi', 'Who does what'),
        say('L’IA le fait, puis je relis', 'AI does it, then I read it over'),
      );
      await answer(say('Depuis quand', 'Since when'), say('Des mois', 'Some months'));
      await answer(say('Le résultat', 'The result'), say('Moins bon', 'Worse'));
      await answer(say('Le temps', 'The time'), say('Moins', 'Less'));
      await go(main(page));

      expect(page.url()).toBe(`${base}/work/skills`);
      await expectSound(phone);
      await answer(say('J’en gagne', 'I am gaining'), say('vérifier', 'checking'));
      await page.getByText(say('Il m’en faudrait', 'I would need')).first().click();
      await page.locator('fieldset:visible').last().getByLabel(say('décider', 'deciding')).check();
      await go(main(page));

      expect(page.url()).toBe(`${base}/work/done`);
      await expectSound(phone);
      const kept: WorkSaid = {
        job: 'nurse',
        isco: '2221',
        tasks: [
          { task: 'nurse/drug-round', share: 'some', use: 'none' },
          {
            ...{ task: 'nurse/nursing-notes', share: 'much', use: 'yes' },
            ...{ mode: 'alone', since: 'months', quality: 'worse', time: 'less' },
          },
          { task: 'ward-manager/build-rota', share: 'some', use: 'tried' },
        ],
        skills: { gain: ['check'], lose: [], need: ['judge'], trained: [] },
      };
      expect(await saidOn(phone, room)).toEqual(kept);
      await go(page.locator('a.button.main'));
      expect(page.url()).toBe(`${base}/vote`);

      expect(visited.filter((url) => /zorblax|soigne|care%20for|planning|rota/i.test(url))).toEqual([]);
      expect(await wholeBox()).not.toMatch(/zorblax|Je soigne|I care for/);

      await page.goto(`${base}/mine`);
      expect(await told(page)).toContain(say('Infirmière ou infirmier', 'Nurse'));
      await expectSound(phone);
      await page.goto(`${base}/mine/kept`);
      expect(await told(page)).toContain(say('résultat moins bon', 'worse result'));
      const file = await phone.context.request.get(`${base}/mine/kept.json`);
      expect((await file.json()).work).toMatchObject({
        ...{ job: 'nurse', skills: kept.skills },
        tasks: [{ share: 'some', texts: { en: 'Prepare and give out medicines' } }, {}, { use: 'tried' }],
      });
      await page.goto(`${base}/mine`);
      await go(page.locator('form[action$="?/work"] button'));
      expect(await told(page)).toContain(
        say(
          'Ce que vous aviez dit de votre travail est effacé.',
          'What you had said of your work is erased.',
        ),
      );
      expect(await saidOn(phone, room)).toBeUndefined();
      expect(phone.faults).toEqual([]);
      await phone.context.close();
    });

    it('where work alone is asked: three minutes are promised, and the end follows without a vote', async () => {
      const room = await newRoom(['work'], []);
      const phone = await newPhone(browser, stage, how);
      const { page } = phone;
      await page.goto(`${stage.url}/${lang}/${room.code}`);
      const promise = await told(page);
      expect(promise).toContain(say('Trois minutes. Sur votre travail', 'Three minutes. On your work'));
      expect(promise).not.toContain(say('affirmations.', 'statements.'));
      await enter(phone, room, lang);
      await go(page.getByText(say('Plus tard', 'Later')));
      expect(await page.locator('h1').count()).toBe(1);
      await page.goto(`${stage.url}/${lang}/${room.code}/work/jobs`);
      await page.getByText(say('Santé et soin', 'Health and care')).click();
      await go(page.getByRole('button', { name: say('Sage-femme', 'Midwife') }));
      await page.goto(`${stage.url}/${lang}/${room.code}/work/done`);
      await go(page.locator('a.button.main'));
      expect(page.url()).toBe(`${stage.url}/${lang}/${room.code}/end`);
      await expectSound(phone);
      expect(phone.faults).toEqual([]);
      await phone.context.close();
    });

    it('without her job: she says so, and finds her tasks by words', async () => {
      const room = await newRoom();
      const phone = await newPhone(browser, stage, how);
      const { page } = phone;
      await enter(phone, room, lang);
      await go(page.getByText(say('Je préfère ne pas dire mon métier', 'I would rather not say my job')));
      expect(await page.locator('[type=checkbox]').count()).toBe(0);
      await page.fill('#words', say('nettoyer', 'clean'));
      await go(page.getByText(say('Chercher une tâche', 'Find a task')));
      await page.locator('[type=checkbox]').first().check();
      await page.fill('#words', 'zorblax');
      await go(page.getByText(say('Chercher une tâche', 'Find a task')));
      expect(
        await page.locator('[role=status]', { hasText: say('Aucune tâche', 'No known task') }).count(),
      ).toBe(1);
      expect(await page.locator('[type=checkbox]:checked').count()).toBe(1);
      await go(main(page));
      const said = (await saidOn(phone, room))!;
      expect(Object.keys(said)).toEqual(['tasks']);
      expect(said.tasks).toHaveLength(1);
      await phone.context.close();
    });

    it('from the list, and takes another job: the tasks of the former go, those found beside it stay', async () => {
      const room = await newRoom();
      const phone = await newPhone(browser, stage, how);
      const { page } = phone;
      await enter(phone, room, lang);
      await go(page.getByText(say('Choisir dans une liste', 'Choose from a list')));
      await expectSound(phone);
      await page.getByText(say('Industrie et logistique', 'Industry and logistics')).click();
      await go(page.getByRole('button', { name: say('Cariste', 'Forklift driver') }));
      await page.locator('[type=checkbox]').first().check();
      await page.fill('#words', say('planning mensuel', 'monthly rota'));
      await go(page.getByText(say('Chercher une tâche', 'Find a task')));
      await page.locator('[type=checkbox][value="ward-manager/build-rota"]').check();
      await go(main(page));
      await page.goto(`${stage.url}/${lang}/${room.code}/work`);
      expect(await told(page)).toContain(
        say('Votre métier ici : Cariste.', 'Your job here: Forklift driver.'),
      );
      await expectSound(phone);
      // She goes on where she stopped.
      expect(await page.locator('a.button.main').getAttribute('href')).toBe(`/${lang}/${room.code}/work/ai`);
      await go(page.getByText(say('Changer de métier', 'Change my job')));
      await go(page.getByText(say('Choisir dans une liste', 'Choose from a list')));
      await page.getByText(say('Santé et soin', 'Health and care')).click();
      await go(page.getByRole('button', { name: say('Sage-femme', 'Midwife') }));
      expect(await saidOn(phone, room)).toEqual({
        job: 'midwife',
        isco: '2222',
        tasks: [{ task: 'ward-manager/build-rota', share: 'some' }],
      });
      await phone.context.close();
    });
  },
);

describe('bad input is answered in one sentence, and changes nothing', { timeout: 120_000 }, () => {
  let room: Room;
  let phone: Phone;
  let page: Page;
  beforeAll(async () => {
    room = await newRoom();
    phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    page = phone.page;
    await enter(phone, room, 'fr');
  });
  afterAll(() => phone?.context.close());
  const at = (path: string) => `${stage.url}/fr/${room.code}/work${path}`;

  it.each([
    ['nothing', '', 'Écrivez votre métier'],
    ['blanks', ' \u200b\u3164 ', 'Écrivez votre métier'],
    ['keyboard noise', 'azeyrtyu qsdfgh', 'On ne reconnaît pas : azeyrtyu et qsdfgh.'],
    ['an insult', 'gros connard', 'On ne reconnaît pas'],
    ['another language', 'Krankenschwester im Nachtdienst', 'On ne reconnaît pas'],
    ['five thousand words', 'infirmière '.repeat(5_000), 'Votre texte a 54 999 caractères, 120 au plus.'],
    ['markup', '<img src=zorblax onerror=qsdf()>', 'On ne reconnaît pas'],
  ])('%s in the place of a job', async (_, words, sentence) => {
    await page.goto(at(''));
    await page.fill('#title', words);
    await go(main(page));
    expect(await alert(page)).toContain(sentence);
    expect(await errorOf(page)).toContain('fault');
    // Her words are in the field as she wrote them: the browser takes line breaks out, nothing else.
    expect(await page.locator('#title').inputValue()).toBe(words);
    expect(await saidOn(phone, room)).toBeUndefined();
  });

  it('a script in the place of a job is text like another: whoever writes scripts may say so', async () => {
    const words = '<script>alert(1)</script> zorblax';
    await page.goto(at(''));
    await page.fill('#title', words);
    await go(main(page));
    expect(await told(page)).toContain('zorblax');
    expect(await page.getByRole('button', { name: 'systèmes' }).count()).toBe(1);
    expect(await page.locator('#title').inputValue()).toBe(words);
    expect(await page.locator('main script').count()).toBe(0);
    expect(await saidOn(phone, room)).toBeUndefined();
  });

  it('five thousand words of what she does come back too', async () => {
    const words = 'Je prépare les médicaments. '.repeat(1_250);
    await page.goto(at(''));
    await page.fill('#title', 'infirmière');
    await page.fill('#does', words);
    await go(main(page));
    expect(await alert(page)).toContain('1 000 au plus');
    expect(await page.locator('#does').inputValue()).toBe(words);
    expect(await page.locator('#title').inputValue()).toBe('infirmière');
  });

  /** Sends a form that no page has. */
  const post = (path: string, form: string) =>
    phone.context.request.post(at(path), {
      data: form,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: stage.url,
        accept: 'text/html',
      },
      maxRedirects: 0,
    });

  it('a job, a task, a share and a use that do not exist', async () => {
    const pope = await post('?/choose', 'job=pope');
    expect([pope.status(), await pope.text()]).toEqual([
      400,
      expect.stringContaining('Ce métier n’existe pas ici.'),
    ]);
    expect(await saidOn(phone, room)).toBeUndefined();
    expect((await post('?/choose', 'job=nurse')).status()).toBe(303);

    const fly = await post('/tasks?/keep', 'task=nurse/fly');
    expect([fly.status(), await fly.text()]).toEqual([
      400,
      expect.stringContaining('Une de ces tâches n’existe pas ici.'),
    ]);
    const none = await post('/tasks?/keep', '');
    expect([none.status(), await none.text()]).toEqual([
      400,
      expect.stringContaining('Cochez au moins une tâche'),
    ]);
    const sent = await post(
      '/tasks?/keep',
      'task=nurse/drug-round&share nurse/drug-round=37&task=nurse/drug-round&words=x',
    );
    expect(sent.status()).toBe(303);
    expect((await post('/ai?/keep', 'use nurse/drug-round=always&use nurse/fly=yes')).status()).toBe(303);
    expect((await post('/how/1?/keep', 'task=nurse/fly&mode=alone')).status()).toBe(303);
    expect((await post('/skills?/keep', 'gain=fly&gain=check&gain=check')).status()).toBe(303);
    expect(await saidOn(phone, room)).toEqual({
      job: 'nurse',
      isco: '2221',
      tasks: [{ task: 'nurse/drug-round', share: 'some' }],
      skills: { gain: ['check'], lose: [], need: [], trained: [] },
    });
  });

  it('more tasks than fit: her ticks come back', async () => {
    const found = await (await post('/tasks?/search', 'words=nettoyer préparer vérifier contrôler')).text();
    const health = [...found.matchAll(/name="task" value="([^"]+)"/g)].map(([, id]) => id);
    const many = [
      ...new Set([
        ...health,
        ...['midwife', 'pharmacist'].flatMap((job) => builtInJobs.get(job)!.tasks.map(({ id }) => id)),
      ]),
    ];
    expect(many.length).toBeGreaterThan(24);
    const back = await post('/tasks?/keep', many.map((id) => `task=${id}`).join('&'));
    const text = await back.text();
    expect([back.status(), text]).toEqual([400, expect.stringContaining('24 tâches au plus')]);
    expect(text.match(/name="task"[^>]*checked/g)).toHaveLength(many.length);
  });
});

describe('where and when it is asked', { timeout: 120_000 }, () => {
  it('not where the organisation does not ask it: the way in leads to the statements', async () => {
    const room = await newRoom(['everyone']);
    const phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    await enter(phone, room, 'fr');
    expect(phone.page.url()).toMatch(/\/vote$/);
    await phone.page.goto(`${stage.url}/fr/${room.code}/work/tasks`);
    expect(phone.page.url()).toMatch(/\/vote$/);
    await phone.context.close();
  });

  it('after a séance that is live, whose room comes first; and never once the inquiry is closed', async () => {
    const room = await newRoom();
    await room.start();
    const phone = await newPhone(browser, stage, { lang: 'fr', script: false });
    const { page } = phone;
    await enter(phone, room, 'fr');
    expect(page.url()).toMatch(/\/vote$/);
    await page.goto(`${stage.url}/fr/${room.code}/end`);
    await go(page.getByText('Dire ce que l’IA change à mon travail'));
    expect(page.url()).toMatch(/\/work$/);
    await go(page.getByText('Je préfère ne pas dire mon métier'));
    await page.goto(`${stage.url}/fr/${room.code}/end`);
    expect(await told(page)).toContain('Ce que vous avez dit de votre travail est enregistré.');

    await closeInquiry(stage.store.db, room.inquiry, '2026-11-30');
    await page.goto(`${stage.url}/fr/${room.code}/work/skills`);
    expect(page.url()).toMatch(/\/end$/);
    // She may still read it again, and take it back.
    await page.goto(`${stage.url}/fr/${room.code}/mine`);
    await go(page.locator('form[action$="?/work"] button'));
    expect(await saidOn(phone, room)).toBeUndefined();
    await phone.context.close();
  });

  it('not from whoever has no ballot: she is sent to the door', async () => {
    const room = await newRoom();
    const phone = await newPhone(browser, stage, { lang: 'en', script: false });
    for (const path of ['', '/jobs', '/tasks', '/ai', '/how/1', '/skills', '/done']) {
      await phone.page.goto(`${stage.url}/en/${room.code}/work${path}`);
      expect(phone.page.url()).toBe(`${stage.url}/en/${room.code}`);
    }
    await phone.context.close();
  });
});

it('is said with the keyboard alone', { timeout: 120_000 }, async () => {
  const room = await newRoom();
  const phone = await newPhone(browser, stage, { lang: 'en', script: false });
  const { page } = phone;
  await enter(phone, room, 'en');
  /** Tabs to what has this name, or holds this text. */
  const tabTo = async (wanted: string) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      if ((await focused.count()) === 0) continue;
      const name = await focused.evaluate((element) => {
        const { labels, textContent } = element as HTMLInputElement;
        return labels?.[0]?.textContent || textContent || '';
      });
      if (name.trim().startsWith(wanted)) return;
    }
    throw new Error(`Nothing that is called ${wanted} can be reached.`);
  };
  const press = async (key: string) => {
    const loaded = page.waitForEvent('load');
    await page.keyboard.press(key);
    await loaded;
  };
  await tabTo('Your job');
  await page.keyboard.type('nurse');
  await press('Enter');
  await tabTo('Nurse');
  await press('Enter');
  await tabTo('Prepare and give out');
  await page.keyboard.press('Space');
  await tabTo('some');
  await page.keyboard.press('ArrowRight');
  await tabTo('Continue');
  await press('Enter');
  await tabTo('No');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await tabTo('Continue');
  await press('Enter');
  await tabTo('AI does it');
  await page.keyboard.press('ArrowRight');
  await tabTo('Continue');
  await press('Enter');
  await tabTo('writing');
  await page.keyboard.press('Space');
  await tabTo('Finish');
  await press('Enter');
  expect(await saidOn(phone, room)).toEqual({
    job: 'nurse',
    isco: '2221',
    tasks: [{ task: 'nurse/drug-round', share: 'much', use: 'yes', mode: 'together' }],
    skills: { gain: ['write'], lose: [], need: [], trained: [] },
  });
  await phone.context.close();
});
