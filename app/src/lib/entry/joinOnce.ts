import { sql } from 'kysely';
import { dialectOf } from '#lib/store/dialectOf.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import type { Database, InquiryTable } from '#lib/store/schema.ts';
import { readOwnBallot } from './data.server.ts';
import { listedProfile } from './listedProfile.ts';
import { secretAtDoor } from './secretAtDoor.ts';

/** Somebody at the door of an inquiry, with something that lets one person in. */
export interface AtDoor {
  readonly inquiry: string;
  /** A secret of the browser's own while it is at the door. */
  readonly key: string;
  /** Attribute key → value key, as chosen. */
  readonly profile: Readonly<Record<string, string>>;
  /** ISO date. */
  readonly day: string;
}

/**
 * The ballot's secret; or why there is none. `shut`: the inquiry is open and its door is not yet, since too
 * few have drawn a token. `refused`: what was brought opens nothing here, whatever the reason.
 */
export type AtDoorOutcome = { readonly secret: string } | 'closed' | 'shut' | 'refused';

/**
 * Spends what lets one person in and draws a ballot, both or neither. `spend` says whether it was there to
 * be spent. The same browser that brings the same again gets the same ballot; for anybody else, and for
 * what was never made or belongs to another inquiry, the reply is one.
 *
 * What was spent and the ballot have nothing in common but the transaction in which both were written. On
 * SQLite that is legible in the journal, on PostgreSQL in the number of the transaction on both rows, until the
 * next `settle`, fifteen seconds at most; on PostgreSQL also in the log that the server keeps of its writes, for
 * as long as it keeps it. Whoever reads these files meanwhile, and has seen whose card it was, knows whose
 * ballot it is; and so does whoever watches the memory of a server that runs. Of a token nobody can have seen
 * whose it was.
 */
export async function joinOnce(
  db: Database,
  entry: AtDoor & { readonly hash: string; readonly modes: readonly InquiryTable['entry'][] },
  spend: (db: Database) => Promise<boolean>,
): Promise<AtDoorOutcome> {
  const { inquiry, day } = entry;
  const secret = secretAtDoor(entry.key, entry.hash);
  return db.transaction().execute(async (db) => {
    // Taken before anything is read: `settle` writes ballots and codes anew behind it.
    if (dialectOf(db) === 'postgres') {
      await sql`lock table ballot_intake in row exclusive mode`.execute(db);
    }
    const row = await db
      .selectFrom('inquiry')
      .select(['state', 'entry', 'door'])
      .where('id', '=', inquiry)
      .executeTakeFirst();
    if (row?.state !== 'open' || !entry.modes.includes(row.entry)) return 'closed';
    if (row.entry === 'token' && row.door === 0) return 'shut';
    if (!(await spend(db))) {
      return (await readOwnBallot(db, inquiry, secret)) ? { secret } : 'refused';
    }
    const profile = await listedProfile(db, inquiry, entry.profile);
    await drawBallot(db, { inquiry, profile, day, secret });
    return { secret };
  });
}
