import { hasModerator, listRoles } from '../team/data.server.ts';
import {
  type AccessDatabase,
  type Account,
  accountOf,
  type Doors,
  type OwnSession,
  openSession,
} from './data.server.ts';
import type { Hat, Held } from './rights.ts';

/** Somebody whom a cookie lets in. */
export interface Visitor {
  readonly session: OwnSession;
  /** Where that session is. */
  readonly db: AccessDatabase;
  /** Absent of whoever came in by a set-up link. */
  readonly account?: Account;
  /** Hosts the instance: by her role, or because she came in by its set-up link. */
  readonly keeper: boolean;
  /** Roles that she can use. */
  readonly held: readonly Held[];
}

/** Whom this token, from a cookie, lets in; nothing where it lets nobody in, or nobody any longer. */
export async function visitorOf(
  { store, roster }: Doors,
  token: string | undefined,
  now: number,
): Promise<Visitor | undefined> {
  const own = roster && (await openSession(roster.db, token, now));
  if (own) {
    const account = await accountOf(roster.db, own);
    if (!account) return undefined;
    const held = (await listRoles(roster.db, account.id)).filter(({ declared }) => declared);
    const keeper = held.some(({ role, inquiry }) => role === 'host' && inquiry === undefined);
    return { session: own, db: roster.db, account, keeper, held };
  }
  const session = await openSession(store.db, token, now);
  return session && { session, db: store.db, keeper: true, held: [] };
}

/**
 * The hats that somebody has in an inquiry; outside of any, all that she has somewhere. Hosts moderate where
 * no moderator is appointed who could.
 */
export async function hatsIn(
  { roster }: Doors,
  { keeper, held }: Visitor,
  inquiry: string | undefined,
): Promise<Hat[]> {
  const here = held.filter((one) => inquiry === undefined || one.inquiry === inquiry);
  const hats = new Set<Hat>(here.map(({ role }) => role));
  if (keeper) hats.add('keeper').add('host');
  if (inquiry !== undefined && hats.has('host')) {
    if (!roster || !(await hasModerator(roster.db, inquiry))) hats.add('moderator');
  }
  return [...hats];
}
