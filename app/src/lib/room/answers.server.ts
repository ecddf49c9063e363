import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '#lib/store/schema.ts';

/** How many people gave each answer to a statement. */
export interface Counts {
  readonly agree: number;
  readonly disagree: number;
  readonly pass: number;
}

/** Ballots looked at before others may have the thread: on SQLite some three milliseconds. */
const AT_ONCE = 1_500;

/**
 * Counts the answers to one statement, at rest or just come in. It asks for each ballot in turn: votes are
 * kept by ballot, and an index by statement would be one more thing to write for every vote. Votes that
 * come meanwhile may or may not be among them.
 */
export async function countAnswers(db: Database, inquiry: string, statement: string): Promise<Counts> {
  const counts = new Map<number | null, number>();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { rows } = await sql<{ value: number | null; people: number; last: string }>`
      select value, count(*) as people, max(ballot) as last
      from (${answers(inquiry, statement, after)}) as answer group by value`.execute(db);
    for (const { value, people } of rows) counts.set(value, (counts.get(value) ?? 0) + people);
    const looked = rows.reduce((sum, { people }) => sum + people, 0);
    after =
      looked < AT_ONCE
        ? undefined
        : rows
            .map(({ last }) => last)
            .sort()
            .at(-1);
    await setImmediate();
  }
  return { agree: counts.get(1) ?? 0, disagree: counts.get(-1) ?? 0, pass: counts.get(0) ?? 0 };
}

/** The answers to one statement, in order of their ballots: for the gate, never for readers. */
export async function readAnswers(
  db: Database,
  inquiry: string,
  statement: string,
): Promise<{ ballot: string; value: 1 | -1 | 0 }[]> {
  const all: { ballot: string; value: 1 | -1 | 0 }[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { rows } = await sql<{ ballot: string; value: 1 | -1 | 0 | null }>`
      select ballot, value from (${answers(inquiry, statement, after)}) as answer order by ballot`.execute(
      db,
    );
    for (const { ballot, value } of rows) if (value !== null) all.push({ ballot, value });
    after = rows.length < AT_ONCE ? undefined : rows.at(-1)!.ballot;
    await setImmediate();
  }
  return all;
}

/**
 * What the next ballots say of a statement, null where nothing. A vote that waits in the intake is newer
 * than the same one at rest; a ballot that is put at rest meanwhile keeps its id, so none is met twice.
 */
function answers(inquiry: string, statement: string, after: string) {
  return sql`
    select everyone.id as ballot, coalesce(fresh.value, rested.value) as value
    from (
      select id from ballot where inquiry = ${inquiry} and id > ${after}
      union all select id from ballot_intake where inquiry = ${inquiry} and id > ${after}
      order by id limit ${AT_ONCE}
    ) as everyone
    left join vote_intake as fresh
      on fresh.inquiry = ${inquiry} and fresh.ballot = everyone.id and fresh.statement = ${statement}
    left join vote as rested
      on rested.inquiry = ${inquiry} and rested.ballot = everyone.id and rested.statement = ${statement}`;
}
