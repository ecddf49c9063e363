import { afterAll, beforeAll, expect, it } from 'vitest';
import { boxHash } from '../cli/box.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { makeRoom, type Room } from './room.ts';
import { allRoutes, pathOf } from './routes.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let room: Room;
let host: string;
let before: string;

beforeAll(async () => {
  stage = await openStage({
    prepare: async (store) => {
      room = await makeRoom(store, 'KFC473');
    },
  });
  host = cookieHeader(await enterAsHost(stage));
  before = boxHash(stage.data);
});
afterAll(() => stage?.stop());

/** What a page of somebody else can make a browser send; the cookies are those of host and participant. */
const foreign: readonly [string, (own: string) => Record<string, string>][] = [
  ['another origin', () => ({ origin: 'https://elsewhere.example' })],
  [
    'another origin that says same-origin',
    () => ({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' }),
  ],
  ['an opaque origin', () => ({ origin: 'null' })],
  ['another port of the same host', (own) => ({ origin: own.replace(/\d+$/, '1') })],
  ['another scheme on the same host', (own) => ({ origin: own.replace('http:', 'https:') })],
  ['a host that begins alike', (own) => ({ origin: `${own}.elsewhere.example` })],
  ['our origin, said to be cross-site', (own) => ({ origin: own, 'sec-fetch-site': 'cross-site' })],
  ['our origin, said to be same-site', (own) => ({ origin: own, 'sec-fetch-site': 'same-site' })],
  ['no origin, cross-site', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['no origin, same-site', () => ({ 'sec-fetch-site': 'same-site' })],
];

const bodies: readonly [string | undefined, string][] = [
  ['application/x-www-form-urlencoded', 'statement=a&value=1'],
  ['application/json', '{"value":1}'],
  ['text/plain', '{"value":1}'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition: form-data; name="value"\r\n\r\n1\r\n--b--\r\n',
  ],
  [undefined, ''],
];

/** Every address of the pages, each of their form actions, and what answers before them. */
function addresses(): string[] {
  const values = {
    lang: 'fr',
    code: room.code,
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
  };
  const pages = allRoutes().flatMap(({ id, actions }) => {
    const path = pathOf(id, values);
    return [path, ...actions.filter((name) => name !== 'default').map((name) => `${path}?/${name}`)];
  });
  return [
    ...pages,
    '/-/vote',
    `/-/room/${room.code}`,
    `/-/room/${room.code}/events`,
    '/-/nothing',
    '/_app/x',
  ];
}

it.each(foreign)('refuses everywhere what comes from %s, and changes nothing', async (_, headersOf) => {
  const cookie = `${host}; ballot-${room.inquiry}=${room.secret}`;
  const taken: string[] = [];
  for (const path of addresses()) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const [type, body] of bodies) {
        const headers = { ...headersOf(stage.url), cookie, ...(type && { 'content-type': type }) };
        const { status, headers: got, cookies } = await stage.ask({ method, path, headers, body });
        if (status !== 403 || cookies.length > 0 || got['access-control-allow-origin'] !== undefined) {
          taken.push(`${method} ${path} ${type}: ${status} ${cookies}`);
        }
      }
    }
  }
  expect(taken).toEqual([]);
  expect(boxHash(stage.data)).toBe(before);
});

it('answers no preflight with a permission', async () => {
  for (const path of addresses()) {
    const { headers } = await stage.ask({
      method: 'OPTIONS',
      path,
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    const granted = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
    expect(granted, path).toEqual([]);
  }
});

it('refuses commands that do not show the secret of the instance', async () => {
  for (const path of ['/-/import', '/-/host-link']) {
    for (const authorization of [undefined, 'Bearer', 'Bearer undefined', `Bearer ${'a'.repeat(32)}`]) {
      const headers = { origin: stage.url, ...(authorization && { authorization }) };
      const { status, text } = await stage.ask({ method: 'POST', path, headers, body: '' });
      expect([status, text.includes('/host/enter/')], `${path} ${authorization}`).toEqual([403, false]);
    }
  }
  expect(boxHash(stage.data)).toBe(before);
});

it('lets our own pages in: the same request from our origin is not refused as foreign', async () => {
  const type = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const form = { ...type, cookie: host, origin: stage.url };
  for (const more of [{}, { 'sec-fetch-site': 'same-origin' }]) {
    const { status, text } = await stage.ask({
      method: 'POST',
      path: '/host/enter/wrong',
      headers: { ...form, ...more },
      body: '',
    });
    // The door itself answers 403 to a wrong link, with its page.
    expect([status, text.includes('<h1')]).toEqual([403, true]);
  }
  const left = await stage.ask({ method: 'POST', path: '/host/leave', headers: form, body: '' });
  expect(left.status).toBe(303);
});
