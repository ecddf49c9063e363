import { type Kysely, sql } from 'kysely';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database, HostAccessTable } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { begunOn, dayOf, idleSince, minuteOf } from './lifetimes.ts';

/** What lets people in: in the box nameless, by a set-up link; in the roster, each of an account. */
export type AccessDatabase = Kysely<{ host_access: HostAccessTable }>;

/** The column that the roster has besides. */
export const ofAccount = sql.ref<string>('account');

/** The two doors of an instance; where names have no database, there is no roster. */
export interface Doors {
  readonly store: { readonly db: Database };
  readonly roster: { readonly db: RosterDatabase } | undefined;
}

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
  /** Its holder has just proved who she is, and so may open other devices and end their sessions. */
  readonly sure: boolean;
}

/** Somebody who works with inquiries. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Her function, as participants read it where she moderates; may be empty. */
  readonly duty: string;
}

/**
 * The session that this token, from a cookie, opens; nothing where it opens none, or none any longer.
 * `now` in milliseconds since 1970.
 */
export async function openSession(
  db: AccessDatabase,
  token: string | undefined,
  now: number,
): Promise<OwnSession | undefined> {
  if (token === undefined) return undefined;
  const row = await openSessions(db, now).where('hash', '=', secretHash(token)).executeTakeFirst();
  if (!row) return undefined;
  const sure = row.sure_until !== null && minuteOf(now) < row.sure_until;
  return { ...sessionOf(row), used: row.used!, sure };
}

/** The account whose session this is. */
export function accountOf(db: RosterDatabase, session: Session): Promise<Account | undefined> {
  return db
    .selectFrom('host_access')
    .innerJoin('host_account', 'host_account.id', 'host_access.account')
    .select(['host_account.id', 'name', 'email', 'duty'])
    .where('hash', '=', session.id)
    .executeTakeFirst();
}

/** Sessions that are open, those of one account or all; the oldest first, and nothing is known of where. */
export async function listSessions(db: AccessDatabase, now: number, account?: string): Promise<Session[]> {
  let open = openSessions(db, now).orderBy('last_day').orderBy('hash');
  if (account !== undefined) open = open.where(ofAccount, '=', account);
  return (await open.execute()).map(sessionOf);
}

function openSessions(db: AccessDatabase, now: number) {
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
