import { sql } from 'kysely';
import { jsonRows } from './jsonRows.ts';
import type { Database } from './schema.ts';

export interface BallotEntry {
  readonly id: string;
  readonly secretHash: string;
  readonly profile: Readonly<Record<string, string>>;
  readonly day?: string;
  /** The source's own id, only where an imported public debate goes back out in its format. */
  readonly source?: string;
}

/**
 * Puts the ballots of a whole debate at rest, ordered by their random ids so that the order in which
 * they are given is lost. One call a debate, within the transaction of the import.
 */
export async function addBallots(
  db: Database,
  inquiry: string,
  ballots: readonly BallotEntry[],
): Promise<void> {
  const rows = ballots.map(({ id, secretHash, profile, day, source }) => [
    id,
    secretHash,
    JSON.stringify(profile),
    day,
    source,
  ]);
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  for (const part of jsonRows(rows)) {
    await sql`
      insert into ballot (inquiry, id, secret_hash, profile, day, source)
      select cast(${inquiry} as text), entry.value ->> 0, entry.value ->> 1, entry.value ->> 2,
        entry.value ->> 3, entry.value ->> 4
      from json_each(${part}) as entry`.execute(db);
  }
}
