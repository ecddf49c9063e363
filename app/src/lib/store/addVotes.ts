import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
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

/** Votes that one statement of SQL takes in: some ten milliseconds of work. */
const PART = 5_000;

/**
 * Puts the votes of a whole debate at rest, ordered by ballot and statement so that the order in which
 * they are given is lost. The ballots are there already. Throws where a person votes twice on a statement.
 */
export async function addVotes(db: Database, inquiry: string, votes: VoteColumns): Promise<void> {
  for (const part of parts(votes)) {
    await sql`
      insert into vote (inquiry, ballot, statement, value)
      select cast(${inquiry} as text), person.key, vote.key, cast(cast(vote.value as text) as integer)
      from json_each(${part}) as person, json_each(person.value) as vote`.execute(db);
    // SQLite works in this very thread: let others be served in between.
    await setImmediate();
  }
}

/** Votes as JSON, `{ ballot: { statement: value, … }, … }`, by rising ids. */
function* parts({ ballots, statements, person, statement, value }: VoteColumns): Generator<string> {
  const ballotRank = ranks(ballots, person);
  const statementRank = ranks(statements, statement);
  const keys = Float64Array.from(
    person,
    (_, vote) => ballotRank[person[vote]] * statements.length + statementRank[statement[vote]],
  );
  const order = Int32Array.from(person, (_, vote) => vote).sort((a, b) => keys[a] - keys[b]);

  let part: Record<string, Record<string, number>> = {};
  let size = 0;
  for (let place = 0; place < order.length; place++) {
    const vote = order[place];
    if (place > 0 && keys[vote] === keys[order[place - 1]]) {
      throw new RangeError('a person votes twice on a statement');
    }
    const ballot = ballots[person[vote]];
    if (size >= PART && !part[ballot]) {
      yield JSON.stringify(part);
      part = {};
      size = 0;
    }
    part[ballot] ??= {};
    part[ballot][statements[statement[vote]]] = value[vote];
    size++;
  }
  if (size) yield JSON.stringify(part);
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
