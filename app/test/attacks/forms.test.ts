import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlan } from '../gains/plan.ts';
import { kinds, type Place } from '../store/stores.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { makeRoom, type Room } from './room.ts';
import { allRoutes, pathOf } from './routes.ts';
import { openStage, type Stage } from './stage.ts';

const CODE = 'KFC473';

const multipart = 'multipart/form-data; boundary=b';
const form = 'application/x-www-form-urlencoded';

/** Names that the forms know: each is given what no form would send. */
const FIELDS = [
  'code value statement key shown number follows words id phrase seen to fr en reason other into line file',
  'name email who table column-0 act seen round host port tls login password sender_name sender_address codes',
  'action day hour zone minutes at do kind titleFr titleEn title lang session from organisation entry questions',
  'comment kept kept-watch watch sector signed months controller contact dpo basis why hosted',
  'does job task use mode since quality time gain lose need trained',
  'hours became gainer type known with with-low with-high without without-low without-high',
  'ended used took rework score',
].flatMap((names) => names.split(' '));
const all = (value: string) => new URLSearchParams(FIELDS.map((name) => [name, value])).toString();
const part = (head: string, body: string) =>
  `--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n--b--\r\n`;

/** What a program sends that wants to see a server fall: each as body and content type. */
const broken: readonly [string, string | undefined, string | Buffer][] = [
  ['no type', undefined, all('a')],
  ['plain text', 'text/plain', all('a')],
  ['fields of NUL', form, all('\0')],
  ['fields of words around a NUL', form, all('before\0after')],
  ['fields of half a character', form, `${all('a')}&words=%ED%A0%80&fr=%ED%A0%80&phrase=%ED%A0%80`],
  ['bytes that are no text', form, `${all('%ff%fe')}&words=%ff%c0%80`],
  ['numbers without end', form, all('9'.repeat(400))],
  ['a number beyond 32 bits', form, all('4294967296')],
  [
    'names of a prototype',
    form,
    '__proto__=1&constructor=2&toString=3&profile-__proto__=x&agree-__proto__=5&job=__proto__&task=__proto__',
  ],
  ['a list of many lines', form, all('a\n'.repeat(3_000))],
  ['no boundary', 'multipart/form-data', part('name="words"', 'a')],
  ['a file in the place of words', multipart, part('name="words"; filename="a.txt"', 'a')],
  [
    'a file with a path for a name',
    multipart,
    part('name="file"; filename="../../../etc/passwd"', 'fr\nUn\n'),
  ],
  [
    'a file of NUL',
    multipart,
    Buffer.concat([
      Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nfr,en\n'),
      Buffer.from('avant\0après,before\0after\n'),
      Buffer.from('\r\n--b--\r\n'),
    ]),
  ],
];

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`on ${name}`, () => {
    let place: Place;
    let stage: Stage;
    let room: Room;
    let cookie: string;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, CODE);
          await store.db
            .updateTable('inquiry')
            .set({ questions: '["work","gains","everyone"]' })
            .where('id', '=', room.inquiry)
            .execute();
          await startPlan(store.db, room.inquiry);
        },
      });
      cookie = `${cookieHeader(await enterAsHost(stage))}; ballot-${room.inquiry}=${room.secret}`;
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    const valuesWith = (odd: Readonly<Record<string, string>> = {}) => ({
      lang: 'fr',
      code: CODE,
      inquiry: room.inquiry,
      statement: room.statements.free,
      number: '1',
      question: 'everyone',
      seance: '1',
      one: 'list1',
      two: 'list2',
      family: 'job:nurse',
      token: 'kX0',
      person: 'k7vd2m9xqat3w8pzreunf4hgcy',
      task: 'k7vd2m9xqa',
      mark: 'k7vd2m9xqat3w8pzreunf4hgcy',
      ...odd,
    });

    /** Every form there is, but those that end the session or the ballot by which it is reached. */
    const doors = () =>
      allRoutes().flatMap(({ id, actions }) =>
        actions
          .filter((action) => !/leave/.test(id) && action !== 'everything' && action !== 'close')
          .map((action) => pathOf(id, valuesWith()) + (action === 'default' ? '' : `?/${action}`)),
      );

    it.each(broken)('no form falls over %s, and its operator reads nothing', async (_, type, body) => {
      const before = stage.said();
      const faults: string[] = [];
      for (const path of doors()) {
        const { status, text } = await stage.ask({
          method: 'POST',
          path,
          headers: { origin: stage.url, accept: 'text/html', cookie, ...(type && { 'content-type': type }) },
          body,
        });
        if (status >= 500) faults.push(`${status} ${path}`);
        if (/node:internal|SQLITE|at .*\.js:\d|violates|syntax error/.test(text))
          faults.push(`${path} tells`);
      }
      expect(faults).toEqual([]);
      expect(stage.said().slice(before.length)).toBe('');
    });

    it.each([
      ['a NUL', '%00'],
      ['half a character', '%ED%A0%80'],
      ['a quote', '%27%3B--'],
      ['a path', '..%2F..%2Fbox.sqlite'],
      ['a line break', 'a%0D%0Aset-cookie:%20a=b'],
      ['five thousand signs', 'a'.repeat(5_000)],
      ['a name of every object', '__proto__'],
      ['a huge number', '99999999999999999999'],
      ['a number that no row can have', '4294967296'],
    ])('no page falls over %s in its address', async (_, odd) => {
      const before = stage.said();
      const faults: string[] = [];
      for (const { id, kind } of allRoutes()) {
        for (const parameter of [
          'lang',
          'code',
          'inquiry',
          'statement',
          'number',
          'token',
          'person',
          'task',
          'mark',
        ]) {
          if (!id.includes(`[${parameter}`)) continue;
          const path = pathOf(id, valuesWith({ [parameter]: odd }));
          const { status, cookies } = await stage.ask({ path, headers: { cookie, accept: 'text/html' } });
          if (status >= 500 || cookies.some((line) => line.startsWith('a=')))
            faults.push(`${status} ${kind} ${path}`);
        }
      }
      const names = [
        'lang',
        'statement',
        'after',
        'erased',
        'address',
        'n',
        'counted',
        'added',
        'ended',
        'done',
      ];
      const query = names.map((name) => `${name}=${odd.slice(0, 1_000)}`).join('&');
      for (const page of [
        `/fr/${CODE}/vote`,
        `/fr/${CODE}/mine`,
        `/wall/${CODE}`,
        `/host/${room.inquiry}/statements`,
      ]) {
        const { status } = await stage.ask({ path: `${page}?${query}`, headers: { cookie } });
        if (status >= 500) faults.push(`${status} ${page}?${query}`);
      }
      expect(faults).toEqual([]);
      expect(stage.said().slice(before.length)).toBe('');
    });
  });
}
