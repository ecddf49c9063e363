import { randomBytes } from 'node:crypto';
import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { listSessions, type OwnSession } from './data.server.ts';
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

/** A set-up link for an instance in which nobody has entered, or nobody any longer; else nothing. */
export async function firstSetupLink(db: Database, now: number): Promise<string | undefined> {
  const sessions = await listSessions(db, now);
  return sessions.length > 0 ? undefined : newSetupLink(db, dayOf(now));
}

/**
 * Spends a set-up link: from now on it opens nothing, and the token that comes back is a session. Nothing
 * where the link is wrong, spent or too old. A session that the same browser still had ends. `now` in
 * milliseconds since 1970.
 */
export async function enterAsHost(
  db: Database,
  entry: { readonly link: string; readonly formerSession?: string; readonly now: number },
): Promise<string | undefined> {
  const { now } = entry;
  const today = dayOf(now);
  const session = newToken();
  return db.transaction().execute(async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('host_access')
      .where('hash', '=', secretHash(entry.link))
      .where('kind', '=', 'link')
      .where('last_day', '>=', today)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return undefined;
    await db
      .deleteFrom('host_access')
      .where(({ or, eb }) => or([eb('last_day', '<', today), eb('used', '<=', idleSince(now))]))
      .execute();
    if (entry.formerSession !== undefined) await endSession(db, entry.formerSession);
    await db
      .insertInto('host_access')
      .values({
        hash: secretHash(session),
        kind: 'session',
        last_day: dayAfter(today, lifetimes.sessionDays - 1),
        used: hourOf(now),
        sure_until: sureUntil(now),
      })
      .execute();
    return session;
  });
}

/** Says that the holder of a session has just used it. Writes once an hour, and forgets when she entered. */
export async function useSession(db: Database, session: OwnSession, now: number): Promise<void> {
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
export async function endSession(db: Database, session: string): Promise<void> {
  await endSessions(db, { only: secretHash(session) });
}

/** Ends the session of this id alone, all but one, or all. Says how many it ended. */
export async function endSessions(
  db: Database,
  which: { readonly only?: string; readonly but?: string } = {},
): Promise<number> {
  const { only, but } = which;
  let ending = db.deleteFrom('host_access').where('kind', '=', 'session');
  if (only !== undefined) ending = ending.where('hash', '=', only);
  if (but !== undefined) ending = ending.where('hash', '!=', but);
  const { numDeletedRows } = await ending.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}
