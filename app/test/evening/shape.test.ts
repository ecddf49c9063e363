import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choice, random } from '@abord/numbers';
import { type Released, reopen } from '@abord/release';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { segmentName, segmentPlace } from '#lib/answer/segmentName.ts';
import { ballotCookieName } from '#lib/entry/ballotCookie.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { releaseCells } from '#lib/store/releaseCells.ts';
import { m } from '#lib/words/messages.js';
import { wordsOf } from '../attacks/plainBrowser.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { openRoom, openStage, type Person, type Room, type Stage } from '../wall/stage.ts';

// The shape of an evening that is large enough to have one: 120 ballots, through the real store, shown on
// the wall in a real browser and on each of their phones.

const PEOPLE = 120;
const STATEMENTS = 16;
const pictures = join(tmpdir(), 'abord-evening');
const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync';

let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await openStage();
  browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

/** People spread evenly along one line, who answer by the logistic rule: what most debates are. */
function alongALine(): Person[] {
  const source = random(3);
  return Array.from({ length: PEOPLE }, (_, who) => {
    const stands = (4 * who) / (PEOPLE - 1) - 2;
    const votes = Array.from({ length: STATEMENTS }, (_, place): 1 | -1 | 0 => {
      const leaning = 2 * stands * (place % 2 ? 1 : -1) - ((place % 5) - 2) / 2;
      const agrees = 1 / (1 + Math.exp(-leaning));
      return ([0, 1, -1] as const)[choice(source(), [0.06, 0.94 * agrees, 0.94 * (1 - agrees)])];
    });
    return (place) => votes[place];
  });
}

/** Two halves that answer each statement in opposite ways, nine times in ten. */
function inCamps(): Person[] {
  const source = random(7);
  return Array.from({ length: PEOPLE }, (_, who) => {
    const votes = Array.from({ length: STATEMENTS }, (_, place): 1 | -1 => {
      const usual = who < PEOPLE / 2 === (place % 2 === 0) ? 1 : -1;
      return choice(source(), [9, 1]) === 0 ? usual : usual === 1 ? -1 : 1;
    });
    return (place) => votes[place];
  });
}

/** Everybody votes on one statement after the other, then the shape is revealed: once it is published. */
async function evening(code: string, people: readonly Person[]): Promise<Room> {
  const room = await openRoom(stage, {
    code,
    texts: Array.from({ length: STATEMENTS }, (_, place) => ({
      fr: `Une affirmation d’essai, numéro ${place + 1}`,
      en: `A statement made to try, number ${place + 1}`,
    })),
    people,
    script: (ids) => [
      { kind: 'vote', statements: [...ids] },
      { kind: 'reveal', statements: [], shape: true },
    ],
  });
  await room.start();
  for (let place = 0; place < STATEMENTS; place++) {
    await room.vote(place);
    await room.act('next');
  }
  await vi.waitFor(
    async () => {
      const { seance } = await (await fetch(`${stage.url}/-/room/${code}`)).json();
      if (seance.evening === undefined) throw new Error('the shape of the evening is not published yet');
    },
    { timeout: 60_000, interval: 200 },
  );
  return room;
}

async function released(room: Room): Promise<{ release: Released<EveryoneRelease>; number: number }> {
  const { bytes, hash, number } = (await latestRelease(stage.store.db, room.inquiry, 'everyone'))!;
  return { release: reopen<EveryoneRelease>(bytes, hash), number };
}

/** A page in a real browser; `secret`: as the phone of whoever holds it. */
async function withPage<Result>(
  path: string,
  viewport: { readonly width: number; readonly height: number },
  phone: { readonly room: Room; readonly secret: string } | undefined,
  read: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ viewport });
  if (phone) {
    const name = ballotCookieName(phone.room.inquiry, false);
    await context.addCookies([{ name, value: phone.secret, url: stage.url }]);
  }
  try {
    const page = await context.newPage();
    await page.goto(stage.url + path);
    return await read(page);
  } finally {
    await context.close();
  }
}

