import { sql } from 'kysely';
import { dialectOf } from './dialectOf.ts';
import type { Database } from './schema.ts';

/**
 * Takes all ballots, votes and what else was said in an inquiry, at rest and just come in, and writes them anew
 * in one transaction, ordered by random ids: the last to come, too few to be mixed among themselves, are mixed
 * with everybody. For an inquiry that takes no more votes. Time grows with all its votes.
 */
export async function mixWhole(db: Database, inquiry: string): Promise<void> {
  await db.transaction().execute(async (db) => {
    // Whoever erases keeps these tables to herself, and is waited for or waits: what she erased between the
    // reading and the writing would be back. Votes that are coming in hold a key to the inquiry's row; one that
    // comes later waits here, and then finds the inquiry closed or waits for the next time.
    if (dialectOf(db) === 'postgres') {
      await sql`lock table vote_intake, said_intake, ballot_intake in row exclusive mode`.execute(db);
      await sql`select id from inquiry where id = ${inquiry} for update`.execute(db);
    }
    await sql`
      create temporary table mixed_ballot as
      select inquiry, id, secret_hash, profile, day, source from ballot where inquiry = ${inquiry}
      union all
      select inquiry, id, secret_hash, profile, day, source from ballot_intake
      where inquiry = ${inquiry}`.execute(db);
    await sql`
      create temporary table mixed_vote as
      select v.inquiry, v.ballot, v.statement, v.value, v.shown from vote v
      where v.inquiry = ${inquiry} and not exists (
        select 1 from vote_intake i
        where i.inquiry = v.inquiry and i.ballot = v.ballot and i.statement = v.statement
      )
      union all
      select i.inquiry, i.ballot, i.statement, i.value, coalesce(v.shown, i.shown) from vote_intake i
      left join vote v on v.inquiry = i.inquiry and v.ballot = i.ballot and v.statement = i.statement
      where i.inquiry = ${inquiry}`.execute(db);
    await sql`
      create temporary table mixed_said as
      select s.inquiry, s.question, s.author_hash, s.profile, s.content from said s
      where s.inquiry = ${inquiry} and not exists (
        select 1 from said_intake i
        where i.inquiry = s.inquiry and i.question = s.question and i.author_hash = s.author_hash
      )
      union all
      select inquiry, question, author_hash, profile, content from said_intake
      where inquiry = ${inquiry}`.execute(db);
    for (const table of [
      ...(['vote', 'vote_intake', 'said', 'said_intake', 'ballot', 'ballot_intake'] as const),
    ]) {
      await db.deleteFrom(table).where('inquiry', '=', inquiry).execute();
    }
    await sql`
      insert into ballot (inquiry, id, secret_hash, profile, day, source)
      select inquiry, id, secret_hash, profile, day, source from mixed_ballot order by id`.execute(db);
    // A ballot that was erased while its vote came in takes the vote with it.
    await sql`
      insert into vote (inquiry, ballot, statement, value, shown)
      select inquiry, ballot, statement, value, shown from mixed_vote
      where ballot in (select id from mixed_ballot)
      order by ballot, statement`.execute(db);
    await sql`
      insert into said (inquiry, question, author_hash, profile, content)
      select inquiry, question, author_hash, profile, content from mixed_said
      order by question, author_hash`.execute(db);
    await sql`drop table mixed_said`.execute(db);
    await sql`drop table mixed_vote`.execute(db);
    await sql`drop table mixed_ballot`.execute(db);
  });
}
