import type { Dialect } from './openStore.ts';
import type { Database } from './schema.ts';

/** Which database is behind a connection or a transaction, for the few lines that must differ. */
export function dialectOf(db: Database): Dialect {
  return db.getExecutor().adapter.supportsTransactionalDdl ? 'postgres' : 'sqlite';
}
