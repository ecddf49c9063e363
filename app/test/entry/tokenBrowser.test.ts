import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyFingerprint } from '../../src/lib/entry/token/keyFingerprint.ts';
import { makeTokenKey, type TokenKey } from '../../src/lib/entry/token/makeTokenKey.ts';
import { signBlinded } from '../../src/lib/entry/token/signBlinded.ts';
import { verifyToken } from '../../src/lib/entry/token/verifyToken.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { phonePart } from './phonePart.ts';

/** The module as the page has it. */
declare const phone: typeof import('../../src/lib/entry/token/blindToken.ts') &
  typeof import('../../src/lib/entry/token/unblind.ts');

const INQUIRY = 'k7vd2m9xqa';
const quiet = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync';

let server: Server;
let browser: Browser;
let page: Page;
let key: TokenKey;
let poster: string;

beforeAll(async () => {
  const files: Record<string, string> = {
    '/': '<!doctype html><title>token</title><script type="module" src="/page.js"></script>',
    '/page.js': "import * as phone from '/phone.js'; globalThis.phone = phone;",
    '/phone.js': await phonePart(),
  };
  key = await makeTokenKey();
  poster = await keyFingerprint(key.publicKey);
  server = createServer(({ url }, response) => {
    response.setHeader('content-type', url!.endsWith('.js') ? 'text/javascript' : 'text/html');
    // As the product's own pages are sent.
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'");
    response.end(files[url!]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

it('a token is drawn in a browser, signed by the house, finished in the browser and accepted', async () => {
  const { publicKey, privateKey } = key;
  const { blinded, pending } = await page.evaluate((given) => phone.blindToken(...given), [
    publicKey,
    poster,
    INQUIRY,
  ] as const);
  const signature = signBlinded(createPrivateKey(privateKey), blinded);
  const token = await page.evaluate((given) => phone.unblind(...given), [
    publicKey,
    INQUIRY,
    pending,
    signature,
  ] as const);
  const verifies = createPublicKey({ key: publicKey, format: 'jwk' });
  expect(verifyToken(verifies, INQUIRY, token)).toBe(true);
  expect(verifyToken(verifies, 'qv3tkm2w8h', token)).toBe(false);
});

it('a browser that is given another key than the poster says makes nothing', async () => {
  const { publicKey } = await makeTokenKey();
  const made = page.evaluate((given) => phone.blindToken(...given), [publicKey, poster, INQUIRY] as const);
  await expect(made).rejects.toThrow('the key is not the one on the poster');
});
