import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { begunOn, dayOf, idleSince, minuteOf } from './lifetimes.ts';

/** A session that is open. */
export interface Session {
  /** Names it to other hosts; it opens nothing. */
  readonly id: string;
  /** ISO date. */
  readonly begun: string;
  /** ISO date of the last day on which it may hold. */
  readonly lastDay: string;
}

/** A session and what its own holder may do by it. */
export interface OwnSession extends Session {
  /** The hour in which it was used last. */
  readonly used: string;
  /** Its holder has just entered by a link, and so may open other devices and end their sessions. */
  readonly sure: boolean;
}

/**
 * The session that this token, from a cookie, opens; nothing where it opens none, or none any longer.
 * `now` in milliseconds since 1970.
 */
export async function openSession(
  db: Database,
  token: string | undefined,
  now: number,
): Promise<OwnSession | undefined> {
  if (token === undefined) return undefined;
  const row = await openSessions(db, now).where('hash', '=', secretHash(token)).executeTakeFirst();
  if (!row) return undefined;
  const sure = row.sure_until !== null && minuteOf(now) < row.sure_until;
  return { ...sessionOf(row), used: row.used!, sure };
}

/** Sessions that are open, the oldest first: nothing is known of where or by whom. */
export async function listSessions(db: Database, now: number): Promise<Session[]> {
  const rows = await openSessions(db, now).orderBy('last_day').orderBy('hash').execute();
  return rows.map(sessionOf);
}

function openSessions(db: Database, now: number) {
  return db
    .selectFrom('host_access')
    .select(['hash', 'last_day', 'used', 'sure_until'])
    .where('kind', '=', 'session')
    .where('last_day', '>=', dayOf(now))
    .where('used', '>', idleSince(now));
}

function sessionOf({ hash, last_day }: { hash: string; last_day: string }): Session {
  return { id: hash, begun: begunOn(last_day), lastDay: last_day };
}
