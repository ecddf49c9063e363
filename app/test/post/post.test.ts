import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { emailAddress } from '#lib/post/emailAddress.ts';
import { letterHtml } from '#lib/post/letterHtml.ts';
import { forgetPost, keepPost } from '#lib/post/mutations.server.ts';
import { openPost } from '#lib/post/openPost.ts';
import type { PostRead } from '#lib/post/schema.ts';
import { sendLetter } from '#lib/post/sendLetter.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { freePort } from '../pages/instance.ts';
import { kinds, type Place } from '../store/stores.ts';
import { type MailServer, startMailServer, trustLocalhost } from './mailServer.ts';

const letter = {
  to: 'ines@example.org',
  subject: 'Votre avis : « l’IA au travail »',
  text: 'Bonjour,\n\nC’est ici : https://abord.example/KFC473/invited#k7vd2m9x.\nÀ bientôt !',
  lang: 'fr',
} as const;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`the post on ${name}`, () => {
    let place: Place;
    let roster: Roster;
    let server: MailServer | undefined;
    let distrust: () => void;
    beforeAll(async () => {
      distrust = trustLocalhost();
      place = await start();
      const location = await place.newLocation();
      roster = await openRoster('data' in location ? location : { rosterUrl: location.databaseUrl });
    });
    afterEach(async () => {
      await server?.stop();
      server = undefined;
      await forgetPost(roster.db);
    });
    afterAll(async () => {
      await roster?.close();
      await place?.stop();
      distrust();
    });

    const settings = (port: number, others: Partial<PostRead> = {}): PostRead => ({
      host: 'localhost',
      port,
      tls: 'starttls',
      login: null,
      password: undefined,
      sender_name: 'L’enquête, « IA »',
      sender_address: 'enquete@example.org',
      ...others,
    });

    it('says when no mail server is set up', async () => {
      expect(await sendLetter(roster.db, letter)).toEqual({ fault: 'no-settings' });
    });

    it('takes a letter to its one receiver, as text and as the same in HTML', async () => {
      server = await startMailServer();
      await keepPost(roster.db, settings(server.port));
      expect(await sendLetter(roster.db, letter)).toBeUndefined();
      expect(server.letters).toHaveLength(1);
      const { to, raw, email } = server.letters[0]!;
      expect(to).toEqual(['ines@example.org']);
      expect(email.from).toMatchObject({ name: 'L’enquête, « IA »', address: 'enquete@example.org' });
      expect(email.to).toMatchObject([{ address: 'ines@example.org' }]);
      expect(email.subject).toBe(letter.subject);
      expect(email.text?.trim()).toBe(letter.text);
      expect(email.html).toContain('<html lang="fr">');
      expect(email.html).toContain('<a href="https://abord.example/KFC473/invited#k7vd2m9x">');
      expect(email.attachments).toEqual([]);
      // Nothing that is fetched, asks for a receipt or says with what it was written.
      expect(email.html).not.toMatch(/<img|<link|<script|src=|url\(/i);
      expect(raw).not.toMatch(/^(?:disposition-notification-to|return-receipt-to|x-mailer):/im);
    });

    it.each(['tls', 'starttls'] as const)('gives name and password over a sealed line (%s)', async (tls) => {
      const seen: unknown[] = [];
      server = await startMailServer({
        secure: tls === 'tls',
        disabledCommands: [],
        onAuth({ username, password }, { secure }, done) {
          seen.push({ username, password, secure });
          done(password === 'sésame' ? null : new Error('no'), { user: username });
        },
      });
      const login = { tls, login: 'enquete', password: 'sésame' };
      await keepPost(roster.db, settings(server.port, login));
      expect(await sendLetter(roster.db, letter)).toBeUndefined();
      expect(seen[0]).toEqual({ username: 'enquete', password: 'sésame', secure: true });
      await keepPost(roster.db, settings(server.port, { ...login, password: 'autre' }));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'password' });
      expect(server.letters).toHaveLength(1);
    });

    it('says when the server asks for a name and a password, and has none to give', async () => {
      server = await startMailServer({
        disabledCommands: [],
        onAuth: (_, __, done) => done(new Error('no')),
      });
      await keepPost(roster.db, settings(server.port));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'password' });
    });

    it('says when the line cannot be sealed, and sends nothing over an open one', async () => {
      server = await startMailServer({ disabledCommands: ['AUTH', 'STARTTLS'] });
      await keepPost(roster.db, settings(server.port));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'no-tls' });
      await keepPost(roster.db, settings(server.port, { tls: 'tls' }));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'no-tls' });
      expect(server.letters).toEqual([]);
      await keepPost(roster.db, settings(server.port, { tls: 'none' }));
      expect(await sendLetter(roster.db, letter)).toBeUndefined();
    });

    it.each(['tls', 'starttls'] as const)('trusts no certificate that it does not know (%s)', async (tls) => {
      distrust();
      try {
        server = await startMailServer({ secure: tls === 'tls' });
        await keepPost(roster.db, settings(server.port, { tls }));
        expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'certificate' });
        expect(server.letters).toEqual([]);
      } finally {
        distrust = trustLocalhost();
      }
    });

    it('says when nobody has the name, nobody answers, or what answers is no mail server', async () => {
      // RFC 6761: no machine has a name in .invalid.
      await keepPost(roster.db, settings(587, { host: 'mail.invalid' }));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'unknown-host' });
      await keepPost(roster.db, settings(await freePort()));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'unreachable' });
      const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      await new Promise<void>((resolve) => web.listen(0, 'localhost', resolve));
      await keepPost(roster.db, settings((web.address() as { port: number }).port));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'unreachable' });
      web.close();
    });

    it.each([
      ['recipient', { onRcptTo: 550 }],
      ['later', { onRcptTo: 451 }],
      ['sender', { onMailFrom: 553 }],
      ['refused', { onData: 554 }],
      ['later', { onData: 452 }],
    ] as const)('says %s when the server answers %o, with what it said', async (fault, answers) => {
      const [[step, responseCode]] = Object.entries(answers) as [[string, number]];
      const error = () => Object.assign(new Error('Not here,\tplease'), { responseCode });
      server = await startMailServer(
        step === 'onData'
          ? {
              onData: (stream, _, done) => {
                stream.resume().on('end', () => done(error()));
              },
            }
          : { [step]: (_: unknown, __: unknown, done: (error: Error) => void) => done(error()) },
      );
      await keepPost(roster.db, settings(server.port));
      const notSent = await sendLetter(roster.db, letter);
      expect(notSent).toEqual({ fault, said: `${responseCode} Not here, please` });
    });

    it('says that it does not know when the line breaks while the letter is on it', async () => {
      const broken = await startMailServer({
        onData: (stream) => {
          stream.resume().on('end', () => broken.cut());
        },
      });
      server = broken;
      await keepPost(roster.db, settings(broken.port));
      expect(await sendLetter(roster.db, letter)).toMatchObject({ fault: 'cut' });
    });

    it('sends many letters over one line, each to its receiver alone', async () => {
      const connections = new Set<string>();
      server = await startMailServer({
        onRcptTo({ address }, session, done) {
          connections.add(session.id);
          done(
            address.startsWith('gone') ? Object.assign(new Error('gone'), { responseCode: 550 }) : undefined,
          );
        },
      });
      await keepPost(roster.db, settings(server.port));
      const post = await openPost(roster.db);
      if ('fault' in post) expect.unreachable(post.fault);
      for (const to of ['a@example.org', 'gone@example.org', 'b@example.org']) {
        const notSent = await post.send({ ...letter, to });
        expect(notSent?.fault).toBe(to.startsWith('gone') ? 'recipient' : undefined);
      }
      post.close();
      expect(server.letters.map(({ to }) => to)).toEqual([['a@example.org'], ['b@example.org']]);
      expect(connections.size).toBe(1);
    });
  });
}

