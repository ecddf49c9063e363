import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../pages/browser.ts';
import { openRoom, openStage, type Room, type Stage } from '../wall/stage.ts';
import { comeIn, inOrder, newPhone, type Phone, sayingOn } from './visits.ts';

let stage: Stage;
let browser: Browser;
let room: Room;

const texts = Array.from({ length: 24 }, (_, place) => ({
  fr: `Affirmation numéro ${place + 1}, à juger.`,
  en: `Statement number ${place + 1}, to judge.`,
}));

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  room = await openRoom(stage, { code: 'KFC473', texts, people: [], script: () => [{ kind: 'close' }] });
  await inOrder(stage, room);
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const ways = (['fr', 'en'] as const).flatMap((lang) => [true, false].map((script) => ({ lang, script })));

describe.each(ways)('a participant in $lang (script: $script)', ({ lang, script }) => {
  const say = (fr: string, en: string) => (lang === 'fr' ? fr : en);
  const base = () => `${stage.url}/${lang}/KFC473`;

  async function visit(walk: (phone: Phone) => Promise<void>): Promise<void> {
    const phone = await newPhone(browser, stage, { lang, script });
    try {
      await walk(phone);
      expect(phone.faults).toEqual([]);
    } finally {
      await phone.context.close();
    }
  }

  /** Presses an answer and waits for what follows it. */
  async function answer({ page }: Phone, name: 'agree' | 'disagree' | 'pass'): Promise<void> {
    const before = await sayingOn(page);
    await page.click(`.answer.${name}`);
    await expect.poll(() => sayingOn(page)).not.toBe(before);
  }

  /** Has answered the statements at these places, on this phone. */
  async function answered({ context }: Phone, places: readonly number[]): Promise<void> {
    const cookie = (await context.cookies()).find(({ name }) => name.startsWith('ballot'))!;
    const outcomes = await Promise.all(
      places.map((place) =>
        stage.store.votes.cast({
          inquiry: room.inquiry,
          secret: cookie.value,
          statement: room.statements[place],
          value: 1,
          key: `key-${place}`,
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome !== 'counted' && outcome !== 'repeated')).toEqual([]);
  }

  it('is told in one sentence that a code cannot be one, or that no room has it', async () => {
    await visit(async ({ page }) => {
      await page.goto(`${stage.url}/?lang=${lang}`);
      await page.fill('#code', 'bonjour');
      await page.click('form .button');
      expect(await page.locator('[role=alert]').innerText()).toContain('bonjour');
      await page.fill('#code', 'XXX 999');
      await page.click('form .button');
      expect(await page.locator('[role=alert]').innerText()).toContain(
        say('Aucune salle n’a le code XXX999.', 'No room has the code XXX999.'),
      );
      const response = await page.goto(`${stage.url}/${lang}/XXX999`);
      expect(response!.status()).toBe(404);
      expect(await page.locator('h1').innerText()).toBe(
        say('Aucune salle n’a ce code', 'No room has this code'),
      );
    });
  });

  it('learns who sees what, comes in, votes, goes back, and is on the second statement again', async () => {
    await visit(async (phone) => {
      const { page } = phone;
      await page.goto(`${stage.url}/${lang}/kfc473`);
      const told = await page.locator('main').innerText();
      expect(told).toContain(say('Cette enquête est anonyme.', 'This inquiry is anonymous.'));
      expect(told).toContain(say('peut donc répondre deux fois', 'could answer twice'));
      await comeIn(phone, stage, 'KFC473', lang);
      expect(await sayingOn(page)).toBe(texts[0][lang]);
      expect(await page.locator('[data-progress]').innerText()).toBe(
        say('Affirmation 1 sur 20', 'Statement 1 of 20'),
      );
      await answer(phone, 'agree');
      expect(await sayingOn(page)).toBe(texts[1][lang]);
      expect(await page.locator('[data-progress]').innerText()).toBe(
        say('Affirmation 2 sur 20', 'Statement 2 of 20'),
      );
      await page.getByText(say('J’ai changé d’avis', 'I changed my mind')).click();
      await expect.poll(() => sayingOn(page)).toBe(texts[0][lang]);
      expect(await page.locator('.answer[aria-pressed=true]').innerText()).toBe(say('D’accord', 'Agree'));
      await answer(phone, 'disagree');
      await page.goto(`${base()}/mine`);
      const rows = page.locator('main .list li');
      expect(await rows.count()).toBe(1);
      expect(await rows.first().innerText()).toContain(say('Pas d’accord', 'Disagree'));
    });
  });

  it('is told after twenty answers that three minutes are over, and may go on', async () => {
    await visit(async (phone) => {
      const { page } = phone;
      await comeIn(phone, stage, 'KFC473', lang);
      await answered(phone, [...texts.keys()].slice(0, 18));
      await page.reload();
      await answer(phone, 'pass');
      await page.click('.answer.agree');
      await page.waitForURL(`${base()}/end`);
      expect(await page.locator('main').innerText()).toContain(
        say('Vos 20 réponses sont enregistrées.', 'Your 20 answers are saved.'),
      );
      await page.getByText(say('Répondre aux 4 affirmations', 'Answer the 4 statements')).click();
      const shown = await sayingOn(page);
      expect(await page.locator('[data-progress]').innerText()).toBe(say('Affirmation 21', 'Statement 21'));
      await answered(
        phone,
        [...texts.keys()].filter((place) => texts[place][lang] !== shown),
      );
      await page.reload();
      await page.click('.answer.agree');
      await page.waitForURL(`${base()}/end`);
      expect(await page.locator('main').innerText()).toContain('24');
    });
  });

  it('writes a statement: sees it first, sends it, finds it waiting, and takes it back', async () => {
    await visit(async (phone) => {
      const { page } = phone;
      await comeIn(phone, stage, 'KFC473', lang);
      await page.getByText(say('Écrire une affirmation', 'Write a statement')).click();
      for (const [typed, fault] of [
        ['   ', say('Il n’y a pas encore de mots', 'There are no words yet')],
        ['a'.repeat(10_000), say('10\u202F000', '10,000')],
      ]) {
        await page.fill('textarea', typed);
        await page.click('form .button.main');
        const alert = (await page.locator('[role=alert]').innerText()).replace('10\u00A0000', '10\u202F000');
        expect(alert).toContain(fault);
      }
      const words = `<script>alert(1)</script> ما رأيكم ${lang} ${script}`;
      await page.fill('textarea', words);
      await page.click('form .button.main');
      expect(await page.locator('.saying').innerText()).toContain('<script>alert(1)</script>');
      await page.getByText(say('Modifier', 'Edit')).click();
      expect(await page.inputValue('textarea')).toBe(words);
      await page.click('form .button.main');
      await page.click('form .button.main');
      await page.waitForURL(`${base()}/write?done`);
      await page.goto(`${base()}/mine`);
      const mine = page.locator('main .list li');
      expect(await mine.count()).toBe(1);
      expect(await mine.innerText()).toContain(say('Attend d’être lue', 'Waiting to be read'));
      await mine.locator('button').click();
      await expect
        .poll(() => page.locator('main').innerText())
        .toContain(say('Cette phrase est effacée.', 'This sentence is erased.'));
      expect(await mine.count()).toBe(0);
    });
  });

  it('changes one answer, erases one, finds the rest on another device, and erases everything', async () => {
    await visit(async (phone) => {
      const { page } = phone;
      await comeIn(phone, stage, 'KFC473', lang);
      await answer(phone, 'agree');
      await answer(phone, 'agree');
      await answer(phone, 'pass');
      await page.goto(`${base()}/mine`);
      const rows = page.locator('main .list li');
      expect(await rows.count()).toBe(3);
      await rows.first().getByText(say('Changer', 'Change')).click();
      // Votes wait in an intake, or rest already.
      const against = async () => {
        const { db } = stage.store;
        const rows = await Promise.all(
          (['vote_intake', 'vote'] as const).map((table) =>
            db.selectFrom(table).select('value').where('value', '=', -1).execute(),
          ),
        );
        return rows.flat().length;
      };
      const before = await against();
      await page.click('.answer.disagree');
      // The answer is safe before another page is asked for.
      await expect.poll(against, { timeout: 15_000 }).toBe(before + 1);
      await page.goto(`${base()}/mine`);
      expect(await rows.first().innerText()).toContain(say('Pas d’accord', 'Disagree'));
      await rows.nth(1).locator('button').click();
      await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(2);
      const phrase = await page.locator('.signs').innerText();

      await visit(async ({ page: other }) => {
        await other.goto(base());
        await other.getByText(say('J’ai déjà répondu', 'I have already answered')).click();
        for (const [typed, fault] of [
          ['abc', say('26 lettres', '26 letters')],
          ['k7vd 2m9x qat3w 8pzr eunf 4hgcy', say('n’ouvre rien', 'opens nothing')],
        ]) {
          await other.fill('#phrase', typed);
          await other.click('form .button');
          expect(await other.locator('[role=alert]').innerText()).toContain(fault);
          expect(await other.inputValue('#phrase')).toBe('');
        }
        await other.fill('#phrase', ` ${phrase.toUpperCase()} `);
        await other.click('form .button');
        await other.waitForURL(`${base()}/mine`);
        expect(await other.locator('main .list li').count()).toBe(2);
      });

      await page.getByText(say('Tout effacer', 'Erase everything')).click();
      await page.getByText(say('Oui, tout effacer', 'Yes, erase everything')).click();
      await page.waitForURL(`${base()}/mine?gone`);
      expect((await phone.context.cookies()).filter(({ name }) => name.startsWith('ballot'))).toEqual([]);
      await page.goto(`${base()}/mine`);
      expect(page.url()).toBe(base());
    });
  });

  it('who joins a second time on the same device finds her ballot, and a form sent twice counts once', async () => {
    await visit(async (phone) => {
      const { page, context } = phone;
      const ballots = async () =>
        (await stage.store.db.selectFrom('ballot_intake').select('id').execute()).length +
        (await stage.store.db.selectFrom('ballot').select('id').execute()).length;
      await comeIn(phone, stage, 'KFC473', lang);
      const before = await ballots();
      await page.goto(base());
      expect(await page.locator('.blank').first().innerText()).toContain(
        say('a déjà des réponses', 'already has answers'),
      );
      await page.click('form .button.main');
      await page.waitForURL(/vote$/);
      expect(await ballots()).toBe(before);
      const [cookie] = await context.cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', secure: false });
      const form = {
        statement: await page.inputValue('[name=statement]'),
        number: '1',
        key: await page.inputValue('[name=key]'),
        value: '1',
      };
      for (let time = 0; time < 2; time++) {
        const response = await context.request.post(`${base()}/vote?/cast`, {
          form,
          headers: { origin: stage.url, accept: 'text/html' },
          maxRedirects: 0,
        });
        expect(response.status()).toBe(303);
      }
      await page.goto(`${base()}/mine`);
      expect(await page.locator('main .list li').count()).toBe(1);
    });
  });

  it('finds the other language behind the same link on every screen', async () => {
    await visit(async (phone) => {
      const { page } = phone;
      const other = lang === 'fr' ? 'en' : 'fr';
      await comeIn(phone, stage, 'KFC473', lang);
      for (const path of ['', '/vote', '/write', '/mine', '/mine?sure', '/end', '/return', '/sheet']) {
        await page.goto(base() + path);
        await page.click(`header a[hreflang=${other}]`);
        await page.waitForURL(`${stage.url}/${other}/KFC473${path}`.replace('?sure', '?sure='));
        expect(await page.getAttribute('html', 'lang')).toBe(other);
      }
      await page.goto(`${stage.url}/?lang=${lang}`);
      await page.click(`header a[hreflang=${other}]`);
      expect(await page.getAttribute('html', 'lang')).toBe(other);
    });
  });

  it('is told that a vote is closed or a statement gone, and nothing changes', async () => {
    await visit(async (phone) => {
      const { page } = phone;
      await comeIn(phone, stage, 'KFC473', lang);
      const { db } = stage.store;
      const first = () => db.updateTable('statement').where('id', '=', room.statements[0]);
      try {
        for (const [change, words] of [
          [{ voting: 0 }, say('est fermé', 'is closed')],
          [{ voting: 1, state: 'refused' }, say('n’est plus au vote', 'no longer open')],
        ] as const) {
          await first().set({ voting: 1, state: 'accepted' }).execute();
          await page.goto(`${base()}/vote?statement=1`);
          await first().set(change).execute();
          await page.click('.answer.agree');
          await expect.poll(() => page.locator('[role=alert]:visible').innerText()).toContain(words);
          await page.goto(`${base()}/mine`);
          expect(await page.locator('main .list li').count()).toBe(0);
        }
      } finally {
        await first().set({ voting: 1, state: 'accepted' }).execute();
      }
    });
  });
});

it('a room that is closed or not open yet says so, and takes nobody in', async () => {
  const page = await browser.newPage();
  const { db } = stage.store;
  const inquiry = () => db.updateTable('inquiry').where('id', '=', room.inquiry);
  try {
    for (const [state, words] of [
      ['closed', 'This inquiry is over'],
      ['draft', 'This inquiry is not open yet'],
    ] as const) {
      await inquiry().set({ state }).execute();
      await page.goto(`${stage.url}/en/KFC473`);
      expect(await page.locator('h1').innerText()).toBe(words);
      const response = await page.request.post(`${stage.url}/en/KFC473`, {
        form: {},
        headers: { origin: stage.url },
      });
      expect(response.status()).toBe(409);
    }
  } finally {
    await inquiry().set({ state: 'open' }).execute();
    await page.close();
  }
});
