import { minimum } from '@abord/release';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { eraseBallot } from '#lib/entry/mutations.server.ts';
import { readOwnFile } from '#lib/entry/ownFile.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { eraseDue } from '#lib/inquiry/keeping/mutations.server.ts';
import { startKeeping } from '#lib/inquiry/keeping/startKeeping.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { readRegister } from '#lib/inquiry/register.server.ts';
import {
  listComments,
  listSignedPractices,
  readCommentLog,
  readOwnComment,
} from '#lib/questions/everyone/comments/data.server.ts';
import { handOver } from '#lib/questions/everyone/comments/handOver.ts';
import {
  acceptComment,
  eraseComment,
  handOverSigned,
  refuseComment,
  takeNameAway,
  writeComment,
} from '#lib/questions/everyone/comments/mutations.server.ts';
import { readCommentsRelease, releaseComments } from '#lib/questions/everyone/comments/release.server.ts';
import {
  PRACTICE_SIGNS,
  type PracticeMore,
  readPractice,
  taskSectors,
} from '#lib/questions/everyone/comments/schema.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { settle } from '#lib/store/settle.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';

const today = '2026-11-30';
/** People behind words without a name, and behind a kind of work: rule R2 of the gate. */
const LEAST = minimum.comments;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`practices that people tell, on ${name}`, () => {
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

    const tell = (room: OpenInquiry, secret: string, text: string, practice: PracticeMore = {}) =>
      writeComment(store.db, { inquiry: room.inquiry, secret, text, lang: 'fr', practice });
    const own = (room: OpenInquiry, secret: string) =>
      readOwnComment(store.db, room.inquiry, secret, 'practice');
    const inState = (room: OpenInquiry, state: 'arrived' | 'waiting' | 'accepted') =>
      listComments(store.db, room.inquiry, state);
    const textsOf = (list: readonly { readonly texts: object }[]) =>
      list.flatMap(({ texts }) => Object.values(texts) as string[]).sort();
    async function acceptAll(room: OpenInquiry): Promise<void> {
      await handOver(store.db, room.inquiry);
      for (const { id } of await inState(room, 'waiting')) {
        expect(await acceptComment(store.db, { inquiry: room.inquiry, id, today })).toBeUndefined();
      }
    }
    const publish = (room: OpenInquiry) => releaseComments(store.db, room.inquiry, today);
    const released = async (room: OpenInquiry) =>
      (await readCommentsRelease(store.db, room.inquiry, 'practice'))?.release;
    const shown = async (room: OpenInquiry) =>
      (await released(room))?.tables.practices.cells[0]?.comments.map(({ texts }) => texts.fr!);
    /** Of each kind of work that is told, the texts of which it is told. */
    async function bySector(room: OpenInquiry): Promise<Record<string, string[]>> {
      const { practices, sectors } = (await released(room))!.tables;
      return Object.fromEntries(
        sectors.cells.map(({ id, places }) => [
          id,
          places.map((place) => practices.cells[0]!.comments[place]!.texts.fr!).sort(),
        ]),
      );
    }
    /** An inquiry whose people come by card, so that nobody comes twice. */
    async function roomOf(people: number): Promise<OpenInquiry> {
      const room = await openInquiry(store.db, { people });
      await store.db.updateTable('inquiry').set({ entry: 'codes' }).where('id', '=', room.inquiry).execute();
      return room;
    }
    /** So many more people, who each tell one; returns their secrets. */
    async function tellMore(
      room: OpenInquiry,
      people: number,
      sector: PracticeMore['sector'],
      about: string,
    ): Promise<string[]> {
      const secrets: string[] = [];
      for (let n = 0; n < people; n++) {
        const { secret } = await drawBallot(store.db, { inquiry: room.inquiry, profile: {}, day: today });
        await tell(room, secret, `${about} ${n}.`, sector && { sector });
        secrets.push(secret);
      }
      return secrets;
    }

    it('is one practice a ballot, beside its comment, found and replaced by its holder alone', async () => {
      const room = await roomOf(2);
      const [hers, theirs] = room.people.map(({ secret }) => secret) as [string, string];
      await writeComment(store.db, { inquiry: room.inquiry, secret: hers, text: 'Merci.', lang: 'fr' });
      const more = { watch: 'Relire les doses.', sector: 'health' } as const;
      expect(await tell(room, hers, 'Je résume les consignes.', more)).toBeUndefined();
      const first = (await own(room, hers))!;
      expect(first).toEqual({
        ...{ id: first.id, kind: 'practice', state: 'arrived', edited: false, sector: 'health' },
        ...{ texts: { fr: 'Je résume les consignes.' }, watch: { fr: 'Relire les doses.' } },
      });
      await tell(room, hers, 'Je résume les consignes.', more);
      expect((await own(room, hers))!.id).toBe(first.id);
      // A word more in any of its parts is another practice.
      await tell(room, hers, 'Je résume les consignes.', { ...more, name: 'Inès Martin' });
      const second = (await own(room, hers))!;
      expect(second.id).not.toBe(first.id);
      expect(second.name).toBe('Inès Martin');
      expect((await readOwnComment(store.db, room.inquiry, hers))!.texts).toEqual({ fr: 'Merci.' });
      expect(await own(room, theirs)).toBeUndefined();
      expect(await eraseComment(store.db, room.inquiry, theirs, 'practice')).toBe(false);
      expect(await takeNameAway(store.db, room.inquiry, theirs)).toBe(false);
      expect(await eraseComment(store.db, room.inquiry, hers, 'practice')).toBe(true);
      expect(await own(room, hers)).toBeUndefined();
      expect(await readOwnComment(store.db, room.inquiry, hers)).toBeDefined();
    });

    it('is taken while the inquiry is open, from people who have a ballot', async () => {
      const open = await roomOf(0);
      expect(await tell(open, 'nobody', 'Bonjour.')).toBe('unknown-ballot');
      const closed = await openInquiry(store.db, { people: 1, state: 'closed' });
      expect(await tell(closed, closed.people[0]!.secret, 'Trop tard.')).toBe('closed');
    });

    it('reaches the moderators with four others that have no name either, whatever else has come', async () => {
      const room = await roomOf(12);
      const secrets = room.people.map(({ secret }) => secret);
      const seen = async () => textsOf(await inState(room, 'waiting'));
      for (const secret of secrets.slice(0, 4)) await tell(room, secret, `Récit ${secret}`);
      // Four comments of others, and two practices whose authors are known: four that nobody knows are left.
      for (const secret of secrets.slice(4, 8)) {
        await writeComment(store.db, { inquiry: room.inquiry, secret, text: 'Merci.', lang: 'fr' });
      }
      for (const secret of secrets.slice(8, 10)) await tell(room, secret, 'Signé.', { name: secret });
      expect(await seen()).toEqual([]);
      await tell(room, secrets[10]!, 'Le cinquième.');
      expect(await seen()).toHaveLength(7);
      await tell(room, secrets[11]!, 'Seul.');
      expect(await seen()).toHaveLength(7);
      await closeInquiry(store.db, room.inquiry, today);
      expect(await seen()).toHaveLength(12);
    });

    it('with a name reaches the moderators by the daily round, and no practice without one comes with it', async () => {
      const room = await roomOf(2);
      const [first, second] = room.people.map(({ secret }) => secret) as [string, string];
      await tell(room, first, 'Signé.', { name: 'Inès Martin' });
      await tell(room, second, 'Sans nom.');
      expect(await inState(room, 'waiting')).toEqual([]);
      const faults: unknown[] = [];
      const house = { store, roster: undefined, engine: jobs };
      (await startKeeping(house, (error) => faults.push(error))).close();
      expect(faults).toEqual([]);
      expect(textsOf(await inState(room, 'waiting'))).toEqual(['Signé.']);
    });

    it('loses words at a moderator’s hand in either field, and is refused with a reason; the log names the kind', async () => {
      const room = await roomOf(2);
      const { inquiry } = room;
      const [hers, theirs] = room.people.map(({ secret }) => secret) as [string, string];
      await tell(room, hers, 'Je demande à Karim Benali.', { watch: 'Karim se trompe parfois.' });
      await tell(room, theirs, 'Autre chose.');
      await handOver(store.db, inquiry);
      const { id } = (await own(room, hers))!;
      const accept = (kept: string, keptWatch: string) =>
        acceptComment(store.db, { inquiry, id, today, kept, keptWatch });
      expect(await accept('Je demande à', 'Karim ne se trompe jamais.')).toBe('put-in');
      expect(await accept('', 'se trompe parfois.')).toBe('empty');
      expect(await accept('Je demande à', 'se trompe parfois.')).toBeUndefined();
      expect(await own(room, hers)).toMatchObject({
        texts: { fr: 'Je demande à […]' },
        watch: { fr: '[…] se trompe parfois.' },
        ...{ state: 'accepted', edited: true },
      });
      const refused = { inquiry, id: (await own(room, theirs))!.id, today };
      await refuseComment(store.db, { ...refused, reason: { usual: 'subject' } });
      expect(await readCommentLog(store.db, inquiry)).toEqual([
        { number: 2, kind: 'practice', act: 'refused', day: today, refusal: { usual: 'subject' } },
        { number: 1, kind: 'practice', act: 'edited', day: today },
      ]);
    });

    it(`attack 14: fewer than ${LEAST} without a name are never shown, however many have one`, async () => {
      const room = await roomOf(LEAST + 3);
      for (const [n, { secret }] of room.people.entries()) {
        await tell(room, secret, `Récit ${n}.`, n < LEAST - 1 ? {} : { name: `Nom ${n}` });
      }
      await acceptAll(room);
      expect(await publish(room)).toEqual([]);
      expect(await released(room)).toBeUndefined();
      await tellMore(room, 1, undefined, 'Dernier');
      await acceptAll(room);
      expect(await publish(room)).toEqual(['practice']);
      expect(await shown(room)).toHaveLength(LEAST);
      expect(await shown(room)).not.toContain(`Récit ${LEAST}.`);
    });

    it('attack 13: without a name practices carry no day, no name and no place, in an order that says nothing', async () => {
      const room = await roomOf(0);
      await tellMore(room, 30, undefined, 'Récit');
      await acceptAll(room);
      await publish(room);
      const stands = (await released(room))!;
      expect(Object.keys(stands.tables).sort()).toEqual(['practices', 'sectors']);
      const [cell, ...rest] = stands.tables.practices.cells;
      expect(rest).toEqual([]);
      for (const practice of cell!.comments) expect(Object.keys(practice)).toEqual(['texts']);
      const bytes = JSON.stringify(stands);
      expect(bytes).not.toContain(today);
      const arrival = Array.from({ length: 30 }, (_, n) => `Récit ${n}.`);
      const order = (await shown(room))!;
      expect([...order].sort()).toEqual([...arrival].sort());
      expect(order).not.toEqual(arrival);
      const ids = (await inState(room, 'accepted')).map(({ texts }) => texts.fr!);
      expect(order).not.toEqual(ids);
      await tellMore(room, LEAST, undefined, 'Plus tard');
      await acceptAll(room);
      await publish(room);
      const later = (await shown(room))!;
      expect(later.filter((text) => text.startsWith('Récit'))).not.toEqual(order);
    });

    it('attack 13: the kind of work is told where ten share it and ten are left or none, and else not even that it was chosen', async () => {
      const room = await roomOf(0);
      await tellMore(room, LEAST, 'office', 'Bureau');
      await tellMore(room, 2, 'tech', 'Données');
      await acceptAll(room);
      await publish(room);
      // Two are left beside ten: with the ten told apart, they would be told too.
      expect(await bySector(room)).toEqual({});
      expect(JSON.stringify(await released(room))).not.toContain('tech');
      await tellMore(room, LEAST, 'health', 'Soin');
      await acceptAll(room);
      await publish(room);
      expect(JSON.stringify(await released(room))).not.toContain('tech');
      const room2 = await roomOf(0);
      await tellMore(room2, LEAST, 'office', 'Bureau');
      await tellMore(room2, LEAST, undefined, 'Rien');
      await acceptAll(room2);
      await publish(room2);
      const texts = Array.from({ length: LEAST }, (_, n) => `Bureau ${n}.`);
      expect(await bySector(room2)).toEqual({ office: texts });
    });

    it('attack 7: who came since is not told apart by the kind of work, and of the others it stays told', async () => {
      const room = await roomOf(0);
      await tellMore(room, LEAST, 'office', 'Bureau');
      await tellMore(room, LEAST, 'health', 'Soin');
      await acceptAll(room);
      await publish(room);
      const first = await bySector(room);
      expect(Object.keys(first).sort()).toEqual(['health', 'office']);
      // Ten more, five of each: together they are enough, by their work they are not.
      await tellMore(room, 5, 'office', 'Neuf B');
      await tellMore(room, 5, 'health', 'Neuf S');
      await acceptAll(room);
      expect(await publish(room)).toEqual(['practice']);
      expect(await shown(room)).toHaveLength(3 * LEAST);
      expect(await bySector(room)).toEqual(first);
      await tellMore(room, 5, 'office', 'Puis B');
      await tellMore(room, 5, 'health', 'Puis S');
      await acceptAll(room);
      await publish(room);
      expect((await bySector(room)).office).toHaveLength(2 * LEAST);
      expect((await bySector(room)).health).toHaveLength(2 * LEAST);
    });

    it('attack 12: in an open room, where one person can come ten times, no kind of work is told', async () => {
      const room = await openInquiry(store.db, { people: 0 });
      await tellMore(room, 2 * LEAST, 'office', 'Bureau');
      await acceptAll(room);
      await publish(room);
      expect(await shown(room)).toHaveLength(2 * LEAST);
      expect(JSON.stringify(await released(room))).not.toContain('office');
    });

    it('one that is taken back is gone from the next release, and leaves no word in an earlier one', async () => {
      const room = await roomOf(0);
      const [first] = await tellMore(room, LEAST + 1, undefined, 'Récit');
      await acceptAll(room);
      await publish(room);
      await eraseComment(store.db, room.inquiry, first!, 'practice');
      expect(await publish(room)).toEqual(['practice']);
      expect(await shown(room)).not.toContain('Récit 0.');
      const { rows } = await sql<{ size: number }>`
        select length(bytes) as size from release where inquiry = ${room.inquiry}
        and question = 'practices' order by number`.execute(store.db);
      expect(rows[0]).toEqual({ size: 0 });
      const register = await readRegister(store.db, room.inquiry);
      expect(register.map(({ question, number, gone }) => [question, number, gone])).toEqual([
        ['practices', 2, false],
        ['practices', 1, true],
      ]);
    });

    it('with a name is shown by itself once accepted, by name and not by time, and leaves at once', async () => {
      const room = await roomOf(4);
      const { inquiry } = room;
      const secrets = room.people.map(({ secret }) => secret);
      const signed = () => listSignedPractices(store.db, inquiry);
      const names = ['Zoé Petit', 'Inès Martin', 'Élie Roux', 'Paul Blanc'];
      for (const [n, secret] of secrets.entries()) {
        await tell(room, secret, `Récit ${n}.`, { name: names[n]!, sector: 'tech' });
      }
      expect(await signed()).toEqual([]);
      await handOverSigned(store.db);
      expect(await signed()).toEqual([]);
      const ids = await Promise.all(secrets.map(async (secret) => (await own(room, secret))!.id));
      for (const id of ids.slice(0, 3)) await acceptComment(store.db, { inquiry, id, today });
      await refuseComment(store.db, { inquiry, id: ids[3]!, today, reason: { usual: 'person' } });
      expect((await signed()).map(({ name }) => name)).toEqual(['Élie Roux', 'Inès Martin', 'Zoé Petit']);
      // A name and words, and nothing by which it could be found elsewhere in the box, or dated.
      for (const practice of await signed()) {
        expect(Object.keys(practice).sort()).toEqual(['name', 'sector', 'texts']);
      }
      expect(await publish(room)).toEqual([]);
      await eraseComment(store.db, inquiry, secrets[0]!, 'practice');
      expect((await signed()).map(({ name }) => name)).toEqual(['Élie Roux', 'Inès Martin']);
      await eraseBallot(store.db, inquiry, secrets[1]!);
      expect((await signed()).map(({ name }) => name)).toEqual(['Élie Roux']);
    });

    it('whose name is taken away leaves the page, is read again, and waits for nine others', async () => {
      const room = await roomOf(1);
      const { inquiry } = room;
      const { secret } = room.people[0]!;
      await tell(room, secret, 'Je relis mes lettres.', { watch: 'Le ton.', name: 'Inès Martin' });
      await handOverSigned(store.db);
      const before = (await own(room, secret))!.id;
      await acceptComment(store.db, { inquiry, id: before, today });
      expect(await takeNameAway(store.db, inquiry, secret)).toBe(true);
      expect(await takeNameAway(store.db, inquiry, secret)).toBe(false);
      expect(await listSignedPractices(store.db, inquiry)).toEqual([]);
      const after = (await own(room, secret))!;
      expect(after.id).not.toBe(before);
      expect(after).toMatchObject({
        ...{ texts: { fr: 'Je relis mes lettres.' }, watch: { fr: 'Le ton.' }, state: 'arrived' },
      });
      expect(after.name).toBeUndefined();
      await acceptAll(room);
      expect(await publish(room)).toEqual([]);
      await tellMore(room, LEAST - 1, undefined, 'Autre');
      await acceptAll(room);
      expect(await publish(room)).toEqual(['practice']);
      expect(await shown(room)).toContain('Je relis mes lettres.');
      expect(JSON.stringify(await released(room))).not.toContain('Inès');
    });

    it('may lose its name after the end too, and then waits to be read', async () => {
      const room = await roomOf(1);
      const { secret } = room.people[0]!;
      await tell(room, secret, 'Signé.', { name: 'Inès Martin' });
      await closeInquiry(store.db, room.inquiry, today);
      expect(await takeNameAway(store.db, room.inquiry, secret)).toBe(true);
      expect((await own(room, secret))!.state).toBe('waiting');
    });

    it('is in its author’s own file, goes with her ballot, and is erased for good with the inquiry', async () => {
      const room = await roomOf(2);
      const { inquiry } = room;
      const [hers, theirs] = room.people.map(({ secret }) => secret) as [string, string];
      await tell(room, hers, 'Signé.', { name: 'Inès Martin' });
      await tell(room, theirs, 'Sans nom.');
      const file = await readOwnFile(store.db, (await readInquiry(store.db, inquiry))!, hers);
      expect(file!.practice).toEqual({
        ...{ kind: 'practice', texts: { fr: 'Signé.' }, name: 'Inès Martin', state: 'arrived' },
        edited: false,
      });
      await eraseBallot(store.db, inquiry, hers);
      await handOver(store.db, inquiry);
      expect(textsOf(await inState(room, 'waiting'))).toEqual(['Sans nom.']);
      await tell(room, theirs, 'Signé.', { name: 'Élie Roux' });
      await store.db
        .updateTable('inquiry')
        .set({ state: 'closed', simulated: 0, first_day: '2025-01-05', last_day: '2025-01-31' })
        .where('id', '=', inquiry)
        .execute();
      await handOver(store.db, inquiry);
      await acceptComment(store.db, { inquiry, id: (await own(room, theirs))!.id, today });
      expect(await listSignedPractices(store.db, inquiry)).toHaveLength(1);
      expect((await eraseDue({ store, roster: undefined }, today)).ballots).toEqual([inquiry]);
      expect(await listSignedPractices(store.db, inquiry)).toEqual([]);
    });

    it('attack 24: nothing in the box leads from a name to a ballot, to a comment, to a day or to an order of arrival', async () => {
      const room = await roomOf(25);
      const { inquiry } = room;
      for (const [n, { secret, ballot }] of room.people.entries()) {
        const vote = { inquiry, secret, statement: room.statements[0]!, value: 1, key: ballot } as const;
        await store.votes.cast(vote);
        await writeComment(store.db, { inquiry, secret, text: `Phrase ${n}.`, lang: 'fr' });
        await tell(room, secret, `Récit ${n}.`, { name: `Nom ${n}` });
      }
      while (!(await settle(store.db)));
      const rows = await store.db.selectFrom('comment').selectAll().where('inquiry', '=', inquiry).execute();
      expect(rows).toHaveLength(50);
      expect(new Set(rows.map(({ author_hash }) => author_hash)).size).toBe(50);
      const known = room.people.flatMap(({ ballot, secret }) => [ballot, secret, secretHash(secret)]);
      const said = JSON.stringify(rows);
      for (const id of [...known, today]) expect(said).not.toContain(id);
      // Nor does the place of a row on the disk, or on PostgreSQL the transaction that it came with.
      const { rows: stored } = await (store.dialect === 'postgres'
        ? sql<{ id: string; came: string }>`
            select id, cast(xmin as text) as came from comment where inquiry = ${inquiry} order by ctid`
        : sql<{ id: string; came: string }>`
            select id, '' as came from comment where inquiry = ${inquiry}`
      ).execute(store.db);
      const ids = stored.map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
      expect(new Set(stored.map(({ came }) => came)).size).toBe(1);
      // One more, and a moderator's hand on another, are mixed with all at the next rest.
      await tellMore(room, 1, undefined, 'Plus tard');
      await handOverSigned(store.db);
      while (!(await settle(store.db)));
      if (store.dialect === 'postgres') {
        const { rows } = await sql<{ n: number }>`
          select cast(count(distinct cast(xmin as text)) as integer) as n from comment`.execute(store.db);
        expect(rows).toEqual([{ n: 1 }]);
      }
    });
  });
}

