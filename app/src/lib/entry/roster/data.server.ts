import type { RosterDatabase, RosterSchema } from '#lib/store/rosterSchema.ts';
import { tellPeople } from '../token/data.server.ts';
import { folded } from './guessColumns.ts';

/** Somebody of the list, as her host sees her: nothing says whether she has answered. */
export interface InvitedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly card: boolean;
  /** What became of her invitation, where one was written. */
  readonly letter?: Letter['state'];
}

type Letter = RosterSchema['letter'];

/** How many people are invited, and how many have drawn at least, a multiple of five. */
export interface PeopleCount {
  readonly people: number;
  readonly withAddress: number;
  /** People without an address for whom no card was made. */
  readonly cardless: number;
  readonly drawn: number;
}

export async function countPeople(roster: RosterDatabase, inquiry: string): Promise<PeopleCount> {
  const rows = await roster
    .selectFrom('person')
    .select(({ fn }) => ['card', fn.count('email').as('addresses')])
    .select(({ fn }) => fn.count(fn.coalesce('name', 'email')).as('people'))
    .where('inquiry', '=', inquiry)
    .groupBy('card')
    .execute();
  const sum = (count: (row: (typeof rows)[number]) => unknown) =>
    rows.reduce((sum, row) => sum + Number(count(row)), 0);
  return {
    people: sum(({ people }) => people),
    withAddress: sum(({ addresses }) => addresses),
    cardless: sum(({ card, people, addresses }) => (card ? 0 : Number(people) - Number(addresses))),
    drawn: (await tellPeople(roster, inquiry)).drawn,
  };
}

/** Everybody on the list, by name. */
export async function listPeople(roster: RosterDatabase, inquiry: string): Promise<InvitedPerson[]> {
  const rows = await roster
    .selectFrom('person')
    .leftJoin('letter', (join) =>
      join
        .onRef('letter.inquiry', '=', 'person.inquiry')
        .onRef('letter.person', '=', 'person.id')
        .on('letter.round', '=', 0),
    )
    .select(['person.id', 'person.name', 'person.email', 'person.card', 'letter.state'])
    .where('person.inquiry', '=', inquiry)
    .where(({ or, eb }) => or([eb('person.name', 'is not', null), eb('person.email', 'is not', null)]))
    .execute();
  const { compare } = new Intl.Collator('fr');
  return rows
    .map(({ id, name, email, card, state }) => ({
      id,
      name,
      email,
      card: card === 1,
      ...(state !== null && { letter: state }),
    }))
    .sort((a, b) => compare(a.name ?? a.email!, b.name ?? b.email!) || (a.id < b.id ? -1 : 1));
}

/** One person of the list. */
export async function readPerson(
  roster: RosterDatabase,
  inquiry: string,
  id: string,
): Promise<{ id: string; name: string | null; email: string | null } | undefined> {
  return roster
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('inquiry', '=', inquiry)
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('name', 'is not', null), eb('email', 'is not', null)]))
    .executeTakeFirst();
}

/**
 * Who is on the list already: by the address, and of those who have none by the name, since a list that is
 * brought in twice holds them twice.
 */
export async function knownPeople(roster: RosterDatabase, inquiry: string) {
  const rows = await roster
    .selectFrom('person')
    .select(['name', 'email'])
    .where('inquiry', '=', inquiry)
    .execute();
  const keyOf = ({ name, email }: { readonly name: string | null; readonly email: string | null }) =>
    email ?? ` ${folded(name ?? '')}`;
  const known = new Set(rows.map(keyOf));
  return {
    size: rows.length,
    has: (person: { readonly name: string | null; readonly email: string | null }) =>
      known.has(keyOf(person)),
  };
}

/** How many letters of a round are in each state. */
export async function countLetters(
  roster: RosterDatabase,
  inquiry: string,
  round: number,
): Promise<Readonly<Record<Letter['state'], number>>> {
  const rows = await roster
    .selectFrom('letter')
    .select(({ fn }) => ['state', fn.countAll().as('count')])
    .where('inquiry', '=', inquiry)
    .where('round', '=', round)
    .groupBy('state')
    .execute();
  const of = (state: Letter['state']) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { waiting: of('waiting'), unsure: of('unsure'), sent: of('sent'), refused: of('refused') };
}

/** The number of the newest reminder; 0 where there was none. */
export async function newestRound(roster: RosterDatabase, inquiry: string): Promise<number> {
  const { newest } = await roster
    .selectFrom('letter')
    .select(({ fn }) => fn.max('round').as('newest'))
    .where('inquiry', '=', inquiry)
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}

/** Letters of a round that were refused, or of which nobody knows, with who they are to. */
export async function failedLetters(roster: RosterDatabase, inquiry: string, round: number) {
  return roster
    .selectFrom('letter')
    .innerJoin('person', (join) =>
      join.onRef('person.inquiry', '=', 'letter.inquiry').onRef('person.id', '=', 'letter.person'),
    )
    .select(['person.id', 'person.name', 'person.email', 'letter.state', 'letter.fault', 'letter.said'])
    .where('letter.inquiry', '=', inquiry)
    .where('letter.round', '=', round)
    .where('letter.state', 'in', ['refused', 'unsure'])
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
}