/** What a phone shows, without a script; the cookie is all that it has. */
function ask(room: Room, secret: string | undefined): Promise<Response> {
  return fetch(`${stage.url}/en/${room.code}/vote`, {
    redirect: 'manual',
    headers: secret === undefined ? {} : { cookie: `${ballotCookieName(room.inquiry, false)}=${secret}` },
  });
}

const wide = { width: 1920, height: 1080 };
const said = async (page: Page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');

/** Where the marks of the wall's drawing stand, as it is drawn. */
const drawnMarks = (page: Page) =>
  page
    .locator('main svg[role=img] g[transform]')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('transform')!));

/** Nobody scrolls a wall: what is projected is all there. */
async function expectOneScreen(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!;
  if (width < 1000) return;
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
}

/** What holds of every drawing: as many marks as the release has, and each of five people or more. */
async function expectOnlyTheRelease(room: Room, places: readonly string[]): Promise<void> {
  const { release } = await released(room);
  const marks = release.tables.marks.cells;
  expect(places).toHaveLength(marks.length);
  for (const { people, x, y = 0 } of marks) {
    expect(people).toBeGreaterThanOrEqual(5);
    // The release rounds places to a grid of 0.05 (rule E22).
    for (const place of [x, y]) expect(Math.abs(place * 20 - Math.round(place * 20))).toBeLessThan(1e-9);
  }
}

/** Every phone says where its holder stands, as the release has it, and together they are the wall's counts. */
async function expectOwnPlaces(room: Room): Promise<void> {
  const { release, number } = await released(room);
  const cells = await releaseCells(stage.store.db, room.inquiry, 'everyone', number);
  const shown = new Map<string, number>();
  for (const { ballot, secret } of room.ballots) {
    const text = wordsOf(await (await ask(room, secret)).text());
    const segment = cells.find(({ table, ballots }) => table === 'segments' && ballots.includes(ballot));
    if (segment) {
      const place = m.room_place_at({ place: segmentPlace(segment.cell, 'en') }, { locale: 'en' });
      expect(text).toContain(place);
      shown.set(segment.cell, (shown.get(segment.cell) ?? 0) + 1);
    } else expect(text).toContain('You are not in this picture.');
  }
  const { segments } = release.tables;
  expect(segments.cells.length).toBeGreaterThan(1);
  for (const { segment, people } of segments.cells) expect(shown.get(segment)).toBe(people);
}

