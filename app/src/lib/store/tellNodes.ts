import { sql } from 'kysely';
import { dialectOf } from './dialectOf.ts';
import type { Database } from './schema.ts';

/** Where the nodes on one PostgreSQL database tell each other what has changed. */
export const CHANNEL = 'abord';

/**
 * Tells all nodes that something of these inquiries has changed; within a transaction they hear it once it
 * is committed, and else never. Only the inquiries' ids travel. SQLite has one node, which knows.
 */
export async function tellNodes(db: Database, inquiries: Iterable<string>): Promise<void> {
  if (dialectOf(db) !== 'postgres') return;
  const told = [...new Set(inquiries)];
  if (told.length === 0) return;
  await sql`select pg_notify(${CHANNEL}, inquiry) from unnest(cast(${told} as text[])) as inquiry`.execute(
    db,
  );
}
