import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSessions, openSession } from '#lib/host/access/data.server.ts';
import {
  endSession,
  endSessions,
  enterAsHost,
  firstSetupLink,
  newSetupLink,
  useSession,
} from '#lib/host/access/mutations.server.ts';
import { lastAct, listStatements, readLog } from '#lib/host/statements/data.server.ts';
import {
  acceptStatement,
  addStatements,
  editStatement,
  mergeStatement,
  placeStatement,
  refuseStatement,
  replaceStatement,
  undoLast,
} from '#lib/host/statements/mutations.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { changeSetUp, closeInquiry, createInquiry, openInquiry } from '#lib/inquiry/mutations.server.ts';
import type { SetUp } from '#lib/inquiry/schema.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { publishAnswer } from '#lib/room/publishAnswer.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { kinds, type Place } from '../store/stores.ts';

const today = '2026-11-23';
const fails = (error: unknown) => expect.unreachable(String(error));

const setUp: SetUp = {
  title: { fr: 'L’IA ici' },
  organisation: { und: 'Talvenne' },
  languages: ['fr', 'en'],
  entry: 'open',
  days: {},
  questions: ['everyone'],
  attributes: [{ key: 'list1', label: { fr: 'Métier' }, values: [{ key: 'a', label: { und: 'A' } }] }],
};

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what hosts keep on ${name}`, () => {
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

    /** A draft with statements numbered 1, 2, …; open when asked. */
    async function someInquiry(texts: readonly string[], open = true): Promise<string> {
      const id = randomId('inquiry');
      await createInquiry(store.db, id, setUp, today);
      const words = texts.map((fr) => ({ fr }));
      await addStatements(store.db, { inquiry: id, texts: words, act: 'written', today });
      if (open) expect(await openInquiry(store.db, id, today)).toBeUndefined();
      return id;
    }

    /** What somebody of the room writes. */
    async function wait(inquiry: string, fr: string, number: number): Promise<string> {
      const id = randomId('statement');
      const texts = JSON.stringify({ fr });
      await store.db
        .insertInto('statement')
        .values({ inquiry, id, number, version: 1, state: 'waiting', texts, origin: 'participant' })
        .execute();
      return id;
    }

    const accepted = async (inquiry: string) =>
      (await listStatements(store.db, inquiry, 'accepted')).map(({ texts }) => texts.fr);

    const at = (time: string) => Date.parse(`${time}Z`);
    const now = at(`${today}T19:30`);

    /** A session that began at `now`, or at another instant. */
    async function enter(instant = now): Promise<string> {
      const link = await newSetupLink(store.db, new Date(instant).toISOString().slice(0, 10));
      return (await enterAsHost(store.db, { link, now: instant }))!;
    }

    const isOpen = async (session: string | undefined, instant = now) =>
      (await openSession(store.db, session, instant)) !== undefined;

    describe('a set-up link', () => {
      test('lets in once, today or tomorrow, and only its hash is kept', async () => {
        const link = await newSetupLink(store.db, today);
        const tomorrow = at('2026-11-24T23:59');
        const session = await enterAsHost(store.db, { link, now: tomorrow });
        expect(await isOpen(session, tomorrow)).toBe(true);
        expect(await enterAsHost(store.db, { link, now })).toBeUndefined();
        const kept = JSON.stringify(await store.db.selectFrom('host_access').selectAll().execute());
        expect(kept).not.toContain(link);
        expect(kept).not.toContain(session);

        const late = await newSetupLink(store.db, today);
        expect(await enterAsHost(store.db, { link: late, now: at('2026-11-25T00:00') })).toBeUndefined();
      });

      test('lets one in, of many who try at once', async () => {
        const link = await newSetupLink(store.db, today);
        const tries = Array.from({ length: 5 }, () => enterAsHost(store.db, { link, now }));
        expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      });

      test('takes the place of one that was not used; a session is no link', async () => {
        const older = await newSetupLink(store.db, today);
        const link = await newSetupLink(store.db, today);
        expect(await enterAsHost(store.db, { link: older, now })).toBeUndefined();
        const session = (await enterAsHost(store.db, { link, now }))!;
        expect(await enterAsHost(store.db, { link: session, now })).toBeUndefined();
        expect(await isOpen(link)).toBe(false);
      });

      test('ends the session that this browser had, and leaving ends the new one', async () => {
        const first = await enter();
        const link = await newSetupLink(store.db, today);
        const second = (await enterAsHost(store.db, { link, formerSession: first, now }))!;
        expect(await isOpen(first)).toBe(false);
        expect(await firstSetupLink(store.db, now)).toBeUndefined();
        await endSession(store.db, second);
        expect(await isOpen(second)).toBe(false);
      });

      test('is made at a start only where nobody is in', async () => {
        await store.db.deleteFrom('host_access').execute();
        const link = (await firstSetupLink(store.db, now))!;
        await enterAsHost(store.db, { link, now });
        expect(await firstSetupLink(store.db, now)).toBeUndefined();
        expect(await firstSetupLink(store.db, at('2027-01-01T00:00'))).toBeDefined();
      });
    });

    // The times are those of src/lib/host/access/lifetimes.ts: twelve hours, seven days, fifteen minutes.
    describe('a session', () => {
      test('ends after twelve hours without use at the latest, and holds on while it is used', async () => {
        const session = await enter();
        expect(await isOpen(session, at('2026-11-24T06:59'))).toBe(true);
        expect(await isOpen(session, at('2026-11-24T07:30'))).toBe(false);
        const used = at('2026-11-24T06:59');
        await useSession(store.db, (await openSession(store.db, session, used))!, used);
        expect(await isOpen(session, at('2026-11-24T17:59'))).toBe(true);
        expect(await isOpen(session, at('2026-11-24T18:59'))).toBe(false);
      });

      test('ends within seven days, however much it is used', async () => {
        const session = await enter();
        let last = now;
        for (let hours = 0; hours <= 8 * 24; hours += 6) {
          const instant = now + hours * 3_600_000;
          const open = await openSession(store.db, session, instant);
          if (!open) continue;
          await useSession(store.db, open, instant);
          last = instant;
        }
        expect(last).toBeGreaterThanOrEqual(now + 6 * 86_400_000);
        expect(last).toBeLessThanOrEqual(now + 7 * 86_400_000);
      });

      test('counts as just entered for fifteen minutes, and the minute is then forgotten', async () => {
        const session = await enter();
        const sure = async (time: string) => (await openSession(store.db, session, at(time)))?.sure;
        expect(await sure('2026-11-23T19:44')).toBe(true);
        expect(await sure('2026-11-23T19:45')).toBe(false);
        const later = at('2026-11-23T20:10');
        await useSession(store.db, (await openSession(store.db, session, later))!, later);
        const kept = await store.db
          .selectFrom('host_access')
          .selectAll()
          .where('kind', '=', 'session')
          .execute();
        expect(kept.map(({ sure_until }) => sure_until)).not.toContain('2026-11-23T19:45');
      });

      test('is listed by its day alone, and ends alone, with all others, or with all', async () => {
        await store.db.deleteFrom('host_access').execute();
        const morning = at(`${today}T06:00`);
        const one = await enter(at('2026-11-22T23:00'));
        const [two, three] = [await enter(morning), await enter(morning)];
        const open = async () => Promise.all([one, two, three].map((session) => isOpen(session, morning)));
        const listed = await listSessions(store.db, morning);
        expect(listed.map(({ begun, lastDay }) => [begun, lastDay])).toEqual([
          ['2026-11-22', '2026-11-28'],
          [today, '2026-11-29'],
          [today, '2026-11-29'],
        ]);
        expect(Object.keys(listed[0]).sort()).toEqual(['begun', 'id', 'lastDay']);

        const { id } = (await openSession(store.db, two, morning))!;
        expect(await endSessions(store.db, { only: id })).toBe(1);
        expect(await open()).toEqual([true, false, true]);
        const { id: own } = (await openSession(store.db, three, morning))!;
        expect(await endSessions(store.db, { but: own })).toBe(1);
        expect(await open()).toEqual([false, false, true]);
        const link = await newSetupLink(store.db, today);
        expect(await endSessions(store.db)).toBe(1);
        expect(await open()).toEqual([false, false, false]);
        expect(await enterAsHost(store.db, { link, now })).toBeDefined();
      });
    });

    describe('an inquiry', () => {
      test('is made once from a form sent twice, with a code that is its own', async () => {
        const id = randomId('inquiry');
        await createInquiry(store.db, id, setUp, today);
        await createInquiry(store.db, id, { ...setUp, title: { fr: 'Autre' } }, today);
        const inquiry = (await readInquiry(store.db, id))!;
        expect(inquiry).toMatchObject({ title: { fr: 'L’IA ici' }, state: 'draft', entry: 'open' });
        expect(inquiry.code).toMatch(/^[A-Z]{3}\d{3}$/);
        expect(inquiry.attributes).toHaveLength(1);
      });

      test('opens with a statement at least, or where work alone is asked, and is then set up as people were told', async () => {
        const empty = await someInquiry([], false);
        expect(await openInquiry(store.db, empty, today)).toBe('no-statement');
        expect(await changeSetUp(store.db, empty, { ...setUp, attributes: [] })).toBeUndefined();
        expect((await readInquiry(store.db, empty))!.attributes).toEqual([]);

        const work = await someInquiry([], false);
        await changeSetUp(store.db, work, { ...setUp, questions: ['work'] });
        expect(await openInquiry(store.db, work, today)).toBeUndefined();

        const open = await someInquiry(['Oui']);
        expect(await openInquiry(store.db, open, today)).toBe('changed');
        expect(await changeSetUp(store.db, open, { ...setUp, title: { fr: 'Autre' } })).toBe('changed');
        expect((await readInquiry(store.db, open))!.title).toEqual({ fr: 'L’IA ici' });
      });

      test('begins on the day it opens, and forgets a closing day that has passed', async () => {
        for (const [to, lastDay] of [
          ['2026-11-22', undefined],
          ['2026-11-23', '2026-11-23'],
        ]) {
          const id = randomId('inquiry');
          await createInquiry(store.db, id, { ...setUp, days: { from: '2026-11-01', to: to! } }, today);
          await addStatements(store.db, { inquiry: id, texts: [{ fr: 'Oui' }], act: 'written', today });
          await openInquiry(store.db, id, today);
          const { firstDay, lastDay: last } = (await readInquiry(store.db, id))!;
          expect([firstDay, last]).toEqual([today, lastDay]);
        }
      });

      test('closes once: votes are refused, and the answer is published', async () => {
        const inquiry = await someInquiry(['Oui', 'Non']);
        const [{ id: statement }] = await listStatements(store.db, inquiry, 'accepted');
        const people = [];
        for (let n = 0; n < 12; n++) {
          people.push(await drawBallot(store.db, { inquiry, profile: {}, day: today }));
        }
        const vote = (secret: string) =>
          store.votes.cast({ inquiry, secret, statement, value: 1, key: randomId('secret') });
        for (const { secret } of people) expect(await vote(secret)).toBe('counted');
        expect(await closeInquiry(store.db, inquiry, today)).toBeUndefined();
        expect(await closeInquiry(store.db, inquiry, today)).toBe('changed');
        expect(await publishAnswer({ store, engine: jobs }, inquiry, fails)).toBe('published');
        expect(await vote(people[0].secret)).toBe('closed');
        expect(await latestRelease(store.db, inquiry, 'everyone')).toBeDefined();
        expect(await addStatements(store.db, { inquiry, texts: [{ fr: 'X' }], act: 'written', today })).toBe(
          'closed',
        );
      });
    });

    describe('statements', () => {
      test('sent twice come in once, whatever their case and accents', async () => {
        const inquiry = await someInquiry(['Été']);
        const add = (texts: { fr: string }[]) =>
          addStatements(store.db, { inquiry, texts, act: 'imported', today });
        expect(await add([{ fr: 'ete !' }, { fr: 'Hiver' }, { fr: 'hiver' }])).toEqual({
          added: 1,
          repeated: 2,
        });
        expect(await accepted(inquiry)).toEqual(['Été', 'Hiver']);
      });

      test('are put where the host wants them, the same form twice to the same place', async () => {
        const inquiry = await someInquiry(['a', 'b', 'c']);
        const [, , { id: statement }] = await listStatements(store.db, inquiry, 'accepted');
        for (let sent = 0; sent < 2; sent++) {
          expect(await placeStatement(store.db, { inquiry, statement, to: 0 })).toBeUndefined();
          expect(await accepted(inquiry)).toEqual(['c', 'a', 'b']);
        }
        await placeStatement(store.db, { inquiry, statement, to: 999 });
        expect(await accepted(inquiry)).toEqual(['a', 'b', 'c']);
        expect(await placeStatement(store.db, { inquiry, statement: 'none', to: 0 })).toBe('unknown');
      });

      test('change freely before the vote, and after it only by a correction or a language', async () => {
        const inquiry = await someInquiry(['Nous alons trop vite'], false);
        const [{ id: statement }] = await listStatements(store.db, inquiry, 'accepted');
        const edit = (seen: number, texts: Record<string, string>) =>
          editStatement(store.db, { inquiry, statement, seen, texts, today });
        expect(await edit(1, { fr: 'Nous alons trop lentement' })).toBeUndefined();
        expect(await edit(1, { fr: 'Tout autre chose' })).toBe('changed');
        await openInquiry(store.db, inquiry, today);
        expect(await edit(2, { fr: 'Nous allons assez vite' })).toBe('other-meaning');
        expect(await edit(2, {})).toBe('other-meaning');
        const en = 'We are going too slowly';
        expect(await edit(2, { fr: 'Nous allons trop lentement', en })).toBeUndefined();
        const [now] = await listStatements(store.db, inquiry, 'accepted');
        expect(now).toMatchObject({ version: 3, texts: { fr: 'Nous allons trop lentement', en } });
        const [line] = await readLog(store.db, inquiry);
        expect(line).toMatchObject({ act: 'edited', before: { fr: 'Nous alons trop lentement' } });
      });

      test('are replaced in their place by one without votes', async () => {
        const inquiry = await someInquiry(['a', 'b', 'c']);
        const [, { id: statement }] = await listStatements(store.db, inquiry, 'accepted');
        await placeStatement(store.db, { inquiry, statement, to: 0 });
        const replace = () =>
          replaceStatement(store.db, { inquiry, statement, seen: 1, texts: { fr: 'd' }, today });
        expect(await replace()).toEqual({ id: expect.any(String) });
        expect(await replace()).toBe('changed');
        expect(await accepted(inquiry)).toEqual(['d', 'a', 'c']);
        const log = await readLog(store.db, inquiry);
        expect(log[1]).toMatchObject({ act: 'replaced', statement: 2, other: '4' });
        expect(log[1].texts).toBeUndefined();
      });
    });

    describe('moderation', () => {
      test('accepts, with other words if need be, refuses with a reason, folds in; each act once', async () => {
        const inquiry = await someInquiry(['a']);
        const [{ id: target }] = await listStatements(store.db, inquiry, 'accepted');
        const [b, c, d] = [
          await wait(inquiry, 'b', 2),
          await wait(inquiry, 'c', 3),
          await wait(inquiry, 'd', 4),
        ];
        const act = (statement: string) => ({ inquiry, statement, seen: 1, today });
        expect(await acceptStatement(store.db, { ...act(b), texts: { fr: 'B' } })).toBeUndefined();
        expect(
          await refuseStatement(store.db, { ...act(c), from: 'waiting', reason: { usual: 'subject' } }),
        ).toBeUndefined();
        expect(await mergeStatement(store.db, { ...act(d), into: 'none' })).toBe('unknown');
        expect(await mergeStatement(store.db, { ...act(d), into: d })).toBe('unknown');
        expect(await mergeStatement(store.db, { ...act(d), into: target })).toBeUndefined();
        for (const id of [b, c, d]) expect(await acceptStatement(store.db, act(id))).toBe('changed');
        expect(await accepted(inquiry)).toEqual(['a', 'B']);
        expect((await readLog(store.db, inquiry)).slice(0, 4)).toEqual([
          { number: 5, act: 'merged', day: today, other: '1', statement: 4 },
          { number: 4, act: 'refused', day: today, refusal: { usual: 'subject' }, statement: 3 },
          { number: 3, act: 'accepted', day: today, statement: 2, texts: { fr: 'B' } },
          { number: 2, act: 'edited', day: today, statement: 2, texts: { fr: 'B' } },
        ]);
      });

      test('lets one of two moderators have the word, and numbers the log without a gap', async () => {
        const inquiry = await someInquiry(['a']);
        const ids = [];
        for (let n = 2; n < 8; n++) ids.push(await wait(inquiry, `t${n}`, n));
        const done = await Promise.all(
          ids.flatMap((statement) => [
            acceptStatement(store.db, { inquiry, statement, seen: 1, today }),
            refuseStatement(store.db, {
              inquiry,
              statement,
              seen: 1,
              from: 'waiting',
              reason: { text: 'x', lang: 'fr' },
              today,
            }),
          ]),
        );
        expect(done.filter((outcome) => outcome === undefined)).toHaveLength(6);
        expect(done.filter((outcome) => outcome === 'changed')).toHaveLength(6);
        const numbers = (await readLog(store.db, inquiry)).map(({ number }) => number);
        expect(numbers).toEqual(numbers.map((_, place) => numbers.length - place));
      });

      test('undoes the last act, once, and says so in the log', async () => {
        const inquiry = await someInquiry(['a']);
        const statement = await wait(inquiry, 'b', 2);
        await refuseStatement(store.db, {
          inquiry,
          statement,
          seen: 1,
          from: 'waiting',
          reason: { usual: 'subject' },
          today,
        });
        const { line } = (await lastAct(store.db, inquiry))!;
        expect(await undoLast(store.db, { inquiry, line: line - 1, today })).toBe('changed');
        expect(await undoLast(store.db, { inquiry, line, today })).toBeUndefined();
        expect(await undoLast(store.db, { inquiry, line, today })).toBe('changed');
        expect(await lastAct(store.db, inquiry)).toBeUndefined();
        const [back] = await listStatements(store.db, inquiry, 'waiting');
        expect(back).toMatchObject({ id: statement, texts: { fr: 'b' } });
        expect(back.reason).toBeUndefined();
        expect((await readLog(store.db, inquiry))[0]).toMatchObject({ act: 'undone', other: 'refused' });
      });

      test('gives a withdrawn statement back to the vote', async () => {
        const inquiry = await someInquiry(['a']);
        const [{ id: statement }] = await listStatements(store.db, inquiry, 'accepted');
        await refuseStatement(store.db, {
          inquiry,
          statement,
          seen: 1,
          from: 'accepted',
          reason: { text: 'Ambigu', lang: 'fr' },
          today,
        });
        expect(await accepted(inquiry)).toEqual([]);
        const { line } = (await lastAct(store.db, inquiry))!;
        await undoLast(store.db, { inquiry, line, today });
        expect(await accepted(inquiry)).toEqual(['a']);
      });

      test('shows words and nothing that leads to their author', async () => {
        const inquiry = await someInquiry(['a']);
        await wait(inquiry, 'b', 2);
        const [statement] = await listStatements(store.db, inquiry, 'waiting');
        expect(Object.keys(statement).sort()).toEqual([
          'id',
          'number',
          'origin',
          'state',
          'texts',
          'version',
        ]);
      });
    });
  });
}
