import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRoom, openStage, type Stage } from '../wall/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await openRoom(stage, {
    code: 'KFC473',
    texts: Array.from({ length: 43 }, (_, place) => ({
      fr: `Affirmation numéro ${place + 1} : elle a la longueur d’une affirmation ordinaire, douze mots ou presque.`,
      en: `Statement number ${place + 1}: as long as an ordinary statement, some twelve words.`,
    })),
    people: [],
    script: () => [{ kind: 'close' }],
  });
});
afterAll(() => stage?.stop());

interface Sent {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Bytes of the body as they went over the wire. */
  readonly bytes: number;
}

/** Asks as a phone does, and counts what comes as it comes. */
async function ask(path: string, cookie = '', form?: string): Promise<Sent> {
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  const headers = {
    'accept-encoding': 'gzip, br',
    accept: 'text/html',
    cookie,
    ...(form !== undefined && {
      'content-type': 'application/x-www-form-urlencoded',
      origin: stage.url,
    }),
  };
  const asked = request(
    stage.url + path,
    { method: form === undefined ? 'GET' : 'POST', headers },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', async () => {
        const body = Buffer.concat(chunks);
        const encoding = response.headers['content-encoding'];
        const { gunzipSync, brotliDecompressSync } = await import('node:zlib');
        const plain =
          encoding === 'gzip' ? gunzipSync(body) : encoding === 'br' ? brotliDecompressSync(body) : body;
        resolve({ headers: response.headers, text: plain.toString(), bytes: body.length });
      });
    },
  );
  asked.on('error', reject);
  asked.end(form);
  return promise;
}

it('joining and the first vote weigh at most 20 kB without a script and 60 kB with one, all from this house', async () => {
  const loaded = new Map<string, number>();
  const scripts = new Map<string, number>();
  async function open(path: string, cookie?: string): Promise<Sent> {
    const page = await ask(path, cookie);
    expect(page.headers['content-encoding']).toBe('gzip');
    loaded.set(path, page.bytes);
    for (const [, kind, address] of page.text.matchAll(/<(link|script)[^>]*?(?:href|src)="([^"]+)"/g)) {
      const url = new URL(address, stage.url + path);
      expect(url.origin).toBe(stage.url);
      const into = kind === 'script' ? scripts : loaded;
      if (!into.has(url.pathname)) into.set(url.pathname, (await ask(url.pathname)).bytes);
    }
    return page;
  }
  await open('/?lang=fr');
  await open('/fr/KFC473');
  const joined = await ask('/fr/KFC473', '', '');
  expect(joined.headers.location).toBe('/fr/KFC473/vote');
  const [cookie] = joined.headers['set-cookie']![0].split(';');
  const { text } = await open('/fr/KFC473/vote', cookie);
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)![1];
  const voted = await ask(
    '/fr/KFC473/vote?/cast',
    cookie,
    `statement=${field('statement')}&number=1&key=${field('key')}&value=1`,
  );
  expect(voted.headers.location).toBe('/fr/KFC473/vote?after=1');
  await open('/fr/KFC473/vote?after=1', cookie);

  const sum = (sizes: Map<string, number>) => [...sizes.values()].reduce((all, one) => all + one, 0);
  const plain = sum(loaded);
  const script = sum(scripts);
  console.info(`join and first vote: ${plain} bytes without script, ${plain + script} with`);
  expect(scripts.size).toBe(1);
  // The promise, in thousands of bytes as they go over the wire.
  expect(plain).toBeLessThanOrEqual(20_000);
  expect(plain + script).toBeLessThanOrEqual(60_000);
});
