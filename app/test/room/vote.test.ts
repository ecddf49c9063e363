import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, type Store } from '#lib/store/openStore.ts';
import type { OpenInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { CODE, openRoom, serveRooms } from './openRoom.ts';

let place: Place;
let store: Store;
let room: OpenInquiry;
let served: Awaited<ReturnType<typeof serveRooms>>;

beforeAll(async () => {
  place = await kinds[0].start();
  store = await openStore(await place.newLocation());
  room = await openRoom(store, { people: 330 });
  served = await serveRooms(store);
});
afterAll(async () => {
  await served?.close();
  await store?.close();
  await place?.stop();
});

interface Sent {
  readonly body: object | string;
  readonly person?: number;
  readonly method?: string;
  readonly type?: string;
}

function send({ body, person = 0, method = 'POST', type = 'application/json' }: Sent) {
  return new Promise<{ status: number; outcome: string; retryAfter: string | undefined }>(
    (resolve, reject) => {
      const headers = {
        'content-type': type,
        cookie: `other=1; ballot-${room.inquiry}=${room.people[person]?.secret ?? 'none'}`,
      };
      const asked = request(`${served.url}/-/vote`, { method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece) => {
          text += piece;
        });
        response.once('end', () =>
          resolve({
            status: response.statusCode!,
            outcome: JSON.parse(text).outcome,
            retryAfter: response.headers['retry-after'],
          }),
        );
      });
      asked.once('error', reject);
      asked.end(typeof body === 'string' ? body : JSON.stringify(body));
    },
  );
}

const vote = (more: object = {}) => ({
  code: CODE,
  statement: room.statements[0],
  value: 1,
  key: 'first',
  ...more,
});
const votes = async () => {
  const rows = await store.db.selectFrom('vote_intake').selectAll().orderBy('ballot').execute();
  return [...rows, ...(await store.db.selectFrom('vote').selectAll().orderBy('ballot').execute())];
};

it('counts a vote once, whatever the way the code is typed, and the later one stands', async () => {
  expect(await send({ body: vote() })).toMatchObject({ status: 200, outcome: 'counted' });
  expect(await send({ body: vote({ code: ' kfc-473' }) })).toMatchObject({
    status: 200,
    outcome: 'repeated',
  });
  const changed = vote({ value: -1, key: 'second', replaces: ['lost'], shown: 0.5 });
  expect(await send({ body: changed })).toMatchObject({ status: 200, outcome: 'counted' });
  expect(await send({ body: vote({ key: 'lost' }) })).toMatchObject({ status: 200, outcome: 'repeated' });
  expect((await votes()).map(({ value }) => value)).toEqual([-1]);
});

it('says why it takes no vote, and keeps nothing of it', async () => {
  const before = await votes();
  const expected: [Sent, number, string][] = [
    [{ body: vote({ code: 'KFC474' }) }, 404, 'unknown-room'],
    [{ body: vote(), person: -1 }, 404, 'unknown-ballot'],
    [{ body: vote({ statement: 'nothing' }) }, 404, 'unknown-statement'],
    [{ body: vote({ statement: room.statements.at(-1) }) }, 404, 'unknown-statement'],
    [{ body: vote({ statement: room.statements[1] }) }, 409, 'closed'],
    [{ body: vote({ value: 2 }) }, 400, 'malformed'],
    [{ body: vote({ key: ['first'] }) }, 400, 'malformed'],
    [{ body: vote(), type: 'text/plain' }, 400, 'malformed'],
    [{ body: '{' }, 400, 'malformed'],
    [{ body: '' }, 400, 'malformed'],
    [{ body: vote({ more: 'x'.repeat(3_000) }) }, 413, 'too-big'],
    [{ body: vote(), method: 'PUT' }, 405, 'malformed'],
  ];
  for (const [sent, status, outcome] of expected) {
    expect(await send(sent), JSON.stringify(sent)).toMatchObject({ status, outcome });
  }
  expect(await votes()).toEqual(before);
});

it('lets three hundred phones behind one address vote at once', async () => {
  const sent = Array.from({ length: 300 }, (_, phone) =>
    send({ body: vote({ key: 'crowd' }), person: 30 + phone }),
  );
  const outcomes = await Promise.all(sent);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['counted']));
  const people = async () => (await served.rooms.state(CODE))?.people;
  await expect.poll(people, { timeout: 20_000 }).toBeGreaterThanOrEqual(300);
});

it('asks a ballot that votes faster than people do to wait, and no other', async () => {
  const outcomes: string[] = [];
  for (let attempt = 0; attempt < 70; attempt++) {
    const { outcome, retryAfter } = await send({ body: vote({ key: `k${attempt}` }), person: 1 });
    outcomes.push(outcome);
    if (outcome === 'too-fast') expect(Number(retryAfter)).toBeGreaterThan(0);
  }
  expect(outcomes.filter((outcome) => outcome === 'counted').length).toBeGreaterThanOrEqual(60);
  expect(outcomes.at(-1)).toBe('too-fast');
  expect(await send({ body: vote(), person: 2 })).toMatchObject({ outcome: 'counted' });
});
