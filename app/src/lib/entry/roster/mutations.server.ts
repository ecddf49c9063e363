import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { type Attribute, readInquiry } from '#lib/inquiry/data.server.ts';
import { keepHeadcounts } from '#lib/inquiry/mutations.server.ts';
import { jsonRows } from '#lib/store/jsonRows.ts';
import { randomId, SIGNS } from '#lib/store/randomId.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database } from '#lib/store/schema.ts';
import { knownPeople, newestRound, readPerson } from './data.server.ts';
import { invitationHash } from './invitationHash.ts';
import type { ListedPerson } from './peopleOf.ts';

/** People of one inquiry. */
export const MOST_PEOPLE = 50_000;

/** Why nobody comes in. */
export type NotAdded = 'closed' | 'other-entry' | 'too-many';

/** A profile attribute that is counted. */
export type Counted = Pick<Attribute, 'key' | 'values'>;

/** Both databases: no transaction spans them. */
export interface Both {
  readonly box: Database;
  readonly roster: RosterDatabase;
}

/**
 * Puts people into the roster of an inquiry that is a draft or open, and counts what was said of them; who
 * is there already is passed over. `key` is a secret of 130 bits that the form has and nobody keeps: the
 * same form sent twice makes the same ids, and nobody comes in twice. Ids, and the order in which rows
 * are written, say nothing of the list's.
 */
export async function addPeople(
  { box, roster }: Both,
  list: {
    readonly inquiry: string;
    readonly key: string;
    readonly people: readonly ListedPerson[];
    /** Attributes that the list had something to say of, with all their values. */
    readonly counted: readonly Counted[];
  },
): Promise<{ readonly added: number; readonly known: number } | NotAdded> {
  const { inquiry, key, people } = list;
  const row = await box
    .selectFrom('inquiry')
    .select(['state', 'entry'])
    .where('id', '=', inquiry)
    .executeTakeFirst();
  if (!row || row.state === 'closed') return 'closed';
  if (row.entry !== 'token') return 'other-entry';
  const result = await roster.transaction().execute(async (roster) => {
    const known = await knownPeople(roster, inquiry);
    const fresh = people
      .filter((person) => !known.has(person))
      .map((person) => ({ ...person, id: idOf(key, person.line) }));
    fresh.sort((a, b) => (a.id < b.id ? -1 : 1));
    if (known.size + fresh.length > MOST_PEOPLE) return 'too-many';
    const inserted = new Set<string>();
    for (const part of jsonRows(fresh.map(({ id, name, email }) => [id, name, email]))) {
      const { rows } = await sql<{ id: string }>`
        insert into person (inquiry, id, name, email, drawn)
        select cast(${inquiry} as text), entry.value ->> 0, entry.value ->> 1, entry.value ->> 2, 0
        from json_each(${part}) as entry
        where true
        on conflict do nothing
        returning id`.execute(roster);
      for (const { id } of rows) inserted.add(id);
    }
    const added = fresh.filter(({ id }) => inserted.has(id));
    await count(roster, inquiry, added, list.counted);
    return { added: added.length, known: people.length - added.length };
  });
  if (typeof result !== 'string') await copyHeadcounts({ box, roster }, inquiry);
  return result;
}

/**
 * The head counts of the box are those of the roster's tally, for the attributes that a list had something to
 * say of. Copied whole, and again whenever the list is looked at, so that a crash between two databases
 * leaves nothing uneven.
 */
export async function copyHeadcounts({ box, roster }: Both, inquiry: string): Promise<void> {
  const tally = await roster.selectFrom('tally').selectAll().where('inquiry', '=', inquiry).execute();
  const all = tally.find(({ attribute }) => attribute === '');
  const row = await readInquiry(box, inquiry);
  if (!all || !row || row.state === 'closed') return;
  await box.updateTable('inquiry').set({ headcount: all.people }).where('id', '=', inquiry).execute();
  const counts = row.attributes.map(({ key, values }) => {
    // A list that was set up anew may have other values than those that were counted.
    const known = values.flatMap(({ key: value }) => {
      const counted = tally.find((one) => one.attribute === key && one.value === value);
      return counted ? [[value, counted.people] as const] : [];
    });
    return [key, Object.fromEntries(known)] as const;
  });
  await keepHeadcounts(box, inquiry, Object.fromEntries(counts));
}

/**
 * Takes somebody off the list. Her invitation opens nothing any more. What she may have answered stays: nobody
 * can find it. If her token was drawn a row without a name stays too, so that the number of those who have
 * drawn tells nothing of her.
 */
export async function removePerson(roster: RosterDatabase, inquiry: string, id: string): Promise<boolean> {
  return roster.transaction().execute(async (roster) => {
    await roster.deleteFrom('letter').where('inquiry', '=', inquiry).where('person', '=', id).execute();
    // In this order: whoever draws at the same moment is found by the second, if no more by the first.
    const { numDeletedRows } = await roster
      .deleteFrom('person')
      .where('inquiry', '=', inquiry)
      .where('id', '=', id)
      .where('drawn', '=', 0)
      .executeTakeFirstOrThrow();
    const { numUpdatedRows } = await roster
      .updateTable('person')
      .set({ name: null, email: null, invitation_hash: null, signature: null })
      .where('inquiry', '=', inquiry)
      .where('id', '=', id)
      .where('drawn', '=', 1)
      .executeTakeFirstOrThrow();
    return numUpdatedRows + numDeletedRows > 0n;
  });
}

/**
 * Takes everybody off the list of a draft, with all counts, so that another list can be brought in. Nothing
 * where the inquiry is no draft any more.
 */
