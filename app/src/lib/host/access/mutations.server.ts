import { randomBytes } from 'node:crypto';
import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { dayAfter } from './dayAfter.ts';

/** Days after today on which a set-up link still opens, and a session still holds. */
const LINK_DAYS = 1;
export const SESSION_DAYS = 30;

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
    await keep(db, token, 'link', dayAfter(today, LINK_DAYS));
  });
  return token;
}

/** A set-up link for an instance in which nobody has entered, or nobody any longer; else nothing. */
export async function firstSetupLink(db: Database, today: string): Promise<string | undefined> {
  const session = await db
    .selectFrom('host_access')
    .select('hash')
    .where('kind', '=', 'session')
    .where('last_day', '>=', today)
    .limit(1)
    .executeTakeFirst();
  return session ? undefined : newSetupLink(db, today);
}

/**
 * Spends a set-up link: from now on it opens nothing, and the token that comes back is a session. Nothing
 * where the link is wrong, spent or too old. A session that the same browser still had ends.
 */
export async function enterAsHost(
  db: Database,
  entry: { readonly link: string; readonly formerSession?: string; readonly today: string },
): Promise<string | undefined> {
  const session = newToken();
  return db.transaction().execute(async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('host_access')
      .where('hash', '=', secretHash(entry.link))
      .where('kind', '=', 'link')
      .where('last_day', '>=', entry.today)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return undefined;
    await db.deleteFrom('host_access').where('last_day', '<', entry.today).execute();
    if (entry.formerSession !== undefined) await endSession(db, entry.formerSession);
    await keep(db, session, 'session', dayAfter(entry.today, SESSION_DAYS));
    return session;
  });
}

/** Ends a session: its cookie opens nothing from now on, wherever a copy of it may be. */
export async function endSession(db: Database, session: string): Promise<void> {
  await db
    .deleteFrom('host_access')
    .where('hash', '=', secretHash(session))
    .where('kind', '=', 'session')
    .execute();
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

async function keep(db: Database, token: string, kind: 'link' | 'session', last_day: string): Promise<void> {
  await db
    .insertInto('host_access')
    .values({ hash: secretHash(token), kind, last_day })
    .execute();
}
