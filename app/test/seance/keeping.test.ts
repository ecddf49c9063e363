import { release, roundedShares } from '@abord/release';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { refuseStatement, replaceStatement } from '#lib/host/statements/mutations.server.ts';
import { readSeance } from '#lib/room/data.server.ts';
import {
  readForecastGaps,
  readForecasts,
  saveForecasts,
  sealedForecasts,
} from '#lib/room/forecast.server.ts';
import { actOnSeance, endSeance, planSeance, startSeance } from '#lib/room/mutations.server.ts';
import { countSheet } from '#lib/room/paper.server.ts';
import { changeAnnouncement, changeScript } from '#lib/room/planning.server.ts';
import { readRoom, roomStateOf } from '#lib/room/roomState.server.ts';
import type { Script } from '#lib/room/script.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

const day = '2026-11-24';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`a séance kept on ${name}`, () => {
    let place: Place;
    let store: Store;
    beforeAll(async () => {
      place = await start();
      store = await openStore(await place.newLocation());
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });

    const script = (statements: readonly string[]): Script => [
      { kind: 'vote', statements: [...statements] },
      { kind: 'close' },
    ];
    const plan = (inquiry: string, of: Script) =>
      planSeance(store.db, {
        ...{ inquiry, script: of, zone: 'Europe/Paris', minutes: 90, starts: '2026-11-23T19:00' },
        ...{ title: { fr: 'Séance' }, guest: {}, place: {} },
      });
    const count = async (table: 'ballot' | 'vote', inquiry: string) => {
      const rows = await Promise.all(
        ([table, `${table}_intake`] as const).map((from) =>
          store.db
            .selectFrom(from as 'ballot')
            .select(({ fn }) => fn.countAll<number>().as('n'))
            .where('inquiry', '=', inquiry)
            .executeTakeFirstOrThrow(),
        ),
      );
      return rows.reduce((sum, { n }) => sum + Number(n), 0);
    };

    describe('a statement that is withdrawn, replaced or folded in after the script was written', () => {
      const opened = async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0, statements: 8 });
        const code = newRoomCode();
        await store.db.updateTable('inquiry').set({ code }).where('id', '=', inquiry).execute();
        const number = await plan(inquiry, script(statements.slice(0, 4)));
        return { inquiry, number, statements, code };
      };
      const told = async (code: string) => {
        const basis = (await readRoom(store.db, code))!;
        return roomStateOf(basis, { people: 0, answered: 0 }, 0).seance!;
      };
      const withdraw = (inquiry: string, statement: string) =>
        refuseStatement(store.db, {
          ...{ inquiry, statement, seen: 1, from: 'accepted' as const },
          ...{ reason: { usual: 'unclear' as const }, today: day },
        });

      it('is passed over, and counted no more', async () => {
        const { inquiry, number, statements, code } = await opened();
        await withdraw(inquiry, statements[0]);
        const act = { inquiry, statement: statements[2], seen: 1, texts: { fr: 'Autre' }, today: day };
        expect(await replaceStatement(store.db, act)).toEqual({ id: expect.any(String) });
        await startSeance(store.db, inquiry, number, 0);
        expect((await told(code)).statement).toMatchObject({ id: statements[1], item: 0, of: 2, open: true });
        const { version } = (await readSeance(store.db, inquiry, number))!;
        await actOnSeance(store.db, { inquiry, number, action: 'next', seen: version, now: 0 });
        expect((await told(code)).statement).toMatchObject({ id: statements[3], item: 1, of: 2, open: true });
      });

      it('leaves the wall at once when it was there, and the séance goes on', async () => {
        const { inquiry, number, statements, code } = await opened();
        await startSeance(store.db, inquiry, number, 0);
        await withdraw(inquiry, statements[0]);
        expect(await told(code)).not.toHaveProperty('statement');
        const { version } = (await readSeance(store.db, inquiry, number))!;
        const act = { inquiry, number, seen: version, now: 0 };
        expect(await actOnSeance(store.db, { ...act, action: 'reveal' })).toBe('no-sense');
        expect(await actOnSeance(store.db, { ...act, action: 'next' })).toBeUndefined();
        expect((await told(code)).statement).toMatchObject({ id: statements[1], item: 0, of: 3, open: true });
      });

      it('leaves a moment without any statement, where all are gone', async () => {
        const { inquiry, number, statements, code } = await opened();
        for (const statement of statements.slice(0, 4)) await withdraw(inquiry, statement);
        await startSeance(store.db, inquiry, number, 0);
        const seance = await told(code);
        expect(seance).toMatchObject({ kind: 'vote', revealed: false });
        expect(seance).not.toHaveProperty('statement');
      });
    });

    describe('its plan', () => {
      it('is announced anew, in place of what was announced', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const number = await plan(inquiry, script([statements[0]]));
        const announcement = {
          ...{ title: { fr: 'Film', en: 'Film' }, guest: { fr: 'Une invitée' }, place: { fr: 'Salle 2' } },
          ...{ starts: '2026-11-25T18:30', zone: 'America/Montreal', minutes: 60 },
        };
        expect(await changeAnnouncement(store.db, inquiry, number, announcement)).toBeUndefined();
        expect(await readSeance(store.db, inquiry, number)).toMatchObject({ ...announcement, version: 2 });
        expect(await changeAnnouncement(store.db, inquiry, 9, announcement)).toBe('unknown-seance');
      });

      it('keeps a script written from what the host saw, and refuses one written from an older state', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const number = await plan(inquiry, script([statements[0]]));
        const change = { inquiry, number, seen: 1, script: script([statements[1]]) };
        expect(await changeScript(store.db, change)).toBeUndefined();
        expect(await changeScript(store.db, { ...change, script: script([]) })).toBe('changed');
        expect((await readSeance(store.db, inquiry, number))?.script).toEqual(change.script);
        expect(await changeScript(store.db, { ...change, number: 9 })).toBe('unknown-seance');
      });

      it('is not rewritten while the séance is live', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const number = await plan(inquiry, script([statements[0]]));
        await startSeance(store.db, inquiry, number, 0);
        const change = { inquiry, number, seen: 2, script: script([]) };
        expect(await changeScript(store.db, change)).toBe('live');
        await endSeance(store.db, inquiry, number);
        expect(await changeScript(store.db, { ...change, seen: 3 })).toBeUndefined();
      });
    });

    describe("the leader's forecast", () => {
      it('is kept, changed and taken back while nothing is published', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const [a, b] = statements;
        const save = (entries: [string, number | null][]) =>
          saveForecasts(store.db, inquiry, new Map(entries));
        expect(
          await save([
            [a, 70],
            [b, 0],
          ]),
        ).toBeUndefined();
        expect(
          await save([
            [a, null],
            [b, 100],
          ]),
        ).toBeUndefined();
        expect([...(await readForecasts(store.db, inquiry))]).toEqual([[b, 100]]);
      });

      it('is sealed once a figure of its statement is published; the others stay open, and nothing changes by half', async () => {
        const { inquiry, statements, people } = await openInquiry(store.db, { people: 12 });
        const [a, b] = statements;
        const save = (entries: [string, number | null][]) =>
          saveForecasts(store.db, inquiry, new Map(entries));
        await save([[a, 70]]);
        const everyone = Int32Array.from(people, (_, person) => person);
        const frozen = release({
          ...{ question: 'everyone', population: people.length, reader: 'inside', facts: {} },
          tables: [
            {
              key: 'statements',
              kind: 'figure',
              cells: [{ id: '1', about: 'statement 1', people: everyone, figures: { agree: 6 } }],
            },
          ],
        });
        const ballots = people.map(({ ballot }) => ballot).sort();
        await saveNextRelease(store.db, { inquiry, question: 'everyone', frozen, ballots, day }, 0);
        expect([...(await sealedForecasts(store.db, inquiry))]).toEqual([a]);
        expect(
          await save([
            [a, 41],
            [b, 50],
          ]),
        ).toBe('sealed');
        expect(await save([[a, null]])).toBe('sealed');
        expect([...(await readForecasts(store.db, inquiry))]).toEqual([[a, 70]]);
        // The form holds the sealed one too, as it stands.
        expect(
          await save([
            [a, 70],
            [b, 50],
          ]),
        ).toBeUndefined();
        expect((await readForecasts(store.db, inquiry)).size).toBe(2);
      });

      it('is sealed by a total that the room was shown, and stands beside it', async () => {
        const { inquiry, statements, people } = await openInquiry(store.db, { people: 12 });
        const [a, b] = statements;
        await saveForecasts(
          store.db,
          inquiry,
          new Map([
            [a, 80],
            [b, 20],
          ]),
        );
        const answers = { agree: 5, disagree: 5, pass: 2 };
        const frozen = release({
          ...{ question: 'room', population: people.length, reader: 'inside' },
          facts: { statements: [] },
          tables: [
            {
              key: 'totals',
              kind: 'figure',
              cells: [
                {
                  id: a,
                  about: a,
                  people: Int32Array.from(people, (_, person) => person),
                  answers,
                  figures: {},
                },
              ],
            },
          ],
        });
        const ballots = people.map(({ ballot }) => ballot).sort();
        await saveNextRelease(store.db, { inquiry, question: 'room', frozen, ballots, day }, 0);
        expect([...(await sealedForecasts(store.db, inquiry))]).toEqual([a]);
        // 5 of 12 are 40 % at five points: 0.40 − 0.80, and 80 % lies above Wilson’s interval of five.
        expect(await readForecastGaps(store.db, inquiry)).toEqual([
          {
            statement: a,
            people: 12,
            agree: roundedShares(answers).agree,
            expected: 0.8,
            gap: -0.4,
            unexpected: true,
          },
        ]);
      });

      it('is of a statement that is put to the vote, in whole percent', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0, statements: 3 });
        const save = (statement: string, agree: number) =>
          saveForecasts(store.db, inquiry, new Map([[statement, agree]]));
        expect(await save('nowhere', 50)).toBe('unknown-statement');
        expect(await save(statements[1], 50)).toBe('unknown-statement'); // refused by moderation
        for (const wrong of [-1, 101, 2.5, Number.NaN]) {
          await expect(save(statements[0], wrong)).rejects.toThrow(RangeError);
        }
        expect((await readForecasts(store.db, inquiry)).size).toBe(0);
      });
    });

    describe('a sheet of paper', () => {
      it('is one ballot with its votes, marked as paper, and is counted once', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const [a, b, c] = statements;
        const sheet = { inquiry, key: 'sheet-1', ticks: { [a]: 1, [b]: 0, [c]: undefined } as const, day };
        expect(await countSheet(store.db, sheet)).toBe('counted');
        expect(await countSheet(store.db, sheet)).toBe('repeated');
        expect(await count('ballot', inquiry)).toBe(1);
        expect(await count('vote', inquiry)).toBe(2);
        const { source, profile } = await store.db
          .selectFrom('ballot_intake')
          .select(['source', 'profile'])
          .where('inquiry', '=', inquiry)
          .executeTakeFirstOrThrow();
        expect({ source, profile }).toEqual({ source: 'paper', profile: '{}' });
      });

      it('has no key, no hash of a key and no time beside its ballot', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const key = 'a-key-that-a-form-has-sent';
        await countSheet(store.db, { inquiry, key, ticks: { [statements[0]]: 1 }, day });
        const ballot = await store.db
          .selectFrom('ballot_intake')
          .selectAll()
          .where('inquiry', '=', inquiry)
          .executeTakeFirstOrThrow();
        const receipt = await store.db
          .selectFrom('receipt')
          .selectAll()
          .where('inquiry', '=', inquiry)
          .executeTakeFirstOrThrow();
        expect(JSON.stringify([ballot, receipt])).not.toContain(key);
        expect(Object.keys(receipt).sort()).toEqual(['hash', 'inquiry']);
        expect([ballot.id, ballot.secret_hash]).not.toContain(receipt.hash);
      });

      it('is refused whole where one of its statements is closed, refused or unknown, and where nothing is ticked', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
        const [a, b] = statements;
        const waiting = statements.at(-1)!;
        const number = await plan(inquiry, [{ kind: 'write', minutes: 5 }, ...script([b])]);
        await startSeance(store.db, inquiry, number, 0);
        const counted = (key: string, ticks: Record<string, 1 | undefined>) =>
          countSheet(store.db, { inquiry, key, ticks, day });
        expect(await counted('1', { [a]: 1, [b]: 1 })).toBe('closed');
        expect(await counted('2', { [a]: 1, [waiting]: 1 })).toBe('closed');
        expect(await counted('3', { [a]: 1, nowhere: 1 })).toBe('closed');
        expect(await counted('4', { [a]: undefined })).toBe('empty');
        expect(await count('ballot', inquiry)).toBe(0);
        await actOnSeance(store.db, { inquiry, number, action: 'next', seen: 2, now: 0 });
        // What was refused was not counted: sent again once the vote is open, the same sheet counts.
        expect(await counted('1', { [a]: 1, [b]: 1 })).toBe('counted');
      });

      it('is refused by an inquiry that takes no votes', async () => {
        const { inquiry, statements } = await openInquiry(store.db, { people: 0, state: 'closed' });
        const sheet = { inquiry, key: '1', ticks: { [statements[0]]: 1 } as const, day };
        expect(await countSheet(store.db, sheet)).toBe('closed');
        expect(await count('ballot', inquiry)).toBe(0);
      });
    });
  });
}
