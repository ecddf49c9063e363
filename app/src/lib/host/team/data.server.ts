import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Account } from '../access/data.server.ts';
import type { Held, Role } from '../access/rights.ts';

/** What an account may do: a moderator only once she has declared that she leads nobody who is asked. */
export async function listRoles(
  db: RosterDatabase,
  account: string,
): Promise<(Held & { declared: boolean })[]> {
  const rows = await db
    .selectFrom('host_role')
    .select(['inquiry', 'role', 'declared'])
    .where('account', '=', account)
    .orderBy('inquiry')
    .orderBy('role')
    .execute();
  return rows.map(({ inquiry, role, declared }) => ({
    role,
    ...(inquiry !== '' && { inquiry }),
    declared: role !== 'moderator' || declared !== null,
  }));
}

/** Somebody of the team, as the others see her. */
export interface Member extends Omit<Account, 'email'> {
  readonly role: Role;
  /** ISO date; absent of a moderator who has not declared yet, and of other roles. */
  readonly declared?: string;
  /** Of the instance, and so of every inquiry. */
  readonly everywhere: boolean;
}

/** Who has which role in an inquiry, those of the instance among them; without an inquiry, these alone. */
export async function listTeam(db: RosterDatabase, inquiry?: string): Promise<Member[]> {
  const rows = await db
    .selectFrom('host_role')
    .innerJoin('host_account', 'host_account.id', 'host_role.account')
    .select(['host_account.id', 'name', 'duty', 'role', 'declared', 'inquiry'])
    .where('inquiry', 'in', inquiry === undefined ? [''] : ['', inquiry])
    .orderBy('name')
    .orderBy('host_account.id')
    .orderBy('role')
    .execute();
  return rows.map(({ id, name, duty, role, declared, inquiry }) => ({
    ...{ id, name, duty, role },
    ...(declared !== null && { declared }),
    everywhere: inquiry === '',
  }));
}

/** Who reads what people write before anybody else does. */
export interface FirstReaders {
  readonly people: readonly { readonly name: string; readonly duty: string }[];
  /** Moderators, who have declared that they lead nobody who is asked; else the hosts, who have not. */
  readonly appointed: boolean;
}

/**
 * Whoever will read what a participant of this inquiry writes, by name and function, so that she can decide
 * before she sends it. While no moderator is appointed and has declared, that is the hosts, and whoever
 * comes in by a set-up link without a name. Without a roster nobody has a name.
 */
export async function firstReaders(db: RosterDatabase | undefined, inquiry: string): Promise<FirstReaders> {
  const team = db ? await listTeam(db, inquiry) : [];
  const moderators = team.filter(({ role, declared }) => role === 'moderator' && declared !== undefined);
  const appointed = moderators.length > 0;
  const readers = appointed ? moderators : team.filter(({ role }) => role === 'host');
  const named = new Map(readers.map(({ id, name, duty }) => [id, { name, duty }]));
  return { people: [...named.values()], appointed };
}

/** Is there a moderator who may read? Hosts then do not. */
export async function hasModerator(db: RosterDatabase, inquiry: string): Promise<boolean> {
  return (await firstReaders(db, inquiry)).appointed;
}

/** Every account, by name. */
export function listAccounts(db: RosterDatabase): Promise<Account[]> {
  return db
    .selectFrom('host_account')
    .select(['id', 'name', 'email', 'duty'])
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The keys of an account, by the names that she gave them. */
export async function listKeys(db: RosterDatabase, account: string): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .selectFrom('host_passkey')
    .select(['id', 'name'])
    .where('account', '=', account)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name }) => ({ id, name: name ?? '' }));
}
