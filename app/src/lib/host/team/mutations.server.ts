import { emailAddress } from '#lib/post/emailAddress.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Account } from '../access/data.server.ts';
import type { Held } from '../access/rights.ts';

/** Signs of a name and of a function. */
export const LONGEST = 80;

/** What is wrong with what was typed of a person. */
export type PersonFault = 'name' | 'email' | 'duty';

/** A person as a form gives her, ready to be kept; or the fields that are wrong. */
export function readPerson(typed: {
  readonly name: string;
  readonly email: string;
  readonly duty: string;
}): { readonly person: Omit<Account, 'id'> } | { readonly faults: readonly PersonFault[] } {
  const name = oneLine(typed.name);
  const duty = oneLine(typed.duty);
  const email = emailAddress(typed.email);
  const faults: PersonFault[] = [];
  if (name === '' || name.length > LONGEST) faults.push('name');
  if (email === undefined) faults.push('email');
  if (duty.length > LONGEST) faults.push('duty');
  return email === undefined || faults.length > 0 ? { faults } : { person: { name, email, duty } };
}

/**
 * The account of this address, made where there is none. An account that is there keeps its name and
 * function: only its holder changes them.
 */
export async function accountFor(db: RosterDatabase, person: Omit<Account, 'id'>): Promise<Account> {
  const find = () =>
    db
      .selectFrom('host_account')
      .select(['id', 'name', 'email', 'duty'])
      .where('email', '=', person.email)
      .executeTakeFirst();
  const found = await find();
  if (found) return found;
  const now = new Date().toISOString();
  await db
    .insertInto('host_account')
    .values({
      id: randomId('ballot'),
      ...person,
      // Whoever reads its letters holds it.
      email_verified: 1,
      image: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find())!;
}

/** Changes what an account says of its holder; its address is what it is known by, and stays. */
export async function renameAccount(
  db: RosterDatabase,
  { id, name, duty }: Pick<Account, 'id' | 'name' | 'duty'>,
): Promise<void> {
  await db.updateTable('host_account').set({ name, duty }).where('id', '=', id).execute();
}

/** Gives a role. A moderator reads nothing before she has declared. Says whether she did not have it yet. */
export async function giveRole(
  db: RosterDatabase,
  account: string,
  { role, inquiry }: Held,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('host_role')
    .values({ account, inquiry: inquiry ?? '', role, declared: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes a role away: at once, since every request asks. Says whether she had it. */
export async function takeRole(
  db: RosterDatabase,
  account: string,
  { role, inquiry }: Held,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('host_role')
    .where('account', '=', account)
    .where('inquiry', '=', inquiry ?? '')
    .where('role', '=', role)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** A moderator declares that she leads nobody among the people of an inquiry who are asked. */
export async function declare(
  db: RosterDatabase,
  account: string,
  { inquiry, today }: { readonly inquiry: string; readonly today: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('host_role')
    .set({ declared: today })
    .where('account', '=', account)
    .where('inquiry', '=', inquiry)
    .where('role', '=', 'moderator')
    .where('declared', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Takes an account away with its roles, its keys and its links: its sessions end. The log keeps her name. */
export async function removeAccount(db: RosterDatabase, account: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('host_account')
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Takes a key of an account away: it opens nothing from now on. */
export async function removeKey(db: RosterDatabase, account: string, key: string): Promise<void> {
  await db.deleteFrom('host_passkey').where('id', '=', key).where('account', '=', account).execute();
}

function oneLine(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}
