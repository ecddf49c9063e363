import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobs } from '#lib/questions/jobs.ts';
import { debateToBytes } from '../../src/lib/instance/debateBytes.ts';
import { handleInstanceRequest } from '../../src/lib/instance/handleInstanceRequest.ts';
import { lockInstance } from '../../src/lib/instance/lockInstance.ts';
import type { Debate } from '../../src/lib/questions/everyone/debate.ts';
import { openStore, type Store } from '../../src/lib/store/openStore.ts';
import { abord, temporaryFolder } from './abord.ts';

const token = 'a token that nobody guesses';
let data: string;
let store: Store;
let server: Server;
let url: string;

beforeAll(async () => {
  data = await temporaryFolder();
  store = await openStore({ data });
  server = createServer(
    (asked, answer) =>
      void handleInstanceRequest(asked, answer, {
        store,
        engine: jobs,
        token,
        settings: { publicUrl: undefined },
      }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  lockInstance(data, { url, token });
});

afterAll(async () => {
  server.close();
  await store.close();
});

async function counts() {
  const rows = async (table: 'inquiry' | 'ballot' | 'vote') => {
    const { n } = await store.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  };
  return { inquiries: await rows('inquiry'), ballots: await rows('ballot'), votes: await rows('vote') };
}

async function polisFolder(): Promise<string> {
  const folder = join(await temporaryFolder(), 'lunch');
  await mkdir(folder);
  await writeFile(
    join(folder, 'votes.csv'),
    'timestamp,datetime,comment-id,voter-id,vote\n1,x,0,1,1\n2,x,0,2,-1\n',
  );
  return folder;
}

/** As many votes as it takes to be interrupted: everybody on everything. */
function largeDebate(people: number, statements: number): Debate {
  const votes = people * statements;
  return {
    title: { en: 'Large' },
    description: {},
    organisation: {},
    simulated: true,
    entry: 'imported',
    attributes: [],
    statements: Array.from({ length: statements }, (_, number) => ({ number, texts: {}, state: 'accepted' })),
    people: Array.from({ length: people }, () => ({ profile: {} })),
    votes: {
      person: Int32Array.from({ length: votes }, (_, vote) => Math.floor(vote / statements)),
      statement: Int32Array.from({ length: votes }, (_, vote) => vote % statements),
      value: Int8Array.from({ length: votes }, (_, vote) => (vote % 3) - 1),
    },
    refused: {},
  };
}

function ask(options: { path?: string; method?: string; authorization?: string }) {
  const { path = '/-/import', method = 'POST', authorization = `Bearer ${token}` } = options;
  return request(new URL(path, url), { method, headers: { authorization } });
}

describe('a command on the data of a running instance', () => {
  test('has the instance do the import, and says where to read it', async () => {
    const before = await counts();
    const { code, stdout, stderr } = await abord(['import', 'polis', await polisFolder(), '--data', data]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('People: 2; statements: 1; votes: 2.');
    expect(stdout).toMatch(new RegExp(`${url}/en/inquiry/[a-z0-9]{10}/everyone\n$`));
    const after = await counts();
    expect(after).toEqual({
      inquiries: before.inquiries + 1,
      ballots: before.ballots + 2,
      votes: before.votes + 2,
    });
  });

  test('gives the same JSON as a direct import', async () => {
    const folder = await polisFolder();
    const through = await abord(['import', 'polis', folder, '--data', data, '--json']);
    const direct = await abord(['import', 'polis', folder, '--data', await temporaryFolder(), '--json']);
    const { inquiry: _, ...counted } = JSON.parse(through.stdout);
    expect(counted).toEqual({ participants: 2, statements: 1, votes: 2, refused: 0, refusedBy: {} });
    expect(JSON.parse(direct.stdout)).toMatchObject(counted);
  });

  test('leaves nothing when the command goes away in the middle', async () => {
    const before = await counts();
    const asked = ask({});
    asked.on('error', () => {});
    for (const piece of debateToBytes(largeDebate(2000, 100))) asked.write(piece);
    asked.end();
    const [answer] = await once(asked, 'response');
    const [first] = await once(answer, 'data');
    expect(JSON.parse(String(first).split('\n')[0])).toEqual({ done: 5000, all: 200_000 });
    asked.destroy();
    let after = await counts();
    for (let tries = 0; tries < 100 && after.votes !== before.votes; tries++) {
      await wait(50);
      after = await counts();
    }
    expect(after).toEqual(before);
  });

  test('is refused without the token, on other addresses, and with a debate that does not hold together', async () => {
    const before = await counts();
    const reply = async (options: Parameters<typeof ask>[0], body: Uint8Array) => {
      const asked = ask(options);
      asked.end(body);
      const [answer] = await once(asked, 'response');
      const text = (await answer.toArray()).join('');
      return [answer.statusCode, JSON.parse(text)];
    };
    const whole = Buffer.concat(debateToBytes(largeDebate(2, 2)));
    const refused = { problem: { code: 'instance-refused', details: {} } };
    expect(await reply({ authorization: '' }, whole)).toEqual([403, refused]);
    expect(await reply({ authorization: `Bearer ${token}.` }, whole)).toEqual([403, refused]);
    expect((await reply({ path: '/-/other' }, whole))[0]).toBe(404);
    expect((await reply({ method: 'PUT' }, whole))[0]).toBe(404);

    const broken = { problem: { code: 'debate-broken' } };
    expect((await reply({}, whole.subarray(0, whole.length - 1)))[1]).toMatchObject(broken);
    expect((await reply({}, Buffer.from('{}\n')))[1]).toMatchObject(broken);
    expect((await reply({}, Buffer.from('no line')))[1]).toMatchObject(broken);
    const astray = Buffer.from(whole);
    astray.writeInt32LE(2, whole.indexOf(10) + 1);
    expect((await reply({}, astray))[1]).toMatchObject(broken);
    expect(await counts()).toEqual(before);
  });

  test('says so in one sentence when the instance does not answer', async () => {
    const folder = await temporaryFolder();
    lockInstance(folder, { url: 'http://127.0.0.1:9', token });
    const { code, stderr } = await abord(['import', 'polis', await polisFolder(), '--data', folder]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^Abord is running on the folder .* does not answer as it should \(ECONNREFUSED\); nothing was changed\.\n$/,
    );
  });

  test('says so in one sentence when another command is at work', async () => {
    const folder = await temporaryFolder();
    lockInstance(folder, {});
    const { code, stderr } = await abord(['import', 'polis', await polisFolder(), '--data', folder]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Another Abord command is at work in the folder .*\n$/);
  });
});
