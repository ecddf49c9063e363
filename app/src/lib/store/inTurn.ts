import { sql } from 'kysely';
import { dialectOf } from './dialectOf.ts';
import type { Database, InquiryTable } from './schema.ts';

/** One after the other in an inquiry: each reads what the one before has written. */
export function inTurn<Result>(
  db: Database,
  inquiry: string,
  work: (db: Database, state: InquiryTable['state']) => Promise<Result>,
): Promise<Result | 'unknown'> {
  return db.transaction().execute(async (db) => {
    if (dialectOf(db) === 'postgres') {
      await sql`select id from inquiry where id = ${inquiry} for update`.execute(db);
    }
    const row = await db.selectFrom('inquiry').select('state').where('id', '=', inquiry).executeTakeFirst();
    return row ? work(db, row.state) : 'unknown';
  });
}
