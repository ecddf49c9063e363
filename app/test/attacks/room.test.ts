import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, type Place } from '../store/stores.ts';
import { boxHash, boxRows } from './boxOf.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`on ${name}`, () => {
    const CODE = 'KFC473';
    const CLOSED = 'KFC479';
    let place: Place;
    let stage: Stage;
    let room: Room;
    let closed: Room;

    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, CODE);
          closed = await makeRoom(store, CLOSED);
          await store.db
            .updateTable('inquiry')
            .set({ state: 'closed' })
            .where('id', '=', closed.inquiry)
            .execute();
        },
      });
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    function vote(
      body: object | string,
      { secret = room.secret, inquiry = room.inquiry, type = 'application/json' } = {},
    ) {
      return stage.ask({
        method: 'POST',
        path: '/-/vote',
        headers: { origin: stage.url, 'content-type': type, cookie: `ballot-${inquiry}=${secret}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    }

    const good = () => ({ code: CODE, statement: room.statements.current, value: 1, key: 'a-first-key' });

    it('counts a vote, and counts it once however often it is sent', async () => {
      const first = await vote(good());
      expect([first.status, JSON.parse(first.text)]).toEqual([200, { outcome: 'counted' }]);
      const rows = await boxRows(stage);
      for (const answer of await Promise.all([vote(good()), vote(good()), vote(good())])) {
        expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { outcome: 'repeated' }]);
      }
      expect(await boxRows(stage)).toEqual(rows);
    });

    it.each([
      [
        'a statement that waits for moderation',
        () => ({ ...good(), statement: room.statements.waiting }),
        404,
      ],
      ['a statement that was refused', () => ({ ...good(), statement: room.statements.refused }), 404],
      ['a statement that there is not', () => ({ ...good(), statement: 'nothing' }), 404],
      ['a statement of another room', () => ({ ...good(), statement: closed.statements.current }), 404],
      ['a statement whose vote is not open', () => ({ ...good(), statement: room.statements.held }), 409],
      ['a code that nobody has', () => ({ ...good(), code: 'KFC474' }), 404],
      ['a code that cannot be one', () => ({ ...good(), code: '../../etc' }), 404],
      ['a value that is no vote', () => ({ ...good(), value: 2 }), 400],
      ['a value of another type', () => ({ ...good(), value: '1' }), 400],
      ['no key', () => ({ ...good(), key: undefined }), 400],
      ['a key of ten thousand signs', () => ({ ...good(), key: 'k'.repeat(1_000) }), 400],
      ['a key that is no word', () => ({ ...good(), key: "'; drop table vote; --" }), 400],
      ['a list for a statement', () => ({ ...good(), statement: ['a'] }), 400],
      ['a probability over one', () => ({ ...good(), shown: 1.5 }), 400],
      ['a probability that is none', () => ({ ...good(), shown: 'NaN' }), 400],
      ['too many keys replaced', () => ({ ...good(), replaces: Array(21).fill('k') }), 400],
      ['a prototype', () => '{"__proto__":{"code":"KFC473"},"value":1}', 400],
      ['half a body', () => '{"code":"KFC473"', 400],
      ['nothing', () => '', 400],
      ['a number', () => '1', 400],
      ['null', () => 'null', 400],
    ])('refuses a vote on %s, and changes nothing', async (_, body, expected) => {
      const before = await boxHash(stage);
      const { status, text } = await vote(body());
      expect(status).toBe(expected);
      expect(Object.keys(JSON.parse(text))).toEqual(['outcome']);
      expect(await boxHash(stage)).toBe(before);
    });

    it('refuses a vote after closing', async () => {
      const before = await boxHash(stage);
      const body = { code: CLOSED, statement: closed.statements.current, value: 1, key: 'late' };
      expect((await vote(body, closed)).status).toBe(409);
      expect(await boxHash(stage)).toBe(before);
    });

    it('tells a stranger nothing: no ballot, another’s room, a wrong secret and a broken cookie are one answer', async () => {
      const before = await boxHash(stage);
      const cases = [
        vote(good(), { secret: '' }),
        vote(good(), { secret: 'a'.repeat(26) }),
        vote(good(), { secret: closed.secret }),
        vote(good(), { inquiry: closed.inquiry }),
        vote(good(), { secret: `${room.secret}x` }),
        vote(good(), { secret: 'é'.repeat(26) }),
      ];
      const answers = (await Promise.all(cases)).map(({ status, text }) => `${status} ${text}`);
      expect(new Set(answers)).toEqual(new Set(['404 {"outcome":"unknown-ballot"}']));
      expect(await boxHash(stage)).toBe(before);
    });

    it('takes votes as JSON and as nothing else', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
        expect((await vote(good(), { type })).status, type).toBeGreaterThanOrEqual(400);
      }
    });

    it('says of every code that nobody has the same, whatever it looks like', async () => {
      const shape = async (path: string) => {
        const { status, headers, text } = await stage.ask({ path, headers: { accept: 'text/html' } });
        return {
          status,
          type: headers['content-type'],
          length: text.replaceAll(/[A-Z]{3}\d{3}/g, 'CODE').length,
        };
      };
      for (const path of ['/-/room/', '/-/room/*/events', '/en/', '/wall/']) {
        const at = (code: string) => (path.includes('*') ? path.replace('*', code) : path + code);
        const unknown = await shape(at('HKT333'));
        expect(unknown.status, path).toBe(404);
        for (const code of ['HKT334', 'RWX999', 'CFH346'])
          expect(await shape(at(code)), path).toEqual(unknown);
      }
    });

    it('takes the id of an event that it never gave as none, and refuses one without end', async () => {
      const events = (id: string) => firstEvent(stage.port, `/-/room/${CODE}/events`, id);
      const plain = await events('');
      expect(plain.status).toBe(200);
      for (const id of ['-1', 'NaN', '1e999', '99999999', "1'; drop table vote", '{}', 'é'.repeat(20)]) {
        expect(await events(id), id).toEqual(plain);
      }
      expect((await events('1'.repeat(5_000))).status).toBe(400);
    });

    /** The state in the first event of a stream; what depends on who listens is left out. */
    async function firstEvent(
      port: number,
      path: string,
      id: string,
    ): Promise<{ status: number; state: unknown }> {
      const leave = new AbortController();
      const response = await fetch(`http://localhost:${port}${path}`, {
        signal: leave.signal,
        headers: id ? { 'last-event-id': Buffer.from(id).toString('latin1') } : {},
      });
      let text = '';
      if (response.status === 200) {
        const decoder = new TextDecoder();
        for await (const piece of response.body!) {
          text += decoder.decode(piece, { stream: true });
          if (/^data: .*\n\n/m.test(text)) break;
        }
      }
      leave.abort();
      const data = /^data: (.*)$/m.exec(text)?.[1];
      const { people: _, version: __, ...state } = data ? JSON.parse(data) : { people: 0, version: 0 };
      if (state.seance) delete state.seance.left;
      return { status: response.status, state };
    }
  });
}
