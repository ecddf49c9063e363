import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { countLetters, failedLetters, listPeople, newestRound } from '#lib/entry/roster/data.server.ts';
import { invitationHash } from '#lib/entry/roster/invitationHash.ts';
import { invitationWords, reminderWords } from '#lib/entry/roster/invitationWords.ts';
import { type Letters, startLetters } from '#lib/entry/roster/letters.ts';
import { addPeople, inviteAgain, inviteAll, remindAll } from '#lib/entry/roster/mutations.server.ts';
import { forgetPost, keepPost } from '#lib/post/mutations.server.ts';
import { randomId } from '#lib/store/randomId.ts';
import { allRoutes } from '../attacks/routes.ts';
import { freePort } from '../pages/instance.ts';
import { type MailServer, startMailServer, trustLocalhost } from '../post/mailServer.ts';
import { kinds } from '../store/stores.ts';
import { type BothPlaces, openBoth } from './openBoth.ts';

const inquiryTold = {
  code: 'KFC473',
  title: { fr: 'L’IA dans nos métiers', en: 'AI in our jobs' },
  organisation: { und: 'Clinique des Lilas' },
  languages: ['fr', 'en'],
  lastDay: '2026-12-18',
} as const;

const said = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`letters to the people of a list on ${name}`, { timeout: 120_000 }, () => {
    let both: BothPlaces;
    let server: MailServer | undefined;
    let letters: Letters;
    const faults: unknown[] = [];
    let distrust: () => void;
    beforeAll(async () => {
      distrust = trustLocalhost();
      both = await openBoth(start);
      letters = startLetters(both.roster, { onFault: (error) => faults.push(error), pace: 0 });
    });
    afterEach(async () => {
      await server?.stop();
      server = undefined;
      await forgetPost(both.roster);
      expect(faults).toEqual([]);
    });
    afterAll(async () => {
      await letters?.close();
      await both?.stop();
      distrust();
    });

    const post = (port: number) =>
      keepPost(both.roster, {
        host: 'localhost',
        port,
        tls: 'starttls',
        login: null,
        password: undefined,
        sender_name: 'L’enquête',
        sender_address: 'enquete@example.org',
      });

    async function invited(count: number, others: readonly string[] = []): Promise<string> {
      const inquiry = await both.newInquiry();
      const people = [...Array.from({ length: count }, (_, at) => `p${at}@example.org`), ...others, null];
      await addPeople(both, {
        inquiry,
        key: randomId('secret'),
        people: people.map((email, at) => ({
          line: at + 2,
          name: `Person ${at}`,
          email,
          profile: new Map(),
        })),
        counted: [],
      });
      return inquiry;
    }

    const words = (secret: string | undefined) =>
      secret === undefined
        ? reminderWords(inquiryTold)
        : invitationWords(inquiryTold, { origin: 'https://abord.example', secret, fingerprint: 'KFC4 73RX' });

    async function run(inquiry: string, round: number): Promise<void> {
      letters.run({ inquiry, round, wordsOf: words });
      await expect.poll(() => letters.standing(inquiry).running).toBe(false);
    }

    const secretIn = (raw: string) => /invited#([a-z2-9]{26})/.exec(raw.replaceAll('=\r\n', ''))?.[1];

    it('invite each person who has an address once, each by a secret of her own that is nowhere here', async () => {
      server = await startMailServer();
      await post(server.port);
      const inquiry = await invited(6);
      await inviteAll(both.roster, inquiry);
      await inviteAll(both.roster, inquiry);
      await run(inquiry, 0);
      await run(inquiry, 0);
      expect(server.letters.flatMap(({ to }) => to).sort()).toEqual(
        Array.from({ length: 6 }, (_, at) => `p${at}@example.org`),
      );
      const secrets = server.letters.map(({ email }) => secretIn(email.text!)!);
      expect(new Set(secrets).size).toBe(6);
      const rows = await both.roster
        .selectFrom('person')
        .select(['email', 'invitation_hash'])
        .where('inquiry', '=', inquiry)
        .execute();
      for (const { to, email } of server.letters) {
        const row = rows.find((one) => one.email === to[0]);
        expect(row?.invitation_hash).toBe(invitationHash(secretIn(email.text!)!));
      }
      const everything = await both.wholeRoster();
      for (const secret of secrets) expect(everything).not.toContain(secret);
      expect(await countLetters(both.roster, inquiry, 0)).toEqual({
        waiting: 0,
        unsure: 0,
        sent: 6,
        refused: 0,
      });
      expect((await listPeople(both.roster, inquiry)).map(({ letter }) => letter)).toEqual([
        ...Array(6).fill('sent'),
        undefined,
      ]);
    });

    it('that the server refuses are told by name, with what it said, and the others leave', async () => {
      server = await startMailServer({
        onRcptTo: ({ address }, _, done) =>
          done(address.startsWith('gone') ? said(550, 'No such user') : undefined),
      });
      await post(server.port);
      const inquiry = await invited(3, ['gone@example.org']);
      await inviteAll(both.roster, inquiry);
      await run(inquiry, 0);
      expect(letters.standing(inquiry)).toEqual({ running: false });
      expect(server.letters).toHaveLength(3);
      expect(await failedLetters(both.roster, inquiry, 0)).toMatchObject([
        {
          name: 'Person 3',
          email: 'gone@example.org',
          state: 'refused',
          fault: 'recipient',
          said: '550 No such user',
        },
      ]);
    });

    it('wait where the server cannot be reached or asks for patience, and leave later', async () => {
      const inquiry = await invited(4);
      await inviteAll(both.roster, inquiry);
      await run(inquiry, 0);
      expect(letters.standing(inquiry).stopped?.fault).toBe('no-settings');
      await post(await freePort());
      await run(inquiry, 0);
      expect(letters.standing(inquiry).stopped?.fault).toBe('unreachable');
      let patience = true;
      server = await startMailServer({
        onRcptTo: (_, __, done) => done(patience ? said(451, 'Greylisted') : undefined),
      });
      await post(server.port);
      await run(inquiry, 0);
      expect(letters.standing(inquiry).stopped).toEqual({ fault: 'later', said: '451 Greylisted' });
      expect(await countLetters(both.roster, inquiry, 0)).toMatchObject({ waiting: 4, sent: 0 });
      patience = false;
      await run(inquiry, 0);
      expect(letters.standing(inquiry)).toEqual({ running: false });
      expect(server.letters).toHaveLength(4);
    });

    it('leave once though two nodes send at the same time', async () => {
      server = await startMailServer();
      await post(server.port);
      const inquiry = await invited(12);
      await inviteAll(both.roster, inquiry);
      const other = startLetters(both.roster, { onFault: (error) => faults.push(error), pace: 0 });
      other.run({ inquiry, round: 0, wordsOf: words });
      await run(inquiry, 0);
      await other.close();
      await expect.poll(() => server!.letters.length).toBe(12);
      expect(new Set(server.letters.map(({ to }) => to[0])).size).toBe(12);
    });

    it('leave once though the program is killed on the way; of one alone it is not known', async () => {
      server = await startMailServer();
      await post(server.port);
      const inquiry = await invited(20);
      await inviteAll(both.roster, inquiry);
      const child = spawn(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { startLetters } from '#lib/entry/roster/letters.ts';
           import { openRoster } from '#lib/store/openRoster.ts';
           const roster = await openRoster(${JSON.stringify(both.rosterLocation)});
           const wordsOf = (secret) => ({ subject: 'Try', text: 'invited#' + secret });
           startLetters(roster.db, { onFault: console.error, pace: 20 }).run({ inquiry: '${inquiry}', round: 0, wordsOf });`,
        ],
        {
          cwd: join(import.meta.dirname, '../..'),
          env: { ...process.env, NODE_EXTRA_CA_CERTS: join(import.meta.dirname, '../post/localhost.pem') },
        },
      );
      await expect.poll(() => server!.letters.length, { interval: 5 }).toBeGreaterThan(4);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const { waiting, unsure, sent } = await countLetters(both.roster, inquiry, 0);
      expect(unsure).toBeLessThanOrEqual(1);
      expect(waiting).toBeGreaterThan(0);
      expect(waiting + unsure + sent).toBe(20);
      await run(inquiry, 0);
      const receivers = server.letters.map(({ to }) => to[0]);
      expect(new Set(receivers).size).toBe(receivers.length);
      expect(receivers.length).toBeGreaterThanOrEqual(20 - unsure);
      // What her host does then, by name.
      for (const { id } of await failedLetters(both.roster, inquiry, 0))
        await inviteAgain(both.roster, inquiry, id);
      await run(inquiry, 0);
      expect((await countLetters(both.roster, inquiry, 0)).sent).toBe(20);
    });

    it('to one person again replace her secret, at her demand', async () => {
      server = await startMailServer();
      await post(server.port);
      const inquiry = await invited(1);
      await inviteAll(both.roster, inquiry);
      await run(inquiry, 0);
      const [person] = await listPeople(both.roster, inquiry);
      await inviteAgain(both.roster, inquiry, person!.id);
      await run(inquiry, 0);
      const [first, second] = server.letters.map(({ email }) => secretIn(email.text!)!);
      const everything = await both.wholeRoster();
      expect(everything).toContain(invitationHash(second!));
      expect(everything).not.toContain(invitationHash(first!));
    });

    it('attack 28: a reminder goes to everybody in the same words, whoever has answered', async () => {
      server = await startMailServer();
      await post(server.port);
      const inquiry = await invited(6);
      await inviteAll(both.roster, inquiry);
      await run(inquiry, 0);
      const secrets = server.letters.map(({ email }) => secretIn(email.text!)!);
      server.letters.length = 0;
      await both.roster
        .updateTable('person')
        .set({ drawn: 1 })
        .where('inquiry', '=', inquiry)
        .where('email', 'in', ['p0@example.org', 'p1@example.org', 'p2@example.org'])
        .execute();
      expect(await remindAll(both.roster, inquiry, 1)).toBe(true);
      expect(await remindAll(both.roster, inquiry, 1)).toBe(false);
      await run(inquiry, 1);
      expect(server.letters.map(({ to }) => to[0]).sort()).toEqual(
        Array.from({ length: 6 }, (_, at) => `p${at}@example.org`),
      );
      // Nothing but receiver, number and hour of it differs.
      const bodies = server.letters.map(({ email }) =>
        JSON.stringify([email.subject, email.text, email.html]),
      );
      expect(new Set(bodies).size).toBe(1);
      for (const secret of secrets) expect(bodies[0]).not.toContain(secret);
      // The first letters still open the door, and a newer round begins where the host asks for it.
      const everything = await both.wholeRoster();
      expect(secrets.filter((secret) => everything.includes(invitationHash(secret)))).toHaveLength(6);
      expect(await remindAll(both.roster, inquiry, 2)).toBe(true);
      expect(await newestRound(both.roster, inquiry)).toBe(2);
      expect(await countLetters(both.roster, inquiry, 1)).toEqual({
        waiting: 0,
        unsure: 0,
        sent: 0,
        refused: 0,
      });
    });
  });
}

test('attack 28: no page, form or query can write to those alone who have not answered', () => {
  const source = join(import.meta.dirname, '../../src');
  const people = join(source, 'routes/host/[inquiry]/people');
  const sending = [
    ...readdirSync(join(people, 'letters')).map((file) => join(people, 'letters', file)),
    join(source, 'lib/entry/roster/letters.ts'),
    join(source, 'lib/entry/roster/invitationWords.ts'),
  ];
  expect(sending.filter((file) => readFileSync(file, 'utf8').includes('drawn'))).toEqual([]);
  const letters = allRoutes().find(({ id }) => id === '/host/[inquiry]/people/letters');
  expect(letters?.actions).toEqual(['invite', 'go', 'remind']);
});

describe('the words of an invitation', () => {
  const text = (languages: readonly string[], fingerprint?: string) =>
    invitationWords(
      { ...inquiryTold, languages },
      { origin: 'https://abord.example', secret: 'k7vd', fingerprint },
    ).text;

  it('say who asks, what for, how long, until when, why nobody can know, and where', () => {
    const fr = text(['fr'], 'VNVW KVHV');
    for (const part of [
      'Clinique des Lilas',
      '«\u00a0L’IA dans nos métiers\u00a0»',
      'cinq minutes',
      '18\u00a0décembre',
      'Personne ne peut savoir',
      '\nhttps://abord.example/KFC473/invited#k7vd\n',
      '\nVNVW KVHV\n',
      'une carte',
    ]) {
      expect(fr).toContain(part);
    }
    expect(text(['fr'])).not.toContain('empreinte de cette clé');
  });

  it('are in the languages of the inquiry, one after the other', () => {
    expect(text(['en'])).toMatch(/^Hello,/);
    expect(text(['fr', 'en'])).toMatch(/^Bonjour,[\s\S]*\* \* \*\n\nHello,/);
    expect(
      invitationWords(inquiryTold, { origin: 'https://a.example', secret: 's', fingerprint: undefined }).lang,
    ).toBeUndefined();
  });
});
