import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../attacks/stage.ts';
import { chromiumPath } from '../setup/chromium.ts';
import { kinds, type Place } from '../store/stores.ts';

/** A folder for pictures of every page, for whoever wants to look. */
const pictures = process.env.ABORD_PICTURES;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`passkeys on ${name}`, () => {
    let place: Place;
    let stage: Stage;
    let browser: Browser;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({ place, roster: true });
      browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await stage?.stop();
      await place?.stop();
    });

    /** A window with a device that has a key-holder in it, such as a phone with its finger reader. */
    async function device(context: BrowserContext, { verified = true } = {}) {
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('WebAuthn.enable');
      const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: verified,
          automaticPresenceSimulation: true,
        },
      });
      return { page, cdp, authenticatorId };
    }

    const newContext = () => browser.newContext({ locale: 'en-GB' });

    async function comeIn(page: Page): Promise<void> {
      await page.goto(stage.url + (await stage.newHostLink()));
      await page.getByRole('button', { name: 'Open the console' }).click();
      await page.goto(`${stage.url}/host/keys`);
    }

    async function look(page: Page, shot: string): Promise<void> {
      await page.addScriptTag({ content: axe.source }).catch(() => {});
      if (pictures) await page.screenshot({ path: `${pictures}/${shot}.png`, fullPage: true });
    }

    it('are made once one is in, and open the account from then on, on a session of their own', async () => {
      const context = await newContext();
      const { page, cdp, authenticatorId } = await device(context);
      await comeIn(page);
      await page.getByLabel('Name, as the team reads it').fill('Inès Roy');
      await page.getByLabel('E-mail address').fill('ines@example.org');
      await page.getByRole('button', { name: 'Make my account' }).click();
      await page.getByLabel('Name of this passkey').fill('Téléphone');
      await look(page, 'keys');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByText('Téléphone').waitFor();
      const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
      expect(credentials).toHaveLength(1);
      expect(credentials[0]).toMatchObject({ isResidentCredential: true, rpId: 'localhost' });
      const first = (await context.cookies()).find(({ name }) => name === 'host')!.value;

      await page.getByRole('button', { name: 'Leave' }).click();
      await page.getByRole('link', { name: 'Sign in' }).click();
      await look(page, 'sign-in');
      await page.getByRole('button', { name: 'Use my passkey' }).click();
      await page.waitForURL(`${stage.url}/host`);
      await page.getByRole('link', { name: 'Inès Roy' }).waitFor();
      const cookies = await context.cookies();
      const session = cookies.find(({ name }) => name === 'host')!;
      expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
      expect(session.value).not.toBe(first);
      // The challenge has been spent with its cookie.
      expect(cookies.map(({ name }) => name)).not.toContain('key');

      const kept = await stage.inRoster(async ({ db }) => ({
        keys: await db.selectFrom('host_passkey').selectAll().execute(),
        sessions: await db.selectFrom('host_access').selectAll().execute(),
      }));
      expect(kept.keys).toHaveLength(1);
      expect(kept.sessions).toHaveLength(1);
      expect(JSON.stringify(kept)).not.toMatch(/127\.0\.0\.1|::1|Mozilla|Chrome/);
      await context.close();
    }, 60_000);

    it('that a device gives without having known its holder again open nothing', async () => {
      const context = await newContext();
      const { page, cdp, authenticatorId } = await device(context);
      await comeIn(page);
      await page.getByLabel('Name, as the team reads it').fill('Karim Sy');
      await page.getByLabel('E-mail address').fill('karim@example.org');
      await page.getByRole('button', { name: 'Make my account' }).click();
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByRole('button', { name: 'Remove this passkey' }).waitFor();
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.goto(`${stage.url}/host/sign-in`);
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
      await page.getByRole('button', { name: 'Use my passkey' }).click();
      await page.getByText('The passkey did not answer').waitFor();

      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
      // A browser that asks for less than the server does is refused by the server.
      await page.route('**/host/sign-in/challenge', async (route) => {
        const response = await route.fetch();
        const options = { ...(await response.json()), userVerification: 'discouraged' };
        await route.fulfill({ response, json: options });
      });
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
      await page.getByRole('button', { name: 'Use my passkey' }).click();
      await page.getByText('This passkey opens no account here').waitFor();
      expect(await page.title()).toContain('Sign in');
      await context.close();
    }, 60_000);

    it('that were removed, or answer an older challenge, open nothing', async () => {
      const context = await newContext();
      const { page } = await device(context);
      await comeIn(page);
      await page.getByLabel('Name, as the team reads it').fill('Lou');
      await page.getByLabel('E-mail address').fill('lou@example.org');
      await page.getByRole('button', { name: 'Make my account' }).click();
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByRole('button', { name: 'Remove this passkey' }).waitFor();
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.goto(`${stage.url}/host/sign-in`);
      let sent = '';
      page.on('request', (request) => {
        if (request.url().endsWith('?/key')) sent = request.postData() ?? '';
      });
      await page.getByRole('button', { name: 'Use my passkey' }).click();
      await page.waitForURL(`${stage.url}/host`);
      expect(sent).toContain('answer=');
      // The same answer once more, with a challenge of today.
      const challenge = await stage.ask({
        method: 'POST',
        path: '/host/sign-in/challenge',
        headers: { origin: stage.url, 'content-type': 'application/x-www-form-urlencoded' },
      });
      const replay = await stage.ask({
        method: 'POST',
        path: '/host/sign-in?/key',
        headers: {
          origin: stage.url,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: challenge.cookies[0]!.split(';')[0]!,
        },
        body: sent,
      });
      expect(replay.status).toBe(403);

      await page.goto(`${stage.url}/host/keys`);
      await page.getByRole('button', { name: 'Remove this passkey' }).click();
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.goto(`${stage.url}/host/sign-in`);
      await page.getByRole('button', { name: 'Use my passkey' }).click();
      await page.getByText('This passkey opens no account here').waitFor();
      await context.close();
    }, 60_000);

    it('are explained where there is no script', async () => {
      const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${stage.url}/host/sign-in`);
      expect(await page.getByRole('button', { name: 'Use my passkey' }).isVisible()).toBe(false);
      expect(await page.getByText('Passkeys need a recent browser').isVisible()).toBe(true);
      await context.close();
    });
  });
}
