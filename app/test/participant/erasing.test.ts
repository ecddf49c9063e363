import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOwnStatements, readOwnBallot } from '#lib/entry/data.server.ts';
import { eraseBallot, eraseStatement, eraseVote, join, writeStatement } from '#lib/entry/mutations.server.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { settle } from '#lib/store/settle.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`a participant and her ballot on ${name}`, () => {
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

    const vote = (room: OpenInquiry, secret: string, number: number, value: 1 | -1 | 0) =>
      store.votes.cast({
        inquiry: room.inquiry,
        secret,
        statement: room.statements[number - 1],
        value,
        key: randomId('secret'),
      });
    const enter = async (room: OpenInquiry) => {
      const drawn = await join(store.db, { inquiry: room.inquiry, day: '2026-11-24' });
      if (drawn === 'closed') throw new Error('closed');
      return drawn.secret;
    };
    const write = (room: OpenInquiry, secret: string, text: string, id = randomId('statement')) =>
      writeStatement(store.db, { inquiry: room.inquiry, secret, id, text, lang: 'fr' });

    it('finds what she said by her secret, the newest answer of a statement, and by no other', async () => {
      const room = await openInquiry(store.db, { people: 0 });
      const [hers, theirs] = [await enter(room), await enter(room)];
      await vote(room, hers, 1, 1);
      await vote(room, hers, 2, -1);
      await vote(room, hers, 1, 0);
      const own = await readOwnBallot(store.db, room.inquiry, hers);
      expect(Object.fromEntries(own!.votes)).toEqual({ [room.statements[0]]: 0, [room.statements[1]]: -1 });
      expect((await readOwnBallot(store.db, room.inquiry, theirs))!.votes.size).toBe(0);
      expect(await readOwnBallot(store.db, room.inquiry, randomId('secret'))).toBeUndefined();
    });

    it('takes back one answer, just come in or at rest, and keeps the others', async () => {
      // Twenty people or more: what they say is put at rest (settle).
      const room = await openInquiry(store.db, { people: 25 });
      for (const { secret } of room.people) {
        await vote(room, secret, 1, 1);
        await vote(room, secret, 2, -1);
      }
      await settle(store.db);
      const [{ secret }, other] = room.people;
      await vote(room, secret, 1, -1);
      expect(
        await eraseVote(store.db, { inquiry: room.inquiry, secret, statement: room.statements[0] }),
      ).toBe(true);
      const own = await readOwnBallot(store.db, room.inquiry, secret);
      expect([...own!.votes]).toEqual([[room.statements[1], -1]]);
      expect((await readOwnBallot(store.db, room.inquiry, other.secret))!.votes.size).toBe(2);
    });

    it.each([0, 25])(
      'erases all of her, and nothing of %i others, so that no table knows her',
      async (people) => {
        const room = await openInquiry(store.db, { people });
        const secret = await enter(room);
        await vote(room, secret, 1, 1);
        for (const other of room.people) await vote(room, other.secret, 1, -1);
        await settle(store.db);
        await vote(room, secret, 2, 1);
        const { id } = (await readOwnBallot(store.db, room.inquiry, secret))!;
        expect(await eraseBallot(store.db, room.inquiry, secret)).toBe(true);
        expect(await readOwnBallot(store.db, room.inquiry, secret)).toBeUndefined();
        for (const table of ['vote', 'vote_intake'] as const) {
          const rows = await store.db.selectFrom(table).selectAll().where('ballot', '=', id).execute();
          expect(rows).toEqual([]);
        }
        for (const table of ['ballot', 'ballot_intake'] as const) {
          const hash = secretHash(secret);
          const rows = await store.db.selectFrom(table).selectAll().where('secret_hash', '=', hash).execute();
          expect(rows).toEqual([]);
        }
        for (const other of room.people) {
          expect((await readOwnBallot(store.db, room.inquiry, other.secret))!.votes.size).toBe(1);
        }
        expect(await vote(room, secret, 1, 1)).toBe('unknown-ballot');
        expect(await eraseBallot(store.db, room.inquiry, secret)).toBe(false);
      },
    );

    it('leaves no vote behind when answers come in while she erases everything', async () => {
      const room = await openInquiry(store.db, { people: 3 });
      for (const { secret } of room.people) {
        await Promise.all([
          vote(room, secret, 1, 1),
          eraseBallot(store.db, room.inquiry, secret),
          vote(room, secret, 2, 1),
          vote(room, secret, 3, 1),
        ]);
      }
      const { rows } = await sql<{ orphans: number }>`
        select cast(count(*) as integer) as orphans from vote_intake where inquiry = ${room.inquiry}`.execute(
        store.db,
      );
      expect(rows).toEqual([{ orphans: 0 }]);
    });

    it('keeps what she writes for moderation, once, found by her alone', async () => {
      const room = await openInquiry(store.db, { people: 2 });
      const [hers, theirs] = room.people.map(({ secret }) => secret);
      const id = randomId('statement');
      expect(await write(room, hers, 'Je veux savoir.', id)).toBeUndefined();
      expect(await write(room, hers, 'Je veux savoir.', id)).toBeUndefined();
      expect(await write(room, theirs, 'Moi aussi.', id)).toBe('taken');
      const own = await listOwnStatements(store.db, room.inquiry, hers);
      expect(own).toEqual([{ id, number: 6, texts: { fr: 'Je veux savoir.' }, state: 'waiting' }]);
      expect(await listOwnStatements(store.db, room.inquiry, theirs)).toEqual([]);
      expect(await vote(room, hers, 6, 1)).toBe('malformed'); // no id at this place: not put to the vote
    });

    it('keeps the language of what is written out of what is not Latin', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      const [{ secret }] = room.people;
      await write(room, secret, 'أريد أن أعرف');
      const [{ texts }] = await listOwnStatements(store.db, room.inquiry, secret);
      expect(texts).toEqual({ und: 'أريد أن أعرف' });
    });

    it('lets five statements of one person wait, and no more', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      const [{ secret }] = room.people;
      const outcomes = [];
      for (let one = 1; one <= 6; one++) outcomes.push(await write(room, secret, `Phrase ${one}`));
      expect(outcomes).toEqual([undefined, undefined, undefined, undefined, undefined, 'many-waiting']);
    });

    it('takes back a statement that waits, hers alone; once accepted it stays, and is nobody’s when she goes', async () => {
      const room = await openInquiry(store.db, { people: 2 });
      const [hers, theirs] = room.people.map(({ secret }) => secret);
      const ids = [randomId('statement'), randomId('statement'), randomId('statement')];
      for (const id of ids) await write(room, hers, `Phrase ${id}`, id);
      const erase = (secret: string, id: string) =>
        eraseStatement(store.db, { inquiry: room.inquiry, secret, id });
      expect(await erase(theirs, ids[0])).toBe(false);
      expect(await erase(hers, ids[0])).toBe(true);
      const judge = (id: string, state: 'accepted' | 'refused') =>
        store.db.updateTable('statement').set({ state }).where('id', '=', id).execute();
      await judge(ids[1], 'accepted');
      await judge(ids[2], 'refused');
      expect(await erase(hers, ids[1])).toBe(false);
      await eraseBallot(store.db, room.inquiry, hers);
      const left = await store.db
        .selectFrom('statement')
        .select(['id', 'texts', 'author_hash'])
        .where('id', 'in', ids)
        .orderBy('number')
        .execute();
      expect(left).toEqual([
        { id: ids[1], texts: JSON.stringify({ fr: `Phrase ${ids[1]}` }), author_hash: null },
        { id: ids[2], texts: '{}', author_hash: null },
      ]);
    });

    it('writes and enters nothing where the inquiry is closed', async () => {
      const room = await openInquiry(store.db, { people: 1, state: 'closed' });
      expect(await join(store.db, { inquiry: room.inquiry, day: '2026-11-24' })).toBe('closed');
      expect(await join(store.db, { inquiry: 'nowhere', day: '2026-11-24' })).toBe('closed');
      expect(await write(room, room.people[0].secret, 'Trop tard.')).toBe('closed');
    });
  });
}
