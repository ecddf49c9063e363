import { sql } from 'kysely';
import type { Database } from '#lib/store/schema.ts';

/** How many people gave each answer to a statement. */
export interface Counts {
  readonly agree: number;
  readonly disagree: number;
  readonly pass: number;
}

/**
 * Counts the answers to one statement, at rest or just come in. It asks for each ballot in turn: votes are
 * kept by ballot, and an index by statement would be one more thing to write for every vote.
 */
export async function countAnswers(db: Database, inquiry: string, statement: string): Promise<Counts> {
  const { rows } = await sql<{ value: number; people: number }>`
    select value, count(*) as people from (${answers(inquiry, statement)}) as answer
    where value is not null group by value`.execute(db);
  const of = (value: number) => rows.find((row) => row.value === value)?.people ?? 0;
  return { agree: of(1), disagree: of(-1), pass: of(0) };
}

/** The answers to one statement, by ballot: for the gate, never for readers. */
export async function readAnswers(
  db: Database,
  inquiry: string,
  statement: string,
): Promise<{ ballot: string; value: 1 | -1 | 0 }[]> {
  const { rows } = await sql<{ ballot: string; value: 1 | -1 | 0 }>`
    select ballot, value from (${answers(inquiry, statement)}) as answer
    where value is not null order by ballot`.execute(db);
  return rows;
}

/** A vote that waits in the intake is newer than the same one at rest. */
function answers(inquiry: string, statement: string) {
  return sql`
    select everyone.id as ballot, coalesce(fresh.value, rested.value) as value
    from (
      select id from ballot where inquiry = ${inquiry}
      union all select id from ballot_intake where inquiry = ${inquiry}
    ) as everyone
    left join vote_intake as fresh
      on fresh.inquiry = ${inquiry} and fresh.ballot = everyone.id and fresh.statement = ${statement}
    left join vote as rested
      on rested.inquiry = ${inquiry} and rested.ballot = everyone.id and rested.statement = ${statement}`;
}
