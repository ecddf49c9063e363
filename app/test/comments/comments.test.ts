import { minimum } from '@abord/release';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { eraseBallot } from '#lib/entry/mutations.server.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { cutTo } from '#lib/questions/everyone/comments/cutTo.ts';
import {
  listComments,
  readCommentLog,
  readOwnComment,
} from '#lib/questions/everyone/comments/data.server.ts';
import { handOver } from '#lib/questions/everyone/comments/handOver.ts';
import {
  acceptComment,
  eraseComment,
  refuseComment,
  returnComment,
  writeComment,
} from '#lib/questions/everyone/comments/mutations.server.ts';
import { readCommentsRelease, releaseComments } from '#lib/questions/everyone/comments/release.server.ts';
import { tellsWho } from '#lib/questions/everyone/comments/tellsWho.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { mixComments } from '#lib/store/mixComments.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { settle } from '#lib/store/settle.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

const today = '2026-11-30';
/** The number of people behind comments: rule R2 of the gate. */
const LEAST = minimum.comments;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`what people add at the end, on ${name}`, () => {
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

    const write = (room: OpenInquiry, secret: string, text: string) =>
      writeComment(store.db, { inquiry: room.inquiry, secret, text, lang: 'fr' });
    /** What moderators would see once the inquiry has closed. */
    async function waiting(room: OpenInquiry) {
      await handOver(store.db, room.inquiry);
      return listComments(store.db, room.inquiry, 'waiting');
    }
    async function acceptAll(room: OpenInquiry): Promise<void> {
      for (const { id } of await waiting(room)) {
        expect(await acceptComment(store.db, { inquiry: room.inquiry, id, today })).toBeUndefined();
      }
    }
    /** Somebody else comes into the room and adds a sentence. */
    async function another(room: OpenInquiry, text: string): Promise<void> {
      const { secret } = await drawBallot(store.db, { inquiry: room.inquiry, profile: {}, day: today });
      await write(room, secret, text);
    }
    const publish = async (room: OpenInquiry) =>
      (await releaseComments(store.db, room.inquiry, today)).includes('comment');
    async function shown(room: OpenInquiry): Promise<string[] | undefined> {
      const stands = await readCommentsRelease(store.db, room.inquiry, 'comment');
      return stands?.release.tables.comments.cells[0]?.comments.map(({ texts }) => texts.fr!);
    }
    /** So many people who each add a sentence of their own. */
    async function roomOf(people: number): Promise<OpenInquiry> {
      const room = await openInquiry(store.db, { people });
      for (const [place, { secret }] of room.people.entries())
        await write(room, secret, `Phrase ${place + 1}.`);
      return room;
    }

    it('is one comment a ballot, found and replaced by its holder alone', async () => {
      const room = await openInquiry(store.db, { people: 2 });
      const [hers, theirs] = room.people.map(({ secret }) => secret) as [string, string];
      expect(await write(room, hers, 'Merci de demander.')).toBeUndefined();
      const first = (await readOwnComment(store.db, room.inquiry, hers))!;
      expect(await write(room, hers, 'Merci de demander.')).toBeUndefined();
      expect((await readOwnComment(store.db, room.inquiry, hers))!.id).toBe(first.id);
      expect(await write(room, hers, 'Autre chose.')).toBeUndefined();
      const second = (await readOwnComment(store.db, room.inquiry, hers))!;
      expect(second.id).not.toBe(first.id);
      expect((await waiting(room)).map(({ texts }) => texts)).toEqual([{ fr: 'Autre chose.' }]);
      expect(await readOwnComment(store.db, room.inquiry, theirs)).toBeUndefined();
      expect(await eraseComment(store.db, room.inquiry, theirs)).toBe(false);
      expect(await eraseComment(store.db, room.inquiry, hers)).toBe(true);
      expect(await waiting(room)).toEqual([]);
    });

    it('is erased by its holder while it is written anew', async () => {
      const room = await roomOf(1);
      const { secret } = room.people[0]!;
      const { erasing } = await store.db.transaction().execute(async (db) => {
        if (store.dialect === 'postgres') await mixComments(db);
        const erasing = eraseComment(store.db, room.inquiry, secret);
        const waiting = async () => {
          const { rows } = await sql`select pid from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db);
          return rows.length;
        };
        if (store.dialect === 'postgres') await expect.poll(waiting).toBeGreaterThan(0);
        return { erasing };
      });
      expect(await erasing).toBe(true);
      expect(await readOwnComment(store.db, room.inquiry, secret)).toBeUndefined();
    });

    it('is taken while the inquiry is open, from people who have a ballot', async () => {
      const open = await openInquiry(store.db, { people: 0 });
      expect(await write(open, 'nobody', 'Bonjour.')).toBe('unknown-ballot');
      const closed = await openInquiry(store.db, { people: 1, state: 'closed' });
      expect(await write(closed, closed.people[0]!.secret, 'Trop tard.')).toBe('closed');
    });

    it('reaches the moderators with four others at least, or when the inquiry closes', async () => {
      const room = await roomOf(4);
      const seen = async () => (await listComments(store.db, room.inquiry, 'waiting')).length;
      expect(await seen()).toBe(0);
      await another(room, 'La cinquième.');
      expect(await seen()).toBe(5);
      await another(room, 'Seule.');
      expect(await seen()).toBe(5);
      await closeInquiry(store.db, room.inquiry, today);
      expect(await seen()).toBe(6);
    });

    it('goes with the ballot when its holder erases everything', async () => {
      const room = await roomOf(2);
      await eraseBallot(store.db, room.inquiry, room.people[0]!.secret);
      expect((await waiting(room)).map(({ texts }) => texts)).toEqual([{ fr: 'Phrase 2.' }]);
    });

    it('loses words at a moderator’s hand, each gap marked, and gains none', async () => {
      const room = await openInquiry(store.db, { people: 1 });
      const { secret } = room.people[0]!;
      await write(room, secret, 'Demandez à Mme Durand, elle sait.');
      const { id } = (await waiting(room))[0]!;
      const accept = (kept: string) => acceptComment(store.db, { inquiry: room.inquiry, id, today, kept });
      expect(await accept('Demandez à Mme Durand, elle ne sait rien.')).toBe('put-in');
      expect(await accept(' … ')).toBe('empty');
      expect(await accept('Demandez à elle sait.')).toBeUndefined();
      expect(await readOwnComment(store.db, room.inquiry, secret)).toMatchObject({
        texts: { fr: 'Demandez à […] elle sait.' },
        state: 'accepted',
        edited: true,
      });
      expect(await accept('Demandez')).toBe('changed');
    });

    it('is refused with a reason and may be read again; the log says what was done, not with which', async () => {
      const room = await roomOf(1);
      const { inquiry } = room;
      const { id } = (await waiting(room))[0]!;
      const act = { inquiry, id, today };
      expect(await refuseComment(store.db, { ...act, reason: { usual: 'person' } })).toBeUndefined();
      expect(await readOwnComment(store.db, inquiry, room.people[0]!.secret)).toMatchObject({
        state: 'refused',
        reason: { usual: 'person' },
      });
      expect(await returnComment(store.db, { ...act, from: 'accepted' })).toBe('changed');
      expect(await returnComment(store.db, { ...act, from: 'refused' })).toBeUndefined();
      expect(await waiting(room)).toMatchObject([{ id, state: 'waiting' }]);
      const log = await readCommentLog(store.db, inquiry);
      expect(log).toEqual([
        { number: 2, kind: 'comment', act: 'returned', day: today },
        { number: 1, kind: 'comment', act: 'refused', day: today, refusal: { usual: 'person' } },
      ]);
      const { rows } = await sql<{ n: number }>`
        select cast(count(*) as integer) as n from comment_act where reason like ${`%${id}%`}`.execute(
        store.db,
      );
      expect(rows).toEqual([{ n: 0 }]);
    });

    it(`attack 14: a style or a name gives nobody away: fewer than ${LEAST} are never shown, and none unread`, async () => {
      const room = await roomOf(LEAST - 1);
      await acceptAll(room);
      expect(await publish(room)).toBe(false);
      expect(await shown(room)).toBeUndefined();
      const more = await roomOf(LEAST + 1);
      const [last, ...others] = await waiting(more);
      for (const { id } of others) await acceptComment(store.db, { inquiry: more.inquiry, id, today });
      // Enough are accepted, and one has not been read.
      expect(await publish(more)).toBe(false);
      await refuseComment(store.db, {
        ...{ inquiry: more.inquiry, id: last!.id, today },
        reason: { usual: 'insult' },
      });
      expect(await publish(more)).toBe(true);
      expect(await shown(more)).toHaveLength(LEAST);
    });

    it('attack 13: comments are crossed with nothing, carry no day and come in an order that says nothing', async () => {
      const room = await roomOf(30);
      await acceptAll(room);
      expect(await publish(room)).toBe(true);
      expect(await publish(room)).toBe(false);
      const stands = (await readCommentsRelease(store.db, room.inquiry, 'comment'))!.release;
      // Nothing but words: neither group nor profile, vote, day, number or name of a ballot.
      expect(Object.keys(stands.tables)).toEqual(['comments']);
      const [cell, ...rest] = stands.tables.comments.cells;
      expect(rest).toEqual([]);
      expect(Object.keys(cell!).sort()).toEqual(['comments', 'id', 'people']);
      for (const comment of cell!.comments) expect(Object.keys(comment)).toEqual(['texts']);
      const bytes = JSON.stringify(stands);
      expect(bytes).not.toContain(today);
      for (const { ballot } of room.people) expect(bytes).not.toContain(ballot);
      // Stable inside a release; neither the order of arrival nor that of the ids in the box.
      const order = (await shown(room))!;
      expect(await shown(room)).toEqual(order);
      const arrival = Array.from({ length: 30 }, (_, n) => `Phrase ${n + 1}.`);
      expect([...order].sort()).toEqual([...arrival].sort());
      expect(order).not.toEqual(arrival);
      const ids = (await listComments(store.db, room.inquiry, 'accepted')).map(({ texts }) => texts.fr!);
      expect(order).not.toEqual(ids);
      // Another set comes in another order: that of the first says nothing of who came after.
      for (let n = 0; n < LEAST; n++) await another(room, `Plus tard ${n + 1}.`);
      await acceptAll(room);
      expect(await publish(room)).toBe(true);
      const later = (await shown(room))!;
      expect(later).toHaveLength(40);
      expect(later.filter((text) => text.startsWith('Phrase'))).not.toEqual(order);
      expect(later.slice(-LEAST).every((text) => text.startsWith('Plus tard'))).toBe(false);
    });

    it('attack 13: on disk comments lie in the order of random ids once people have been mixed', async () => {
      const room = await roomOf(25);
      await settle(store.db);
      const { rows } = await (store.dialect === 'postgres'
        ? sql<{ id: string }>`select id from comment where inquiry = ${room.inquiry} order by ctid`
        : sql<{ id: string }>`select id from comment where inquiry = ${room.inquiry}`
      ).execute(store.db);
      const ids = rows.map(({ id }) => id);
      expect(ids).toHaveLength(25);
      expect(ids).toEqual([...ids].sort());
    });

    it(`a newer release needs ${LEAST} that are new; those fewer wait, in steps of five`, async () => {
      const room = await roomOf(LEAST);
      await acceptAll(room);
      await publish(room);
      const add = async (n: number) => {
        for (let k = 0; k < n; k++) await another(room, `Encore ${k} ${n}.`);
        await acceptAll(room);
      };
      await add(LEAST - 1);
      expect(await publish(room)).toBe(false);
      expect(await shown(room)).toHaveLength(LEAST);
      const held = await store.db
        .selectFrom('withheld')
        .select(['question', 'after', 'waiting'])
        .where('inquiry', '=', room.inquiry)
        .execute();
      expect(held).toEqual([{ question: 'comments', after: 1, waiting: 10 }]);
      await add(1);
      expect(await publish(room)).toBe(true);
      expect(await shown(room)).toHaveLength(2 * LEAST);
    });

    it('needs as many as the organisation asked for, where that is more', async () => {
      const room = await roomOf(14);
      // R2: fourteen behind any figure, and the reader, who may be one of them.
      await store.db
        .updateTable('inquiry')
        .set({ figure_minimum: 14 })
        .where('id', '=', room.inquiry)
        .execute();
      await acceptAll(room);
      expect(await publish(room)).toBe(false);
      await another(room, 'La quinzième.');
      await acceptAll(room);
      expect(await publish(room)).toBe(true);
      expect(await shown(room)).toHaveLength(15);
    });

    it('one that is taken back goes also while few that are new wait, or while one has not been read', async () => {
      const room = await roomOf(LEAST + 2);
      await acceptAll(room);
      await publish(room);
      await another(room, 'Nouvelle.');
      await acceptAll(room);
      await eraseComment(store.db, room.inquiry, room.people[0]!.secret);
      expect(await publish(room)).toBe(true);
      expect(await shown(room)).toHaveLength(LEAST + 1);
      expect(await shown(room)).not.toContain('Phrase 1.');
      expect(await shown(room)).not.toContain('Nouvelle.');
      expect(await publish(room)).toBe(false);
      await another(room, 'Pas encore lue.');
      expect(await waiting(room)).toHaveLength(1);
      expect(await publish(room)).toBe(false);
      await eraseComment(store.db, room.inquiry, room.people[1]!.secret);
      expect(await publish(room)).toBe(true);
      const left = (await shown(room))!;
      expect([...left].sort()).toEqual(Array.from({ length: LEAST }, (_, n) => `Phrase ${n + 3}.`).sort());
      expect(await publish(room)).toBe(false);
    });

    it('one that is taken back is gone from the next release, and leaves no word in an earlier one', async () => {
      const room = await roomOf(LEAST + 2);
      await acceptAll(room);
      await publish(room);
      await eraseComment(store.db, room.inquiry, room.people[0]!.secret);
      expect(await shown(room)).toContain('Phrase 1.');
      expect(await publish(room)).toBe(true);
      expect(await shown(room)).not.toContain('Phrase 1.');
      const { rows } = await sql<{ number: number; size: number }>`
        select number, length(bytes) as size from release where inquiry = ${room.inquiry}
        and question = 'comments' order by number`.execute(store.db);
      expect(rows[0]).toEqual({ number: 1, size: 0 });
      // Fewer than ten are left: all of them go.
      for (const { secret } of room.people.slice(1, 4)) await eraseComment(store.db, room.inquiry, secret);
      expect(await publish(room)).toBe(true);
      expect(await shown(room)).toBeUndefined();
    });
  });
}

describe('what may tell who somebody is', () => {
  const found = (text: string) =>
    tellsWho(text).map(({ kind, from, to }) => `${kind}: ${text.slice(from, to)}`);

  test.each([
    ['Écrivez à ines.martin@hopital.fr.', ['address: ines.martin@hopital.fr.']],
    ['Call me on +33 6 12 34 56 78!', ['phone: +33 6 12 34 56 78']],
    ['Mon poste : 01.23.45.67.89', ['phone: 01.23.45.67.89']],
    ['J’habite 12 bis, rue des Lilas', ['street: 12 bis, rue des Lilas']],
    ['I live at 7 Garden Road now', ['street: 7 Garden Road']],
    ['Demandez à Mme Durand.', ['name: Mme Durand']],
    ['Karim Benali dit que ça tombe en panne.', ['name: Karim Benali']],
    ['Au 12, rue des Lilas et la nuit.', ['street: 12, rue des Lilas']],
    ['Only Dr. Patel knows.', ['name: Dr. Patel']],
    ['C’est la faute de Karim Benali', ['name: Karim Benali']],
    ['voir https://intranet.example/a', ['link: https://intranet.example/a']],
  ])('is found in “%s”', (text, passages) => {
    expect(found(text)).toEqual(passages);
  });

  test.each([
    'Nous allons trop vite. Il faudrait attendre 2027.',
    'I think that AI saves me 30 minutes a day.',
    'L’IA m’aide, mais ChatGPT se trompe.',
  ])('is not found in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('is looked for in a time that grows with the text alone', () => {
    // Each would make a pattern that tries again and again take for ever.
    for (const piece of ['a@', '1 ', 'Aa', '1 rue ', 'M. A', 'www.', '+1(']) {
      tellsWho(piece.repeat(20_000).slice(0, 20_000));
    }
  });
});

describe('taking words out of a comment', () => {
  test.each([
    ['Je ne veux pas.', 'Je veux.', 'Je […] veux […]'],
    ['L’idée d’Inès est bonne.', 'L’idée d’ est bonne.', 'L’idée d’[…] est bonne.'],
    ['Un deux trois quatre', 'un quatre', 'Un […] quatre'],
    ['Rien à changer.', 'Rien à changer.', 'Rien à changer.'],
  ])('%s, without some: %s', (before, kept, after) => {
    expect(cutTo(before, kept)).toBe(after);
  });

  test.each([
    ['Je veux.', 'Je ne veux pas.'],
    ['Un deux', 'deux un'],
  ])('puts nothing in: %s is not %s', (before, kept) => {
    expect(cutTo(before, kept)).toBeUndefined();
  });
});
