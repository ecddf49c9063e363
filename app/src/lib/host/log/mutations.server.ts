import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Act } from './acts.ts';

/** Who acts, as the log names her. Without an account, whoever came in by a set-up link. */
export interface Actor {
  readonly account?: { readonly id: string; readonly name: string };
  readonly role: 'host' | 'moderator' | 'reader' | 'analyst';
}

/** What was done, and to what. */
export interface Deed {
  readonly act: Act;
  /** None of an act on the instance. */
  readonly inquiry?: string;
  /** Name of the person whose role it was. */
  readonly whom?: string;
  /** How many letters, cards, people. */
  readonly count?: number;
  /** ISO date. */
  readonly today: string;
}

/**
 * Writes down who did what, once it is done. The log is only added to, and never says at what time. What
 * somebody goes on doing, statement after statement, is one line a day. Without a roster there are no
 * names, and no log.
 *
 *     await noteAct(house.roster?.db, locals.actor, { act: 'opened', inquiry, today: today() });
 */
export async function noteAct(db: RosterDatabase | undefined, actor: Actor, deed: Deed): Promise<void> {
  if (!db) return;
  const line = {
    day: deed.today,
    account: actor.account?.id ?? null,
    name: actor.account?.name ?? null,
    role: actor.role,
    inquiry: deed.inquiry ?? null,
    act: deed.act,
    whom: deed.whom ?? null,
    count: deed.count ?? null,
  };
  if (deed.count === undefined && deed.whom === undefined) {
    const last = await db
      .selectFrom('act')
      .select(['day', 'account', 'role', 'act'])
      .where('inquiry', line.inquiry === null ? 'is' : '=', line.inquiry)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const again = last?.day === line.day && last.account === line.account;
    if (again && last.role === line.role && last.act === line.act) return;
  }
  await db.insertInto('act').values(line).execute();
}