export async function clearPeople({ box, roster }: Both, inquiry: string): Promise<boolean> {
  const row = await box.selectFrom('inquiry').select('state').where('id', '=', inquiry).executeTakeFirst();
  if (row?.state !== 'draft') return false;
  await roster.transaction().execute(async (roster) => {
    await roster.deleteFrom('letter').where('inquiry', '=', inquiry).execute();
    await roster.deleteFrom('person').where('inquiry', '=', inquiry).execute();
    await roster.deleteFrom('tally').where('inquiry', '=', inquiry).execute();
  });
  await box.transaction().execute(async (box) => {
    await box.updateTable('inquiry').set({ headcount: null }).where('id', '=', inquiry).execute();
    await box
      .updateTable('attribute_value')
      .set({ headcount: null })
      .where('inquiry', '=', inquiry)
      .execute();
  });
  return true;
}

/**
 * A new secret for somebody's invitation, of which only the hash is kept: what she had before opens nothing
 * any more. Where her token was drawn nothing changes, and the secret opens nothing: whoever asked for it
 * cannot tell.
 */
export async function newInvitation(roster: RosterDatabase, inquiry: string, id: string): Promise<string> {
  const secret = randomId('secret');
  await roster
    .updateTable('person')
    .set({ invitation_hash: invitationHash(secret) })
    .where('inquiry', '=', inquiry)
    .where('id', '=', id)
    .where('drawn', '=', 0)
    .execute();
  return secret;
}

/** What was said of the people who have just come in, added to what is counted; then it is forgotten. */
async function count(
  roster: RosterDatabase,
  inquiry: string,
  people: readonly ListedPerson[],
  counted: readonly Counted[],
): Promise<void> {
  const counts = counted.flatMap(({ key, values }) =>
    values.map((value) => ({
      attribute: key,
      value: value.key,
      people: people.filter(({ profile }) => profile.get(key) === value.key).length,
    })),
  );
  for (const row of [{ attribute: '', value: '', people: people.length }, ...counts]) {
    await roster
      .insertInto('tally')
      .values({ inquiry, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['inquiry', 'attribute', 'value'])
          .doUpdateSet(({ ref, eb }) => ({ people: eb('tally.people', '+', ref('excluded.people')) })),
      )
      .execute();
  }
}

/** 26 signs, as those of `randomId`. */
function idOf(key: string, line: number): string {
  const bytes = createHmac('sha256', key).update(`person ${line}`).digest().subarray(0, 26);
  return Array.from(bytes, (byte) => SIGNS[byte & 31]).join('');
}

/** Invites everybody who has an address and was not written to yet: the letters wait for `startLetters`. */
export async function inviteAll(roster: RosterDatabase, inquiry: string): Promise<void> {
  await roster
    .insertInto('letter')
    .columns(['inquiry', 'round', 'person', 'state'])
    .expression(
      roster
        .selectFrom('person')
        .select(({ val, lit }) => ['inquiry', lit(0).as('round'), 'id', val('waiting').as('state')])
        .where('inquiry', '=', inquiry)
        .where('email', 'is not', null)
        .orderBy('id'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes to one person again, at her demand: with a new address, since the old one is not known here. */
export async function inviteAgain(roster: RosterDatabase, inquiry: string, id: string): Promise<void> {
  await roster
    .insertInto('letter')
    .columns(['inquiry', 'round', 'person', 'state'])
    .expression(
      roster
        .selectFrom('person')
        .select(({ val, lit }) => ['inquiry', lit(0).as('round'), 'id', val('waiting').as('state')])
        .where('inquiry', '=', inquiry)
        .where('id', '=', id)
        .where('email', 'is not', null),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['inquiry', 'round', 'person'])
        .doUpdateSet({ state: 'waiting', fault: null, said: null }),
    )
    .execute();
}

/**
 * Reminds everybody who has an address, all of them. `round` is the number of the reminder that the host asked
 * for: the same form sent again makes none. Earlier reminders are forgotten.
 */
export async function remindAll(roster: RosterDatabase, inquiry: string, round: number): Promise<boolean> {
  return roster.transaction().execute(async (roster) => {
    if ((await newestRound(roster, inquiry)) !== round - 1) return false;
    await roster
      .insertInto('letter')
      .columns(['inquiry', 'round', 'person', 'state'])
      .expression(
        roster
          .selectFrom('person')
          .select(({ val }) => [
            'inquiry',
            sql<number>`cast(${round} as integer)`.as('round'),
            'id',
            val('waiting').as('state'),
          ])
          .where('inquiry', '=', inquiry)
          .where('email', 'is not', null)
          .orderBy('id'),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await roster
      .deleteFrom('letter')
      .where('inquiry', '=', inquiry)
      .where('round', '>', 0)
      .where('round', '<', round)
      .execute();
    return true;
  });
}

/**
 * New secrets for the cards of these people, each once, in the order in which they are given; who is not on
 * the list is passed over.
 */
export async function makePeopleCards(
  roster: RosterDatabase,
  inquiry: string,
  ids: readonly string[],
): Promise<readonly { readonly name: string; readonly secret: string }[]> {
  return roster.transaction().execute(async (roster) => {
    const cards: { name: string; secret: string }[] = [];
    for (const id of ids) {
      const person = await readPerson(roster, inquiry, id);
      if (!person) continue;
      const secret = await newInvitation(roster, inquiry, id);
      await roster
        .updateTable('person')
        .set({ card: 1 })
        .where('inquiry', '=', inquiry)
        .where('id', '=', id)
        .execute();
      cards.push({ name: person.name ?? person.email!, secret });
    }
    return cards;
  });
}
