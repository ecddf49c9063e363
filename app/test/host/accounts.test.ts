import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readActs } from '#lib/host/log/data.server.ts';
import { keepPost } from '#lib/post/mutations.server.ts';
import { type PlainBrowser, plainBrowser, wordsOf } from '../attacks/plainBrowser.ts';
import { openStage, type Stage } from '../attacks/stage.ts';
import { type MailServer, startMailServer } from '../post/mailServer.ts';
import { kinds, type Place } from '../store/stores.ts';

const ines = { name: 'Inès Roy', email: 'ines@example.org', duty: 'Secrétaire du CSE' };

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`accounts without scripts on ${name}`, () => {
    let place: Place;
    let stage: Stage;
    let mail: MailServer;
    let host: PlainBrowser;
    beforeAll(async () => {
      place = await start();
      mail = await startMailServer();
      stage = await openStage({ place, roster: true });
      await stage.inRoster(({ db }) =>
        keepPost(db, {
          host: 'localhost',
          port: mail.port,
          tls: 'none',
          login: null,
          password: undefined,
          sender_name: 'Abord',
          sender_address: 'abord@example.org',
        }),
      );
      host = await comeIn();
    });
    afterAll(async () => {
      await stage?.stop();
      await mail?.stop();
      await place?.stop();
    });
    beforeEach(() => {
      mail.letters.length = 0;
    });

    /** Somebody who came in by a set-up link. */
    async function comeIn(): Promise<PlainBrowser> {
      const browser = plainBrowser(stage);
      await browser.open(await stage.newHostLink());
      await browser.press(/Open the console/);
      return browser;
    }

    /** The code in the letter that comes; the letter is written while the page is already there. */
    async function codeSent(): Promise<string> {
      await vi.waitFor(() => expect(mail.letters).not.toEqual([]), 5_000);
      return /\b\d{6}\b/.exec(mail.letters.at(-1)!.email.text!)![0];
    }

    async function askCode(email = ines.email): Promise<PlainBrowser> {
      const browser = plainBrowser(stage);
      await browser.open('/host/sign-in');
      await browser.press(/\?\/send/, { email });
      return browser;
    }

    const rows = () =>
      stage.inRoster(async ({ db }) => ({
        sessions: await db.selectFrom('host_access').selectAll().execute(),
        proofs: (await sql<{ value: string }>`select * from host_proof`.execute(db)).rows,
      }));

    it('begin with the set-up link, under which the first host makes hers and goes on by her name', async () => {
      const before = host.cookie;
      await host.open('/host/keys');
      await host.press(/\?\/account/, ines);
      expect(wordsOf(host.page.text)).toContain('Inès Roy');
      expect(host.cookie).not.toBe(before);
      const { sessions } = await rows();
      expect(sessions).toHaveLength(1);
      // The nameless session is over, wherever its cookie may be.
      const old = await stage.ask({ path: '/host', headers: { cookie: before, accept: 'text/html' } });
      expect([old.status, old.headers.location]).toEqual([303, '/host/enter']);
      const acts = await stage.inRoster(({ db }) => readActs(db, { most: 9 }));
      expect(acts.map(({ act, name, whom }) => [act, name, whom])).toEqual([
        ['gave_host', undefined, 'Inès Roy'],
        ['entered', undefined, undefined],
      ]);
    });

    it('refuse a name or an address that is none, and keep what was typed', async () => {
      const browser = await comeIn();
      await browser.open('/host/keys');
      const { status } = await browser.press(/\?\/account/, { name: ' ', email: 'ines@', duty: 'CSE' });
      expect(status).toBe(400);
      expect(wordsOf(browser.page.text)).toContain('This is no e-mail address');
      expect(browser.forms().flatMap(({ fields }) => fields)).toContainEqual(['email', 'ines@']);
    });

    it('are named in the log when a set-up link opens one that was there', async () => {
      const browser = await comeIn();
      await browser.open('/host/keys');
      await browser.press(/\?\/account/, { ...ines, name: 'Somebody' });
      expect(wordsOf(browser.page.text)).toContain('Inès Roy');
      const [line] = await stage.inRoster(({ db }) => readActs(db, { most: 1 }));
      expect(line).toMatchObject({ act: 'link', role: 'host', whom: 'Inès Roy' });
      expect(line).not.toHaveProperty('name');
    });

    it('open by a code that a letter brings, once, and begin another session each time', async () => {
      const browser = await askCode('Ines@Example.org');
      expect(wordsOf(browser.page.text)).toContain('a code is on its way');
      const code = await codeSent();
      expect(mail.letters[0]!.to).toEqual([ines.email]);
      expect(mail.letters[0]!.raw).not.toMatch(/\/host\/enter/);
      await browser.press(/\?\/code/, { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
      expect(browser.path).toBe('/host');
      expect(wordsOf(browser.page.text)).toContain('Inès Roy');
      const session = browser.cookies.get('host')!;

      await browser.open('/host/sign-in');
      mail.letters.length = 0;
      await browser.press(/\?\/send/, { email: ines.email });
      const again = await codeSent();
      await browser.press(/\?\/code/, { code: again });
      expect(browser.path).toBe('/host');
      expect(browser.cookies.get('host')).not.toBe(session);
      // Used once: the same code in the same browser opens nothing.
      expect((await browser.replay()).status).toBe(403);
    });

    it('open to no other browser than the one that asked, and to nobody after three wrong codes', async () => {
      const browser = await askCode();
      const code = await codeSent();
      const other = await askCode('nobody@example.org');
      await other.press(/\?\/code/, { email: ines.email, code });
      expect(other.page.status).toBe(403);
      const wrong = code === '000000' ? '000001' : '000000';
      for (let i = 0; i < 2; i++) expect((await browser.press(/\?\/code/, { code: wrong })).status).toBe(403);
      expect((await browser.press(/\?\/code/, { code })).status).toBe(403);
      expect(wordsOf(browser.page.text)).toContain('After three wrong ones, get another code.');
    });

    it('say of an address without one exactly what they say of one that has one, and write to nobody', async () => {
      const words = async (email: string) =>
        wordsOf((await askCode(email)).page.text).replaceAll(email, 'ADDRESS');
      const unknown = await words('stranger@example.org');
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(mail.letters).toEqual([]);
      expect(await words('ines@example.org')).toBe(unknown);
    });

    it('end after ten minutes without being used, for a code', async () => {
      await stage.killAndRestart();
      const browser = await askCode();
      const code = await codeSent();
      const { proofs } = await rows();
      const ends = Date.parse(String((proofs.at(-1) as unknown as { expires_at: string }).expires_at));
      expect(ends - Date.now()).toBeLessThanOrEqual(600_000);
      await stage.inRoster(({ db, dialect }) =>
        dialect === 'postgres'
          ? sql`update host_proof set expires_at = now() - interval '1 second'`.execute(db)
          : sql`update host_proof set expires_at = ${new Date(Date.now() - 1000).toISOString()}`.execute(db),
      );
      expect((await browser.press(/\?\/code/, { code })).status).toBe(403);
    });

    it('keep no code as it was sent, nor the address that asked for it, nor anybody’s machine', async () => {
      await askCode();
      const code = await codeSent();
      const { sessions, proofs } = await rows();
      const kept = JSON.stringify({ sessions, proofs });
      expect(proofs.length).toBeGreaterThan(0);
      expect(kept).not.toMatch(/127\.0\.0\.1|::1|Mozilla|user.?agent|ip_?address/i);
      expect(kept).not.toContain(ines.email);
      expect(proofs.map(({ value }) => value).join(' ')).not.toContain(code);
      for (const cookie of host.cookies.values()) expect(kept).not.toContain(cookie);
      if ('data' in stage.location) {
        for (const file of ['roster.sqlite', 'roster.sqlite-wal']) {
          const bytes = readFileSync(`${stage.data}/${file}`, 'latin1');
          expect(bytes).not.toMatch(/127\.0\.0\.1|Mozilla/);
        }
      }
      expect(stage.said()).not.toMatch(/ines@example|\b\d{6}\b/);
    });

    it('are limited in the letters that they ask for', async () => {
      await stage.killAndRestart();
      for (let i = 0; i < 5; i++) await askCode();
      const browser = await askCode();
      expect(browser.page.status).toBe(429);
      expect(wordsOf(browser.page.text)).toContain('Too many codes');
      // Another account is not kept out by it.
      expect((await askCode('karim@example.org')).page.status).toBe(200);
      await vi.waitFor(() => expect(mail.letters).toHaveLength(5), 5_000);
    });

    it('invite by a letter, whose link opens once and which the host never sees', async () => {
      await stage.killAndRestart();
      await host.open('/host/team');
      await host.press(/\?\/invite/, {
        ...{ name: 'Karim Sy', email: 'karim@example.org', duty: '' },
        ...{ role: 'host', inquiry: '', by: 'letter' },
      });
      expect(wordsOf(host.page.text)).toContain('The letter has left for karim@example.org');
      expect(host.page.text).not.toMatch(/host\/enter\/[\w-]{32}/);
      const link = /\/host\/enter\/[\w-]{32}/.exec(mail.letters[0]!.email.text!)![0];
      const karim = plainBrowser(stage);
      await karim.open(link);
      await karim.press(/Open the console/);
      expect(wordsOf(karim.page.text)).toContain('Karim Sy');
      const late = plainBrowser(stage);
      await late.open(link);
      expect((await late.press(/Open the console/)).status).toBe(403);

      // Removed, she is out at once, and the log still says who she was.
      const people = host.forms().find(({ action }) => action === '?/remove');
      expect(people).toBeDefined();
      const { id } = await stage.inRoster(({ db }) =>
        db
          .selectFrom('host_account')
          .select('id')
          .where('email', '=', 'karim@example.org')
          .executeTakeFirstOrThrow(),
      );
      await host.press(/\?\/remove/, { account: id });
      await karim.open('/host');
      expect(karim.path).toBe('/host/enter');
      const [line] = await stage.inRoster(({ db }) => readActs(db, { most: 1 }));
      expect(line).toMatchObject({ name: 'Inès Roy', act: 'removed', whom: 'Karim Sy' });
    });

    it('let nobody in or out by a session whose holder has not just signed in', async () => {
      await stage.inRoster(({ db }) => db.updateTable('host_access').set({ sure_until: null }).execute());
      const body = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
      const send = (path: string, fields: Record<string, string> = {}) =>
        stage.ask({
          method: 'POST',
          path,
          headers: {
            cookie: host.cookie,
            origin: stage.url,
            accept: 'text/html',
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: body(fields),
        });
      const { id } = await stage.inRoster(({ db }) =>
        db.selectFrom('host_account').select('id').executeTakeFirstOrThrow(),
      );
      const before = await stage.inRoster(({ db }) => db.selectFrom('host_access').selectAll().execute());
      for (const [path, fields] of [
        ['/host/team?/invite', { ...ines, email: 'z@example.org', role: 'host', inquiry: '', by: 'link' }],
        ['/host/team?/take', { account: id, role: 'host', inquiry: '' }],
        ['/host/team?/link', { account: id }],
        ['/host/team?/remove', { account: id }],
        ['/host/keys?/link', {}],
        ['/host/keys?/removeKey', { key: 'x' }],
        ['/host/keys/challenge', {}],
        ['/host/post?/save', { host: 'mail.example', port: '25', tls: 'none', sender_address: ines.email }],
        ['/host/post?/forget', {}],
      ] as const) {
        const { status, text } = await send(path, fields);
        expect([path, status]).toEqual([path, 403]);
        expect(text).not.toMatch(/\/host\/enter\/[\w-]{32}/);
      }
      expect(await stage.inRoster(({ db }) => db.selectFrom('host_access').selectAll().execute())).toEqual(
        before,
      );
      expect(await stage.inRoster(({ db }) => db.selectFrom('host_account').select('id').execute())).toEqual([
        { id },
      ]);
    });
  });
}

describe('over https', () => {
  it('what binds a code or a key to its browser is a cookie of this host alone', async () => {
    const publicUrl = 'https://abord.example';
    const stage = await openStage({ publicUrl });
    const send = (path: string, body = '') =>
      stage.ask({
        method: 'POST',
        path,
        headers: {
          origin: publicUrl,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      });
    const cookies = [
      ...(await send('/host/sign-in/challenge')).cookies,
      ...(await send('/host/sign-in?/send', 'email=ines@example.org')).cookies,
    ];
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Host-key', '__Host-sign-in']);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\//i);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Strict/i);
      expect(cookie).not.toMatch(/Domain=/i);
    }
    await stage.stop();
  });
});

const postgres = kinds.find(({ name }) => name.startsWith('PostgreSQL'))!;
describe.skipIf(postgres.leftOut)('without a database for names', () => {
  it('the set-up link is the only door, and pages say what is needed', async () => {
    const place = await postgres.start();
    const stage = await openStage({ place });
    const host = plainBrowser(stage);
    await host.open('/host/sign-in');
    expect(wordsOf(host.page.text)).toContain('--roster-url');
    await host.open(await stage.newHostLink());
    await host.press(/Open the console/);
    for (const path of ['/host/keys', '/host/team']) {
      expect((await host.open(path)).status).toBe(200);
      expect(wordsOf(host.page.text)).toContain('--roster-url');
    }
    await stage.stop();
    await place.stop();
  });
});
