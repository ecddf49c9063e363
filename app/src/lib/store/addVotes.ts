import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { jsonRows } from './jsonRows.ts';
import type { Database } from './schema.ts';

/** Votes as parallel arrays; `person` and `statement` are places in `ballots` and `statements`. */
export interface VoteColumns {
  /** Ids of the ballots. */
  readonly ballots: readonly string[];
  /** Ids of the statements. */
  readonly statements: readonly string[];
  readonly person: Int32Array;
  readonly statement: Int32Array;
  readonly value: Int8Array;
}

/**
 * Puts the votes of a whole debate at rest, ordered by ballot and statement so that the order in which
 * they are given is lost. The ballots and the statements are there already. Two votes of one person on
 * one statement are an error of the database.
 */
export async function addVotes(db: Database, inquiry: string, votes: VoteColumns): Promise<void> {
  for (const part of jsonRows(inKeyOrder(votes))) {
    await sql`
      insert into vote (inquiry, ballot, statement, value)
      select cast(${inquiry} as text), entry.value ->> 0, entry.value ->> 1,
        cast(entry.value ->> 2 as integer)
      from json_each(${part}) as entry`.execute(db);
    // SQLite works in this very thread: let others be served in between.
    await setImmediate();
  }
}

function* inKeyOrder({ ballots, statements, person, statement, value }: VoteColumns) {
  const ballotRank = ranks(ballots, person);
  const statementRank = ranks(statements, statement);
  const keys = Float64Array.from(
    person,
    (_, vote) => ballotRank[person[vote]] * statements.length + statementRank[statement[vote]],
  );
  const order = Int32Array.from(person, (_, vote) => vote).sort((a, b) => keys[a] - keys[b]);
  for (const vote of order) yield [ballots[person[vote]], statements[statement[vote]], value[vote]];
}

/** Rank of each id among those that occur. */
function ranks(ids: readonly string[], occurring: Int32Array): Int32Array {
  const rank = new Int32Array(ids.length);
  const order = [...new Set(occurring)].sort((a, b) => (ids[a] < ids[b] ? -1 : 1));
  order.forEach((index, place) => {
    rank[index] = place;
  });
  return rank;
}
