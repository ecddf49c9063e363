import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDebate } from '#lib/questions/everyone/data.server.ts';
import { actOnSeance } from '#lib/room/mutations.server.ts';
import { openStore, type StoreLocation } from '#lib/store/openStore.ts';
import { freePort } from '../pages/instance.ts';
import { kinds, type Place } from '../store/stores.ts';
import { listen } from './listen.ts';
import { CODE, openRoom } from './openRoom.ts';
import { keepListening, voteUntilAnswered } from './phone.ts';

const PEOPLE = 300;
const KILLS = 10;

async function begin(location: StoreLocation, port: number): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'serve.ts');
  const child = spawn(process.execPath, [program, JSON.stringify({ location, port })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`a room on ${name} whose server is killed ten times while people vote`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());

    it('keeps each acknowledged vote once; phones come back, and are told the right totals', {
      timeout: 170_000,
    }, async () => {
      const location = await place.newLocation();
      const store = await openStore(location);
      const room = await openRoom(store, { people: PEOPLE });
      await store.close();
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const cookieOf = (person: number) => `ballot-${room.inquiry}=${room.people[person].secret}`;
      let child = await begin(location, port);
      const phones = [0, 1, 2, 3, 4].map((person) => keepListening(url, CODE, cookieOf(person)));

      // Each votes, changes her mind, and changes it back; every third one keeps to her first answer.
      let acknowledged = 0;
      let again = 0;
      const voting = room.people.map(async (_, person) => {
        await wait(person * 20);
        for (const [turn, value] of (person % 3 === 0 ? [1] : [1, -1, person % 3 === 1 ? 1 : 0]).entries()) {
          const body = { code: CODE, statement: room.statements[0], value, key: `${person}-${turn}` };
          const { outcome, tries } = await voteUntilAnswered(url, cookieOf(person), body);
          expect(['counted', 'repeated']).toContain(outcome);
          acknowledged++;
          if (tries > 1) again++;
        }
      });
      const voted = Promise.all(voting).then(() => true);
      let kills = 0;
      for (; kills < KILLS; kills++) {
        // The kill falls among the votes: after some more have been acknowledged.
        const before = acknowledged;
        const some = async () => {
          while (acknowledged < before + 20) await wait(1);
        };
        await Promise.race([some(), voted]);
        await kill(child);
        child = await begin(location, port);
      }
      await voted;
      expect(kills).toBe(KILLS);
      expect(again).toBeGreaterThan(0);

      // Whatever nobody heard the answer of was sent again: so all are there, each once, the last one stands.
      const expected = { agree: 200, disagree: 0, pass: 100 };
      const wall = await listen(url, CODE);
      await wall.until((state) => state.answered === PEOPLE);
      const back = () => phones.every((phone) => phone.latest().at(-1)?.state.answered === PEOPLE);
      await expect.poll(back, { timeout: 20_000 }).toBe(true);
      for (const phone of phones) {
        const versions = phone.latest().map(({ state }) => state.version);
        expect(versions).toEqual(versions.toSorted((a, b) => a - b));
        phone.leave();
      }
      wall.leave();
      await kill(child);

      const after = await openStore(location);
      const { votes } = (await readDebate(after.db, room.inquiry))!;
      const count = (value: number) => votes.value.filter((one) => one === value).length;
      expect({ agree: count(1), disagree: count(-1), pass: count(0) }).toEqual(expected);
      const act = { inquiry: room.inquiry, number: 1, action: 'reveal', seen: 2, now: 0 } as const;
      expect(await actOnSeance(after.db, act)).toBe(undefined);
      await after.close();

      child = await begin(location, port);
      const revealed = await listen(url, CODE);
      // 200 and 100 of 300.
      expect((await revealed.until(() => true)).seance?.figures).toMatchObject({
        people: PEOPLE,
        agree: { share: 0.65 },
        disagree: { share: 0 },
        pass: { share: 0.35 },
        waiting: 0,
      });
      revealed.leave();
      await kill(child);
    });
  });
}