test('a letter in HTML is its text: nothing in it becomes markup, an address ends where it ends', () => {
  expect(letterHtml('<b>"Un" & deux</b>\n\n(https://a.example/x?y=1&z=2). Fin', 'en')).toContain(
    '<p>&lt;b&gt;&quot;Un&quot; &amp; deux&lt;/b&gt;</p>\n' +
      '<p>(<a href="https://a.example/x?y=1&amp;z=2">https://a.example/x?y=1&amp;z=2</a>). Fin</p>',
  );
});

describe('an e-mail address', () => {
  it.each([
    [' Ines.Roy@Example.ORG ', 'ines.roy@example.org'],
    ['mailto:a+b@sub.example.org', 'a+b@sub.example.org'],
    ["o'neill@example.org", "o'neill@example.org"],
    // IDNA's usual example: Bücher is xn--bcher-kva.
    ['ines@Bücher.example', 'ines@xn--bcher-kva.example'],
  ])('%o is %s', (typed, address) => {
    expect(emailAddress(typed)).toBe(address);
  });

  it.each([
    '',
    'ines',
    '@example.org',
    'ines@',
    'ines@example',
    'ines@@example.org',
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    'Ines <ines@example.org>',
    'ines@example.org\r\nBcc: all@example.org',
    'ines roy@example.org',
    '.ines@example.org',
    'ines@exa mple.org',
    'ines@-example.org',
    'ines@[127.0.0.1]',
    '"ines"@example.org',
    '=cmd()@example.org"',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(250)}.org`,
  ])('%o is none', (typed) => {
    expect(emailAddress(typed)).toBeUndefined();
  });
});
