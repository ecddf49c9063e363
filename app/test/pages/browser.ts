import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { chromiumPath } from '../setup/chromium.ts';

/** What `axe.source` says, in half as many signs for the browser to read. */
const axeInShort = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const quiet =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** A Chromium of which one window stays open: one that has closed its last may take minutes to open another. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet.split(' ') });
  await browser.newPage();
  return browser;
}

/** Presses what leads to a page, and waits for the page. */
export async function go(what: Locator): Promise<void> {
  const loaded = what.page().waitForEvent('load');
  await what.click();
  await loaded;
}

/**
 * Needs a page that may run scripts; the markup is the same where it may not. The policy of a page lets no foreign
 * script in: axe is run by the browser's own tools.
 */
export async function faultsOfAxe(page: Page): Promise<string[]> {
  await page.evaluate(axeInShort);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Widths, of a phone and of a desk, at which a page is wider than its window. */
export async function scrollsSideways(page: Page): Promise<number[]> {
  const wide: number[] = [];
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if ((await page.evaluate(() => document.documentElement.scrollWidth)) > width) wide.push(width);
  }
  return wide;
}
