import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { importDebate } from '#lib/questions/everyone/mutations.server.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { makeRoom, type Room } from './room.ts';
import { allRoutes, pathOf } from './routes.ts';
import { openStage, type Stage } from './stage.ts';

const CODE = 'KFC473';
const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync';

let stage: Stage;
let room: Room;
let browser: Browser;
/** Cookies of somebody who is host and participant at once: she sees every page. */
let cookie: string;
/** An inquiry with a published answer. */
let published: string;

beforeAll(async () => {
  stage = await openStage({
    prepare: async (store) => {
      room = await makeRoom(store, CODE);
      ({ inquiry: published } = await importDebate(store, makeDemonstration()));
    },
  });
  cookie = `${cookieHeader(await enterAsHost(stage))}; ballot-${room.inquiry}=${room.secret}`;
  browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

/** Every page there is, in one language, as the routes have them; and a page that there is not. */
function pages(lang: 'fr' | 'en'): string[] {
  const values = {
    lang,
    code: CODE,
    statement: room.statements.free,
    number: '1',
    seance: '1',
    one: 'list1',
    two: 'list2',
    family: 'job:nurse',
    token: 'kX0',
    person: 'k7vd2m9xqat3w8pzreunf4hgcy',
    task: 'k7vd2m9xqa',
    mark: 'k7vd2m9xqat3w8pzreunf4hgcy',
  };
  const found = allRoutes()
    .filter(({ kind }) => kind === 'page')
    .flatMap(({ id }) =>
      id.includes('[inquiry]')
        ? [room.inquiry, published].map((inquiry) => pathOf(id, { ...values, inquiry }))
        : [pathOf(id, { ...values, inquiry: room.inquiry })],
    )
    .map((path) => (path.startsWith(`/${lang}`) ? path : `${path}?lang=${lang}`));
  return [...found, `/${lang}/no-such-page`];
}

describe.each(['fr', 'en'] as const)('every page in %s', (lang) => {
  it('comes with a policy that allows own files alone, and holds neither scripts nor styles in line', async () => {
    const faults: string[] = [];
    for (const path of pages(lang)) {
      const { status, headers, text } = await stage.ask({ path, headers: { cookie, accept: 'text/html' } });
      if (status >= 500) faults.push(`${path}: ${status}`);
      if (status >= 300 && status < 400) continue;
      const policy = headers['content-security-policy'] ?? '';
      for (const wanted of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]) {
        if (!policy.includes(wanted)) faults.push(`${path}: no ${wanted} in its policy (${policy})`);
      }
      if (/unsafe|https?:|data:|\*/.test(policy)) faults.push(`${path}: a policy that lets in (${policy})`);
      for (const [tag] of text.matchAll(/<script\b[^>]*>(?!<\/script>)/g)) {
        const nonce = /nonce="([^"]+)"/.exec(tag)?.[1];
        if (!nonce || !policy.includes(`'nonce-${nonce}'`)) faults.push(`${path}: ${tag}`);
      }
      for (const [found] of text.matchAll(
        /<style\b|<[a-z][^>]*\s(?:style|on[a-z]+)=|(?:href|src|action)="\s*(?:javascript|data):/gi,
      )) {
        faults.push(`${path}: ${found.slice(0, 120)}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('breaks no rule of its policy in a real browser, and asks nobody else for anything', {
    timeout: 180_000,
  }, async () => {
    const context = await browser.newContext({ baseURL: stage.url });
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const [name, value] = pair.split('=');
        return { name, value, url: stage.url, httpOnly: true };
      }),
    );
    const faults: string[] = [];
    const page = await context.newPage();
    let path = '';
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404'))
        faults.push(`${path}: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${stage.url}/`)) faults.push(`${path}: asks ${request.url()}`);
    });
    for (path of pages(lang)) {
      // A stream of events never comes to rest: the page is there once it is read.
      await page.goto(path, { waitUntil: 'load' });
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  it('sends what is somebody’s own to her alone: nothing in between may keep it', async () => {
    const own = allRoutes()
      .map(({ id }) => id)
      .filter((id) => id.startsWith('/host') || id.includes('[code=code]'));
    const values = {
      lang,
      code: CODE,
      inquiry: room.inquiry,
      statement: room.statements.free,
      number: '1',
      seance: '1',
      one: 'list1',
      two: 'list2',
      family: 'job:nurse',
      token: 'kX0',
      person: 'k7vd2m9xqat3w8pzreunf4hgcy',
      task: 'k7vd2m9xqa',
      mark: 'k7vd2m9xqat3w8pzreunf4hgcy',
    };
    const kept: string[] = [];
    for (const id of own.filter((id) => !/^\/(wall|\(reader\))/.test(id))) {
      const { status, headers } = await stage.ask({ path: pathOf(id, values), headers: { cookie } });
      if (!headers['cache-control']?.includes('no-store')) kept.push(`${status} ${id}`);
    }
    expect(kept).toEqual([]);
  });
});

it('sends the other headers with whatever it answers', async () => {
  const { text } = await stage.ask({ path: '/fr' });
  const asset = /(?:href|src)="(?:\.\.?)?\/*(_app\/[^"]+|[^"]*\/_app\/[^"]+)"/.exec(text)![1];
  const answers: [string, Promise<{ headers: Readonly<Record<string, string | undefined>> }>][] = [
    '/fr',
    '/fr/no-such-page',
    '/mark.svg',
    `/${asset.slice(asset.indexOf('_app'))}`,
    '/host',
    '/-/nothing',
    `/-/room/${CODE}`,
    '/-/room/KFC474',
    `/fr/inquiry/${published}/everyone.json`,
    '/%',
  ].map((path) => [path, stage.ask({ path })]);
  for (const [path, answer] of answers) {
    const { headers } = await answer;
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-resource-policy'], path).toBe('same-origin');
    expect(headers['content-security-policy'], path).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['access-control-allow-origin'], path).toBeUndefined();
    expect(headers['x-powered-by'], path).toBeUndefined();
    expect(headers.server, path).toBeUndefined();
  }
});

it('never takes a figure for a page: data are said to be data', async () => {
  for (const path of [`/-/room/${CODE}`, `/fr/inquiry/${published}/everyone.json`]) {
    expect((await stage.ask({ path })).headers['content-type'], path).toMatch(/^application\/json/);
  }
});

it('a page that has not changed brings no other policy than the one it came with', async () => {
  const first = await fetch(`${stage.url}/?lang=fr`);
  const etag = first.headers.get('etag')!;
  expect(first.headers.get('content-security-policy')).toContain("style-src 'self'");
  const again = await fetch(`${stage.url}/?lang=fr`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  expect(again.headers.get('content-security-policy')).toBeNull();
});
