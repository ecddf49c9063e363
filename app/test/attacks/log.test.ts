import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, type Place } from '../store/stores.ts';
import { joinRoom } from './joinRoom.ts';
import type { PlainBrowser } from './plainBrowser.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

const CODE = 'KFC473';

/** A database that refuses, for a reason that nobody foresaw, what says Zanzibar and who disagrees. */
const faults = {
  sqlite: [
    `create trigger refuse_words before insert on statement when new.texts like '%Zanzibar%'
       begin select raise(abort, 'refused'); end`,
    `create trigger refuse_vote before insert on vote_intake when new.value = -1
       begin select raise(abort, 'refused'); end`,
  ],
  postgres: [
    `alter table statement add constraint refuse_words check (texts not like '%Zanzibar%')`,
    'alter table vote_intake add constraint refuse_vote check (value <> -1)',
  ],
};

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what the operator reads on ${name}`, () => {
    let place: Place;
    let stage: Stage;
    let room: Room;
    let phone: PlainBrowser;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, CODE);
          for (const fault of faults[store.dialect]) await sql.raw(fault).execute(store.db);
        },
      });
      phone = await joinRoom(stage, CODE);
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    /** Nothing of what people said, of who they are or of where they are. */
    function isBlind(said: string): void {
      expect(said).not.toMatch(/Zanzibar|127\.0\.0\.1|Mozilla|host\/enter/);
      for (const secret of [...phone.cookies.values(), room.secret]) expect(said).not.toContain(secret);
      for (const id of Object.values(room.statements)) expect(said).not.toContain(id);
    }

    it('of a statement that could not be kept says that, and not what it said or whose it was', async () => {
      const from = stage.said().length;
      await phone.open(`/en/${CODE}/write`);
      await phone.press(/\?\/preview/, { words: 'Zanzibar is where I would rather be' });
      const { status, text } = await phone.press(/\?\/send/);
      expect(status).toBe(500);
      expect(text).not.toMatch(/constraint|refuse_words|raise|SQLITE/);
      const said = stage.said().slice(from);
      expect(said).toContain('/[code=code]/write');
      isBlind(said);
    });

    it('of a vote that could not be kept says nothing of ballot, statement or answer', async () => {
      const from = stage.said().length;
      const { status } = await stage.ask({
        method: 'POST',
        path: '/-/vote',
        headers: {
          origin: stage.url,
          'content-type': 'application/json',
          cookie: phone.cookie,
          'user-agent': 'Mozilla/5.0',
        },
        body: JSON.stringify({ code: CODE, statement: room.statements.current, value: -1, key: 'a-key' }),
      });
      expect(status).toBeGreaterThanOrEqual(400);
      isBlind(stage.said().slice(from));
    });
  });
}