describe('a practice as it is typed', () => {
  const typed = { words: 'Je résume.', watch: '', sector: '', signed: false, name: '' };

  test('needs its words alone', () => {
    expect(readPractice(typed)).toEqual({ text: 'Je résume.', more: {} });
  });

  test('keeps what was added, and a name only where the box was ticked', () => {
    const all = { ...typed, watch: ' Relire. ', sector: 'tech', name: 'Inès Martin' };
    expect(readPractice(all)).toEqual({ text: 'Je résume.', more: { watch: 'Relire.', sector: 'tech' } });
    expect(readPractice({ ...all, signed: true })).toEqual({
      text: 'Je résume.',
      more: { watch: 'Relire.', sector: 'tech', name: 'Inès Martin' },
    });
  });

  test('drops a kind of work that is none', () => {
    expect(readPractice({ ...typed, sector: 'nurse' })).toEqual({ text: 'Je résume.', more: {} });
    expect(taskSectors).not.toContain('nurse');
  });

  test.each([
    ['words', { words: '  ' }, 'empty', 0],
    ['words', { words: 'x'.repeat(PRACTICE_SIGNS.words + 1) }, 'too-long', 601],
    ['watch', { watch: '!!!' }, 'empty', 3],
    ['watch', { watch: 'x'.repeat(PRACTICE_SIGNS.watch + 1) }, 'too-long', 301],
    ['name', { signed: true, name: '' }, 'empty', 0],
    ['name', { signed: true, name: 'x'.repeat(PRACTICE_SIGNS.name + 1) }, 'too-long', 81],
  ] as const)('says that %s cannot be kept: %o', (field, change, fault, signs) => {
    expect(readPractice({ ...typed, ...change })).toEqual({ field, fault, signs });
  });
});
