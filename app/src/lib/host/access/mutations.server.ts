import { randomBytes } from 'node:crypto';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { type AccessDatabase, type Doors, listSessions, type OwnSession, ofAccount } from './data.server.ts';
import { dayAfter } from './dayAfter.ts';
import { dayOf, hourOf, idleSince, lifetimes, minuteOf, sureUntil } from './lifetimes.ts';

/**
 * Makes a set-up link's token, which lets one person in as host, once, today or tomorrow. It comes back
 * this once; the box keeps its hash. A newer link takes the place of those that nobody has used, so that
 * no forgotten one stays good.
 *
 *     await newSetupLink(db, '2026-11-23'); // 'kX0…', 192 random bits
 */
export async function newSetupLink(db: Database, today: string): Promise<string> {
  const token = newToken();
  await db.transaction().execute(async (db) => {
    await db.deleteFrom('host_access').where('kind', '=', 'link').execute();
    await db
      .insertInto('host_access')
      .values({
        hash: secretHash(token),
        kind: 'link',
        last_day: dayAfter(today, lifetimes.linkDays - 1),
        used: null,
        sure_until: null,
      })
      .execute();
  });
  return token;
}

/**
 * Makes the token of a link by which one account comes in, once, on that day or the six that follow. A newer
 * one takes the place of those of this account that nobody has used.
 */
export async function newInvitation(db: RosterDatabase, account: string, today: string): Promise<string> {
  const token = newToken();
  await db.transaction().execute(async (db) => {
    await db.deleteFrom('host_access').where('kind', '=', 'link').where('account', '=', account).execute();
    await db
      .insertInto('host_access')
      .values({
        hash: secretHash(token),
        account,
        kind: 'link',
        last_day: dayAfter(today, lifetimes.invitationDays - 1),
        used: null,
        sure_until: null,
      })
      .execute();
  });
  return token;
}

/** A set-up link for an instance in which nobody has entered by one, or nobody any longer; else nothing. */
export async function firstSetupLink(db: Database, now: number): Promise<string | undefined> {
  const sessions = await listSessions(db, now);
  return sessions.length > 0 ? undefined : newSetupLink(db, dayOf(now));
}

/**
 * Spends a link, a set-up link of the box or an invitation of the roster: from now on it opens nothing, and
 * the token that comes back is a session. Nothing where the link is wrong, spent or too old. A session that
 * the same browser still had ends. `now` in milliseconds since 1970.
 */
export async function enterAsHost(
  db: AccessDatabase,
  entry: { readonly link: string; readonly formerSession?: string; readonly now: number },
): Promise<string | undefined> {
  const { link, formerSession, now } = entry;
  return db.transaction().execute(async (db) => {
    const spent = await db
      .deleteFrom('host_access')
      .where('hash', '=', secretHash(link))
      .where('kind', '=', 'link')
      .where('last_day', '>=', dayOf(now))
      .returningAll()
      .executeTakeFirst();
    if (!spent) return undefined;
    if (formerSession !== undefined) await endSession(db, formerSession);
    const { account } = spent as { account?: string };
    return beginSession(db, { ...(account !== undefined && { account }), now });
  });
}

/** A new session, of an account in the roster, without a name in the box; what comes back is its token. */
export async function beginSession(
  db: AccessDatabase,
  { account, now }: { readonly account?: string; readonly now: number },
): Promise<string> {
  const today = dayOf(now);
  const session = newToken();
  await forgetEnded(db, now);
  await db
    .insertInto('host_access')
    .values({
      hash: secretHash(session),
      ...(account !== undefined && { account }),
      kind: 'session',
      last_day: dayAfter(today, lifetimes.sessionDays - 1),
      used: hourOf(now),
      sure_until: sureUntil(now),
    })
    .execute();
  return session;
}

/** Lets in by a link, a set-up link or an invitation; the session that the browser had ends. */
export async function enterByLink(
  { store, roster }: Doors,
  entry: { readonly link: string; readonly formerSession?: string; readonly now: number },
): Promise<{ readonly session: string; readonly nameless: boolean } | undefined> {
  const nameless = await enterAsHost(store.db, entry);
  const named = nameless === undefined && roster ? await enterAsHost(roster.db, entry) : undefined;
  const session = nameless ?? named;
  if (session === undefined) return undefined;
  if (entry.formerSession !== undefined) await leave({ store, roster }, entry.formerSession);
  return { session, nameless: nameless !== undefined };
}

/** Lets in who has proved that an account is hers; the session that the browser had ends. */
export async function enterByAccount(
  doors: Doors & { readonly roster: { readonly db: RosterDatabase } },
  entry: { readonly account: string; readonly formerSession?: string; readonly now: number },
): Promise<string> {
  const session = await beginSession(doors.roster.db, entry);
  if (entry.formerSession !== undefined) await leave(doors, entry.formerSession);
  return session;
}

/** Ends a session, at whichever door it began. */
export async function leave({ store, roster }: Doors, session: string): Promise<void> {
  await endSession(store.db, session);
  if (roster) await endSession(roster.db, session);
}

/** Says that the holder of a session has just used it. Writes once an hour, and forgets when she entered. */
export async function useSession(db: AccessDatabase, session: OwnSession, now: number): Promise<void> {
  const used = hourOf(now);
  if (session.used === used) return;
  await db.updateTable('host_access').set({ used }).where('hash', '=', session.id).execute();
  await db
    .updateTable('host_access')
    .set({ sure_until: null })
    .where('sure_until', '<=', minuteOf(now))
    .execute();
}

/** Ends a session: its cookie opens nothing from now on, wherever a copy of it may be. */
export async function endSession(db: AccessDatabase, session: string): Promise<void> {
  await endSessions(db, { only: secretHash(session) });
}

/** Ends the session of this id alone, all but one, or all; of one account or of any. Says how many it ended. */
export async function endSessions(
  db: AccessDatabase,
  which: { readonly only?: string; readonly but?: string; readonly account?: string } = {},
): Promise<number> {
  const { only, but, account } = which;
  let ending = db.deleteFrom('host_access').where('kind', '=', 'session');
  if (only !== undefined) ending = ending.where('hash', '=', only);
  if (but !== undefined) ending = ending.where('hash', '!=', but);
  if (account !== undefined) ending = ending.where(ofAccount, '=', account);
  const { numDeletedRows } = await ending.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Forgets links and sessions that open nothing any more. */
export async function forgetEnded(db: AccessDatabase, now: number): Promise<void> {
  await db
    .deleteFrom('host_access')
    .where(({ or, eb }) => or([eb('last_day', '<', dayOf(now)), eb('used', '<=', idleSince(now))]))
    .execute();
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}
