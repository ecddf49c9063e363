import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Account } from '../access/data.server.ts';
import { newInvitation } from '../access/mutations.server.ts';
import type { Held } from '../access/rights.ts';
import { accountFor, giveRole } from './mutations.server.ts';

/**
 * Invites somebody to a role: makes her account where her address has none, gives the role, and makes the
 * link by which she comes in, once.
 */
export async function invite(
  db: RosterDatabase,
  wanted: { readonly person: Omit<Account, 'id'>; readonly held: Held; readonly today: string },
): Promise<{ readonly account: Account; readonly link: string; readonly given: boolean }> {
  const account = await accountFor(db, wanted.person);
  const given = await giveRole(db, account.id, wanted.held);
  return { account, given, link: await newInvitation(db, account.id, wanted.today) };
}
