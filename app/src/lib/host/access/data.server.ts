import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';

/** Does this session's token, from a cookie, still let its holder host? */
export async function isHost(db: Database, session: string | undefined, today: string): Promise<boolean> {
  if (session === undefined) return false;
  const row = await db
    .selectFrom('host_access')
    .select('hash')
    .where('hash', '=', secretHash(session))
    .where('kind', '=', 'session')
    .where('last_day', '>=', today)
    .executeTakeFirst();
  return row !== undefined;
}
