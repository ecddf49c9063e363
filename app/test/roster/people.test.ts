import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countPeople, listPeople } from '#lib/entry/roster/data.server.ts';
import { invitationHash } from '#lib/entry/roster/invitationHash.ts';
import {
  addPeople,
  clearPeople,
  copyHeadcounts,
  makePeopleCards,
  newInvitation,
  removePerson,
} from '#lib/entry/roster/mutations.server.ts';
import type { ListedPerson } from '#lib/entry/roster/peopleOf.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { randomId } from '#lib/store/randomId.ts';
import { kinds } from '../store/stores.ts';
import { type BothPlaces, openBoth } from './openBoth.ts';

const person = (
  line: number,
  profile: Record<string, string> = {},
  email: string | null = `p${line}@example.org`,
) =>
  ({ line, name: `Person ${line}`, email, profile: new Map(Object.entries(profile)) }) satisfies ListedPerson;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`people of a list on ${name}`, () => {
    let both: BothPlaces;
    beforeAll(async () => {
      both = await openBoth(start);
    });
    afterAll(() => both?.stop());

    const add = async (inquiry: string, people: readonly ListedPerson[], key = randomId('secret')) => {
      const { attributes } = (await readInquiry(both.box, inquiry))!;
      return addPeople(both, { inquiry, key, people, counted: attributes });
    };
    const headcounts = async (inquiry: string) => {
      const { headcount, attributes } = (await readInquiry(both.box, inquiry))!;
      return [headcount, ...attributes[0]!.values.map((value) => value.headcount)];
    };

    it('are kept with name and address, and what is said of them is counted and forgotten', async () => {
      const inquiry = await both.newInquiry();
      const list = [
        person(2, { site: 'works' }),
        person(3, { site: 'works' }),
        person(4),
        person(5, { site: 'office' }, null),
      ];
      expect(await add(inquiry, list)).toEqual({ added: 4, known: 0 });
      expect(await headcounts(inquiry)).toEqual([4, 2, 1]);
      expect(await countPeople(both.roster, inquiry)).toEqual({
        people: 4,
        withAddress: 3,
        cardless: 1,
        drawn: 0,
      });
      const everything = await both.wholeRoster();
      expect(everything).toContain('Person 2');
      // Of a value only how many there are.
      const values = await both.roster
        .selectFrom('tally')
        .selectAll()
        .where('inquiry', '=', inquiry)
        .execute();
      expect(JSON.stringify(values)).not.toMatch(/Person|example/);
      const people = await both.roster
        .selectFrom('person')
        .selectAll()
        .where('inquiry', '=', inquiry)
        .execute();
      expect(JSON.stringify(people)).not.toMatch(/works|office/);
    });

    it('come in once where the same form is sent twice, also at once, and where a list comes in again', async () => {
      const inquiry = await both.newInquiry();
      const list = [person(2, { site: 'works' }), person(3, {}, null)];
      const key = randomId('secret');
      const twice = await Promise.all([add(inquiry, list, key), add(inquiry, list, key)]);
      expect(twice.map((one) => typeof one === 'object' && one.added).sort()).toEqual([0, 2]);
      expect(await add(inquiry, [...list, person(9, { site: 'office' })])).toEqual({ added: 1, known: 2 });
      expect(await headcounts(inquiry)).toEqual([3, 1, 1]);
    });

    it('come into no inquiry that is closed, unknown or entered in another way', async () => {
      const closed = await both.newInquiry({ state: 'closed' });
      const cards = await both.newInquiry({ entry: 'codes' });
      expect(await add(closed, [person(2)])).toBe('closed');
      expect(await add(cards, [person(2)])).toBe('other-entry');
      const nowhere = { inquiry: 'nowhere', key: randomId('secret'), people: [person(2)], counted: [] };
      expect(await addPeople(both, nowhere)).toBe('closed');
    });

    it('are counted evenly in both databases after a crash between them', async () => {
      const inquiry = await both.newInquiry();
      await add(inquiry, [person(2, { site: 'works' })]);
      await both.box.updateTable('inquiry').set({ headcount: 1_000 }).where('id', '=', inquiry).execute();
      await copyHeadcounts(both, inquiry);
      await copyHeadcounts(both, inquiry);
      expect(await headcounts(inquiry)).toEqual([1, 1, 0]);
    });

    it('can all be taken off a draft, and off nothing else', async () => {
      const open = await both.newInquiry();
      const draft = await both.newInquiry({ state: 'draft' });
      await add(open, [person(2, { site: 'works' })]);
      await add(draft, [person(2, { site: 'works' })]);
      expect(await clearPeople(both, open)).toBe(false);
      expect(await clearPeople(both, draft)).toBe(true);
      expect((await countPeople(both.roster, open)).people).toBe(1);
      expect((await countPeople(both.roster, draft)).people).toBe(0);
      expect(await headcounts(draft)).toEqual([undefined, undefined, undefined]);
    });

    it('have a card whose secret is kept as a hash alone, and a newer one in its place', async () => {
      const inquiry = await both.newInquiry();
      await add(inquiry, [person(2, {}, null), person(3, {}, null)]);
      const ids = (await listPeople(both.roster, inquiry)).map(({ id }) => id);
      const first = await makePeopleCards(both.roster, inquiry, ids);
      expect(first.map((card) => card.name)).toEqual(['Person 2', 'Person 3']);
      const second = await makePeopleCards(both.roster, inquiry, [ids[0]!, 'nobody']);
      const everything = await both.wholeRoster();
      for (const { secret } of [...first, ...second]) expect(everything).not.toContain(secret);
      const kept = [second[0]!, first[1]!].map(({ secret }) => invitationHash(secret));
      expect(everything).toContain(kept[0]);
      expect(everything).toContain(kept[1]);
      expect(everything).not.toContain(invitationHash(first[0]!.secret));
      expect(await countPeople(both.roster, inquiry)).toMatchObject({ people: 2, cardless: 0 });
    });

    it('attack 24: nothing of the order of the list is left, neither in ids nor in how rows lie', async () => {
      const inquiry = await both.newInquiry();
      const size = 400;
      await add(
        inquiry,
        Array.from({ length: size }, (_, at) => person(at + 2)),
      );
      const lie = both.dialect === 'postgres' ? 'ctid' : 'id';
      const rows = await both.roster
        .selectFrom('person')
        .select(['id', 'email'])
        .where('inquiry', '=', inquiry)
        .orderBy(both.roster.dynamic.ref(lie))
        .execute();
      expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
      const lines = rows.map(({ email }) => Number(/\d+/.exec(email!)![0]));
      // Spearman's rank correlation of 400 in random order: within 0.2 of zero but once in 15,000 tries.
      const mean = (size + 1) / 2;
      const rho =
        lines.reduce((sum, line, at) => sum + (line - 1 - mean) * (at + 1 - mean), 0) /
        ((size * (size ** 2 - 1)) / 12);
      expect(Math.abs(rho)).toBeLessThan(0.2);
    });

    it('attack 23: who has drawn is told in steps of five, and by nothing that a host may do', async () => {
      const inquiry = await both.newInquiry();
      await add(
        inquiry,
        Array.from({ length: 12 }, (_, at) => person(at + 2)),
      );
      const people = await listPeople(both.roster, inquiry);
      const draw = (id: string) =>
        both.roster
          .updateTable('person')
          .set({ drawn: 1, blinded_hash: 'b', signature: 's' })
          .where('inquiry', '=', inquiry)
          .where('id', '=', id)
          .execute();
      const seen: number[] = [];
      for (const { id } of people.slice(0, 6)) {
        await draw(id);
        seen.push((await countPeople(both.roster, inquiry)).drawn);
      }
      expect(seen).toEqual([0, 0, 0, 0, 5, 5]);
      // The list says the same of everybody.
      const told = await listPeople(both.roster, inquiry);
      expect(told.map(({ id: _, name: __, email: ___, ...rest }) => rest)).toEqual(
        Array(12).fill({ card: false }),
      );
      // A new secret is given alike; only hers who has not drawn replaces the old one.
      const [drawn, other] = [people[0]!.id, people[11]!.id];
      const secrets = [
        await newInvitation(both.roster, inquiry, drawn),
        await newInvitation(both.roster, inquiry, other),
      ];
      expect(secrets.map((secret) => secret.length)).toEqual([26, 26]);
      const hashes = await both.roster
        .selectFrom('person')
        .select(['id', 'invitation_hash'])
        .where('inquiry', '=', inquiry)
        .where('invitation_hash', 'is not', null)
        .execute();
      expect(hashes).toEqual([{ id: other, invitation_hash: invitationHash(secrets[1]!) }]);
      // Taken off one by one, the number of those who have drawn never tells which.
      for (const { id } of people) {
        expect(await removePerson(both.roster, inquiry, id)).toBe(true);
        expect((await countPeople(both.roster, inquiry)).drawn).toBe(5);
      }
      expect(await countPeople(both.roster, inquiry)).toEqual({
        people: 0,
        withAddress: 0,
        cardless: 0,
        drawn: 5,
      });
      expect(await listPeople(both.roster, inquiry)).toEqual([]);
      const left = await both.roster
        .selectFrom('person')
        .selectAll()
        .where('inquiry', '=', inquiry)
        .execute();
      expect(left).toHaveLength(6);
      for (const row of left) {
        expect(row).toMatchObject({
          name: null,
          email: null,
          invitation_hash: null,
          blinded_hash: 'b',
          signature: null,
        });
      }
    });
  });
}
