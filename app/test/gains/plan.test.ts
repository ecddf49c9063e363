import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { listTrials, readTrial } from '#lib/questions/gains/trials/data.server.ts';
import { changePlan, endTrial, planTrial, startTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { planHash } from '#lib/questions/gains/trials/planHash.ts';
import type { TrialPlan } from '#lib/questions/gains/trials/schema.ts';
import { cookieHeader, enterAsHost } from '../attacks/enterAsHost.ts';
import { makeRoom, type Room } from '../attacks/room.ts';
import { openStage, type Stage } from '../attacks/stage.ts';
import { kinds, type Place } from '../store/stores.ts';

const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);

const fields = {
  question_fr: 'Allons-nous plus vite ?',
  question_en: 'Are we faster?',
  type1_fr: 'Compte rendu',
  type1_en: 'Report',
  outcome: 'minutes',
  tasks: '120',
  people: '12',
  rule: 'once',
  looks: '3',
  lastDay: inAYear,
};
const plan: TrialPlan = {
  question: { fr: fields.question_fr, en: fields.question_en },
  types: [{ key: 'type-1', label: { fr: 'Compte rendu', en: 'Report' } }],
  outcome: 'minutes',
  profiles: [],
  tasks: 120,
  people: 12,
  rule: 'once',
  looks: 3,
  lastDay: inAYear,
};

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`the plan of a trial, on ${name}`, { timeout: 120_000 }, () => {
    let place: Place;
    let stage: Stage;
    let cookie: string;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({ place });
      cookie = cookieHeader(await enterAsHost(stage));
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    const newRoom = (questions = '["gains","everyone"]'): Promise<Room> =>
      stage.inBox(async (store) => {
        const room = await makeRoom(store, newRoomCode());
        await store.db.deleteFrom('trial').where('inquiry', '=', room.inquiry).execute();
        await store.db.updateTable('inquiry').set({ questions }).where('id', '=', room.inquiry).execute();
        return room;
      });
    const trials = ({ inquiry }: Room) => stage.inBox(({ db }) => listTrials(db, inquiry));
    const look = (path: string) =>
      stage.ask({ path, headers: { cookie, accept: 'text/html', 'accept-language': 'en' } });
    const send = (path: string, form: Readonly<Record<string, string>>) =>
      stage.ask({
        method: 'POST',
        path,
        headers: {
          ...{ cookie, origin: stage.url, accept: 'text/html', 'accept-language': 'en' },
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(form).toString(),
      });
    const seenIn = (text: string) => /name="seen" value="(\w+)"/.exec(text)?.[1] ?? '';
    /** A trial that is planned by the form; where it is, and what its window shows of its plan. */
    async function planned(room: Room) {
      const { status, headers } = await send(`/host/${room.inquiry}/trials/new`, fields);
      expect(status).toBe(303);
      const path = headers.location!.replace('?saved', '');
      return { path, number: Number(path.split('/').at(-1)), seen: seenIn((await look(path)).text) };
    }

    it('is kept as it was sent, and shown again', async () => {
      const room = await newRoom();
      const { path } = await planned(room);
      expect(await trials(room)).toEqual([{ inquiry: room.inquiry, number: 1, state: 'draft', plan }]);
      expect((await look(path)).text).toContain('Are we faster?');
      expect((await look(`/host/${room.inquiry}/trials`)).text).toContain('Are we faster?');
    });

    it('is not kept with a fault, and what was typed comes back', async () => {
      const room = await newRoom();
      const { status, text } = await send(`/host/${room.inquiry}/trials/new`, {
        ...fields,
        tasks: '19',
        question_en: 'Are <we> faster?',
      });
      expect(status).toBe(400);
      expect(text).toContain('Twenty tasks at least');
      expect(text).toContain('value="19"');
      expect(text).toContain('value="Are &lt;we> faster?"');
      expect(await trials(room)).toEqual([]);
    });

    it('is changed until the start, and by no old form after it', async () => {
      const room = await newRoom();
      const { path, seen } = await planned(room);
      const changed = await send(`${path}?/change`, { ...fields, tasks: '200', seen });
      expect([changed.status, changed.headers.location]).toEqual([303, `${path}?saved`]);
      const now = seenIn((await look(path)).text);
      expect((await send(`${path}?/start`, { seen: now })).headers.location).toBe(`${path}?started`);
      const [frozen] = await trials(room);
      expect(frozen).toMatchObject({ state: 'running', plan: { ...plan, tasks: 200 } });

      for (const form of ['change', 'start', 'drop']) {
        for (const mark of [seen, now, '']) {
          const { status, text } = await send(`${path}?/${form}`, { ...fields, tasks: '40', seen: mark });
          expect([form, status]).toEqual([form, 409]);
          expect(text).toContain('its plan no longer changes');
        }
      }
      expect(await trials(room)).toEqual([frozen]);
      expect((await look(path)).text).not.toContain('name="tasks"');
      // Nor by what is below the pages.
      await stage.inBox(async ({ db }) => {
        expect(await changePlan(db, frozen!, plan, frozen!.plan)).toBe('frozen');
        expect(await startTrial(db, frozen!, frozen!.plan, '2026-12-01')).toBe('frozen');
      });
      expect(await trials(room)).toEqual([frozen]);
    });

    it('does not start, nor is it overwritten, from a window that shows an older one', async () => {
      const room = await newRoom();
      const { path, seen } = await planned(room);
      await send(`${path}?/change`, { ...fields, tasks: '200', seen });
      const old = await send(`${path}?/change`, { ...fields, tasks: '40', seen });
      expect(old.status).toBe(409);
      expect(old.text).toContain('changed in another window');
      expect(old.text).toContain('value="40"');
      const begun = await send(`${path}?/start`, { seen });
      expect(begun.status).toBe(409);
      expect(await trials(room)).toMatchObject([{ state: 'draft', plan: { tasks: 200 } }]);
      // What she typed is saved once she has been told.
      expect((await send(`${path}?/change`, { ...fields, tasks: '40', seen: seenIn(old.text) })).status).toBe(
        303,
      );
      expect(await trials(room)).toMatchObject([{ state: 'draft', plan: { tasks: 40 } }]);
    });

    it('starts once, whoever presses at the same time', async () => {
      const room = await newRoom();
      const { path, seen } = await planned(room);
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, at) =>
          at % 2
            ? send(`${path}?/change`, { ...fields, tasks: '200', seen })
            : send(`${path}?/start`, { seen }),
        ),
      );
      const [trial] = await trials(room);
      const passed = answers.filter(({ status }) => status === 303).map(({ headers }) => headers.location);
      expect(new Set(passed).size).toBe(passed.length);
      expect(answers.every(({ status }) => status === 303 || status === 409)).toBe(true);
      if (trial!.state === 'running') {
        const { seed } = await stage.inBox(({ db }) =>
          db.selectFrom('trial').select('seed').where('inquiry', '=', room.inquiry).executeTakeFirstOrThrow(),
        );
        expect(planHash(trial!.plan, seed!, trial!.engine!)).toBe(trial!.hash);
      }
    });

    it('starts in an open inquiry alone, and not once its last day has passed', async () => {
      const room = await newRoom();
      const number = await stage.inBox(({ db }) =>
        planTrial(db, room.inquiry, { ...plan, lastDay: '2026-01-01' }),
      );
      const path = `/host/${room.inquiry}/trials/${number}`;
      const late = await send(`${path}?/start`, { seen: seenIn((await look(path)).text) });
      expect(late.status).toBe(409);
      expect(late.text).toContain('This day has passed.');

      const { path: other, seen } = await planned(room);
      await stage.inBox(({ db }) =>
        db.updateTable('inquiry').set({ state: 'draft' }).where('id', '=', room.inquiry).execute(),
      );
      const early = await send(`${other}?/start`, { seen });
      expect(early.status).toBe(409);
      expect(early.text).toContain('The inquiry is not open');
      expect((await trials(room)).map(({ state }) => state)).toEqual(['draft', 'draft']);
    });

    it('has a hash that anybody can compute again from what the page shows, and a seed once it has ended', async () => {
      const room = await newRoom();
      const { path, number, seen } = await planned(room);
      await send(`${path}?/start`, { seen });
      const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
      const shown = async (id: string) => {
        const { text } = await look(path);
        const inside = new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(text)?.[1];
        return inside?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&').trim();
      };
      const [hash, frozen] = [await shown('hash'), await shown('frozen')];
      expect(sha256(frozen!)).toBe(hash);
      expect(JSON.parse(frozen!)).toMatchObject({ plan, engine: { name: 'effect' } });
      expect(await shown('seed')).toBeUndefined();
      const hidden = await stage.inBox(({ db }) =>
        db.selectFrom('trial').select('seed').where('inquiry', '=', room.inquiry).executeTakeFirstOrThrow(),
      );
      expect((await look(path)).text).not.toContain(hidden.seed);

      expect((await send(`${path}?/end`, {})).status).toBe(303);
      expect([await shown('hash'), await shown('frozen')]).toEqual([hash, frozen]);
      const seed = (await shown('seed'))!;
      expect(seed).toBe(hidden.seed);
      const { plan: shownPlan, engine, seedHash } = JSON.parse(frozen!);
      expect(sha256(`trial seed ${seed}`)).toBe(seedHash);
      expect(planHash(shownPlan, seed, engine.version)).toBe(hash);
      // A word of the plan put in the place of another gives another hash.
      expect(planHash({ ...shownPlan, tasks: 121 }, seed, engine.version)).not.toBe(hash);
      // It ends once, and stays as it is.
      expect((await send(`${path}?/end`, {})).status).toBe(409);
      const ended = await stage.inBox(({ db }) => readTrial(db, room.inquiry, number));
      expect((await send(`${path}?/change`, { ...fields, seen })).status).toBe(409);
      expect(await stage.inBox(({ db }) => endTrial(db, ended!, '2030-01-01'))).toBe('not-running');
      expect(await stage.inBox(({ db }) => readTrial(db, room.inquiry, number))).toEqual(ended);
    });

    it('is thrown away while it is one, and its page with it', async () => {
      const room = await newRoom();
      const { path } = await planned(room);
      expect((await send(`${path}?/drop`, {})).headers.location).toBe(`/host/${room.inquiry}/trials`);
      expect(await trials(room)).toEqual([]);
      expect((await look(path)).status).toBe(404);
    });

    it('has no page in an inquiry that does not ask who gains, nor in another inquiry', async () => {
      const [room, other] = [await newRoom(), await newRoom()];
      await planned(room);
      expect((await look(`/host/${other.inquiry}/trials/1`)).status).toBe(404);
      expect((await send(`/host/${other.inquiry}/trials/1?/drop`, {})).status).toBe(404);
      const silent = await newRoom('["everyone"]');
      for (const page of ['trials', 'trials/new', 'trials/import']) {
        expect([page, (await look(`/host/${silent.inquiry}/${page}`)).status]).toEqual([page, 404]);
      }
      expect((await send(`/host/${silent.inquiry}/trials/new`, fields)).status).toBe(404);
      expect(await trials(silent)).toEqual([]);
      expect(await trials(room)).toHaveLength(1);
    });
  });
}
