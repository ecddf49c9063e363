/**
 * `npm run bench -- firstVote [runs]`: what joining a room and the first vote weigh, with and without a
 * script, as the browser counts it; and when the first and the largest content stand on the screen of a
 * slow phone on slow 4G, cold. The product is started as its operator starts it, on a box of its own.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { openStore } from '../../app/src/lib/store/openStore.ts';
import { randomId } from '../../app/src/lib/store/randomId.ts';
import { chromiumPath } from '../../app/test/setup/chromium.ts';

const CODE = 'KFC473';
const STATEMENTS = 43;

/** Slow 4G as Lighthouse has it: milliseconds there and back, bytes a second down and up; a slow processor. */
const SLOW_4G = { latency: 150, downloadThroughput: 1_638_000 / 8, uploadThroughput: 675_000 / 8 };
const SLOWER = 4;
const PHONE = { width: 360, height: 640 };

const quiet =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export async function main([runs = '7']: readonly string[]): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'abord-first-vote-'));
  await makeRoom(data);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const product = await start(port, data);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
  try {
    console.log('from the code to the first vote, what went over the wire (gzip; heads and bodies):');
    for (const script of [false, true]) await weigh(browser, url, script);
    console.log(
      `\nslow 4G (${SLOW_4G.latency} ms, 1,638 kbit/s down, 675 kbit/s up), processor ${SLOWER} times slower, ${PHONE.width} × ${PHONE.height}, cold, median of ${runs}:`,
    );
    for (const path of [`/fr/${CODE}`, `/fr/${CODE}/vote`]) {
      for (const script of [false, true]) await time(browser, url, path, script, Number(runs));
    }
  } finally {
    await browser.close();
    product.kill('SIGTERM');
    await new Promise((resolve) => product.once('close', resolve));
    await rm(data, { recursive: true, force: true });
  }
}

async function makeRoom(data: string): Promise<void> {
  const store = await openStore({ data });
  const inquiry = randomId('inquiry');
  await store.db
    .insertInto('inquiry')
    .values({
      id: inquiry,
      title: '{"fr":"L’IA au travail","en":"AI at work"}',
      description: '{}',
      organisation: '{"fr":"Hôpital de la Côte"}',
      simulated: 1,
      entry: 'open',
      state: 'open',
      source: null,
      first_day: null,
      last_day: null,
      headcount: null,
      refused: '{}',
      day: '2026-11-24',
      code: CODE,
    })
    .execute();
  await store.db
    .insertInto('statement')
    .values(
      Array.from({ length: STATEMENTS }, (_, place) => ({
        inquiry,
        id: randomId('statement'),
        number: place + 1,
        version: 1,
        state: 'accepted' as const,
        texts: JSON.stringify({
          fr: `Affirmation numéro ${place + 1} : elle a la longueur d’une affirmation ordinaire, douze mots ou presque.`,
          en: `Statement number ${place + 1}: as long as an ordinary statement, some twelve words.`,
        }),
        origin: 'host' as const,
      })),
    )
    .execute();
  await store.close();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(port: number, data: string): Promise<ChildProcess> {
  const main = join(import.meta.dirname, '../../app/src/cli/main.ts');
  const args = [main, 'start', '--port', String(port), '--data', data, '--lang', 'en'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += bytes;
  });
  while (!said.includes(`http://localhost:${port}`)) {
    if (child.exitCode !== null) throw new Error('abord start ended');
    await wait(100);
  }
  return child;
}

function newContext(browser: Browser, script: boolean): Promise<BrowserContext> {
  return browser.newContext({
    javaScriptEnabled: script,
    viewport: PHONE,
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    locale: 'fr-FR',
  });
}

/** Every request from the code to the first vote, and its bytes. */
async function weigh(browser: Browser, url: string, script: boolean): Promise<void> {
  const context = await newContext(browser, script);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const requests: string[] = [];
  let bytes = 0;
  // One that leads on to another has its head in the event that tells of the other.
  session.on('Network.requestWillBeSent', ({ request, redirectResponse }) => {
    requests.push(request.url);
    bytes += redirectResponse?.encodedDataLength ?? 0;
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await page.goto(`${url}/?lang=fr`);
  await page.fill('#code', CODE);
  await page.click('form .button');
  await page.waitForURL(`${url}/fr/${CODE}`);
  await comeIn(page, url);
  const before = await page.locator('h1').innerText();
  await page.click('.answer.agree');
  while ((await page.locator('h1').innerText()) === before) await wait(50);
  await page.waitForLoadState();
  await wait(500);
  const others = requests.filter((one) => !one.startsWith(`${url}/`)).length;
  console.log(
    `  ${script ? 'with' : 'without'} script: ${kilobytes(bytes)} in ${requests.length} requests, ${others} to others`,
  );
  await context.close();
}

async function comeIn(page: Page, url: string): Promise<void> {
  await page.click('form .button.main');
  await page.waitForURL(`${url}/fr/${CODE}/vote`);
}

/** Milliseconds until content is first painted, and until its largest piece is. */
interface Painted {
  readonly first: number;
  readonly largest: number;
}

async function time(
  browser: Browser,
  url: string,
  path: string,
  script: boolean,
  runs: number,
): Promise<void> {
  const painted: Painted[] = [];
  for (let run = 0; run < runs; run++) {
    const context = await newContext(browser, script);
    if (path.endsWith('/vote')) {
      const door = await context.newPage();
      await door.goto(`${url}/fr/${CODE}`);
      await comeIn(door, url);
      await door.close();
    }
    const page = await context.newPage();
    painted.push(await paint(await context.newCDPSession(page), page, url + path));
    await context.close();
  }
  const median = (of: keyof Painted) => {
    const sorted = painted.map((one) => one[of]).sort((a, b) => a - b);
    const [low, middle, high] = [sorted[0], sorted[Math.floor(runs / 2)], sorted[runs - 1]];
    return `${Math.round(middle)} ms (${Math.round(low)} to ${Math.round(high)})`;
  };
  console.log(
    `  ${path}, ${script ? 'with' : 'without'} script: first content ${median('first')}, largest ${median('largest')}`,
  );
}

/** Told by the browser itself, so that pages without a script are timed the same way. */
async function paint(session: CDPSession, page: Page, url: string): Promise<Painted> {
  let asked: { timestamp: number; wallTime: number } | undefined;
  let first = Number.NaN;
  let largest = Number.NaN;
  session.on('Network.requestWillBeSent', ({ timestamp, wallTime }) => {
    asked ??= { timestamp, wallTime };
  });
  session.on('Page.lifecycleEvent', ({ name, timestamp }) => {
    if (asked && name === 'firstContentfulPaint') first = (timestamp - asked.timestamp) * 1_000;
  });
  session.on('PerformanceTimeline.timelineEventAdded', ({ event }) => {
    if (asked && event.lcpDetails) largest = (event.lcpDetails.renderTime - asked.wallTime) * 1_000;
  });
  await session.send('Page.enable');
  await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
  await session.send('PerformanceTimeline.enable', { eventTypes: ['largest-contentful-paint'] });
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  asked = undefined;
  await page.goto(url, { waitUntil: 'load' });
  await wait(1_500);
  if (!(first > 0 && largest > 0)) throw new Error(`${url}: no paint was told`);
  return { first, largest };
}

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