describe('an evening on a line', { timeout: 180_000 }, () => {
  let room: Room;
  const path = '/wall/FKP463';

  beforeAll(async () => {
    room = await evening('FKP463', alongALine());
  }, 120_000);

  it('has its shape and its ends on the wall, with how many people stand where', async () => {
    const { release } = await released(room);
    expect(release.tables.debate.cells[0].shape).toBe('line');
    for (const lang of ['fr', 'en'] as const) {
      await withPage(`${path}?lang=${lang}`, wide, undefined, async (page) => {
        const text = await said(page);
        for (const { segment, people } of release.tables.segments.cells) {
          expect(text.toLowerCase()).toContain(`${segmentName(segment, lang)} ${people} `);
        }
        await page.screenshot({ path: join(pictures, `wall-line-${lang}.png`) });
        await expectOneScreen(page);
        for (const [width, height] of [
          [1280, 720],
          [360, 740],
        ]) {
          await page.setViewportSize({ width, height });
          await expectOneScreen(page);
          await page.screenshot({ path: join(pictures, `wall-line-${lang}-${width}.png`), fullPage: true });
        }
      });
    }
  });

  it('is drawn in marks of five people or more, no finer than the release', async () => {
    const places = await withPage(`${path}?lang=en`, wide, undefined, async (page) => {
      expect(await said(page)).toMatch(/One mark: ([5-9]|\d\d) people or more/);
      return drawnMarks(page);
    });
    await expectOnlyTheRelease(room, places);
    // Marks that the release puts at one place stand in one column, one above the other.
    const across = places.map((place) => /\(([\d.]+) /.exec(place)![1]);
    const { release } = await released(room);
    const different = new Set(release.tables.marks.cells.map(({ x }) => x));
    expect(new Set(across).size).toBeLessThanOrEqual(different.size);
  });

  it('each phone shows its own place, and together they are what the wall counts', async () => {
    await expectOwnPlaces(room);
    const last = room.ballots.at(-1)!;
    for (const lang of ['fr', 'en'] as const) {
      await withPage(
        `/${lang}/${room.code}/vote`,
        { width: 360, height: 740 },
        { room, ...last },
        async (page) => {
          await page.screenshot({ path: join(pictures, `phone-line-${lang}.png`), fullPage: true });
          // One mark, hers, and nobody else's.
          expect(await page.locator('main svg[role=img] g[transform]').count()).toBe(1);
        },
      );
    }
  });

  it('nobody else sees it: not the wall, not the room, not a phone without her secret', async () => {
    const [first, last] = [room.ballots[0], room.ballots.at(-1)!];
    const own = wordsOf(await (await ask(room, first.secret)).text());
    const other = wordsOf(await (await ask(room, last.secret)).text());
    // They stand at opposite ends of the line.
    expect(/Your answers place you ([^.]+)\./.exec(own)![1]).not.toBe(
      /Your answers place you ([^.]+)\./.exec(other)![1],
    );
    const nobody = await ask(room, undefined);
    expect(nobody.status).toBe(303);
    const stranger = await ask(room, 'a'.repeat(26));
    expect(stranger.status).toBe(303);
    expect((await ask(room, first.secret)).headers.get('cache-control')).toBe('no-store');
    for (const where of [path, `/-/room/${room.code}`]) {
      const response = await fetch(stage.url + where);
      const text = await response.text();
      expect(text).not.toContain('Your place');
      for (const { ballot, secret } of room.ballots) {
        expect(text).not.toContain(ballot);
        expect(text).not.toContain(secret);
      }
    }
  });
});

describe('an evening in camps', { timeout: 180_000 }, () => {
  let room: Room;
  const path = '/wall/HMN734';

  beforeAll(async () => {
    room = await evening('HMN734', inCamps());
  }, 120_000);

  it('has its camps on the wall, drawn in marks of five people or more', async () => {
    const { release } = await released(room);
    expect(release.tables.debate.cells[0].shape).toBe('camps');
    for (const lang of ['fr', 'en'] as const) {
      const places = await withPage(`${path}?lang=${lang}`, wide, undefined, async (page) => {
        const text = await said(page);
        for (const { segment, people } of release.tables.segments.cells) {
          expect(text.toLowerCase()).toContain(`${segmentName(segment, lang).toLowerCase()} ${people} `);
        }
        await page.screenshot({ path: join(pictures, `wall-camps-${lang}.png`) });
        await expectOneScreen(page);
        const marks = await drawnMarks(page);
        for (const [width, height] of [
          [1280, 720],
          [360, 740],
        ]) {
          await page.setViewportSize({ width, height });
          await expectOneScreen(page);
          await page.screenshot({ path: join(pictures, `wall-camps-${lang}-${width}.png`), fullPage: true });
        }
        return marks;
      });
      await expectOnlyTheRelease(room, places);
    }
  });

  it('each phone shows its own camp, and together they are what the wall counts', async () => {
    await expectOwnPlaces(room);
    const { secret } = room.ballots[0];
    await withPage(`/fr/${room.code}/vote`, { width: 360, height: 740 }, { room, secret }, async (page) => {
      await page.screenshot({ path: join(pictures, 'phone-camps-fr.png'), fullPage: true });
    });
  });

  it('who comes after the picture was made is told that she is not in it', async () => {
    const late = await drawBallot(stage.store.db, { inquiry: room.inquiry, profile: {}, day: '2026-11-24' });
    const text = wordsOf(await (await ask(room, late.secret)).text());
    expect(text).toContain('You are not in this picture.');
    expect(text).not.toContain('Your answers place you');
  });
});
