import { PostgresDialect, type QueryExecutorProvider, sql } from 'kysely';
import pg from 'pg';
import type { Opened } from './openSqlite.ts';
import { StoreError, type StoreErrorCode, type StoreErrorFacts } from './storeError.ts';

/** The oldest version that the queries are tested on, as PostgreSQL numbers it. */
const OLDEST = 150_000;

/** Connects to the PostgreSQL database of the address; nothing is sent before the first query. */
export function openPostgres(databaseUrl: string): Opened {
  const where = shownAddress(databaseUrl);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'abord',
    types: { getTypeParser },
  });
  // A lost connection is replaced at the next query, and the query under way on it says so; without
  // listeners on the pool (idle connections) and on each client (those in use) it would end Node.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    // A server set to answer before its disk has, is asked not to. If the connection is lost here, the
    // query that waits for it says so.
    client
      .query(
        "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
      )
      .catch(() => {});
  });
  return {
    dialect: 'postgres',
    kysely: new PostgresDialect({ pool }),
    where,
    async check(db: QueryExecutorProvider) {
      const { rows } = await sql<{ version: number }>`
        select cast(current_setting('server_version_num') as integer) as version`.execute(db);
      if (rows[0].version < OLDEST) throw new StoreError('database-refused', { where, reason: 'too-old' });
    },
    refusal(error) {
      const [code, reason] = refusalOf(error) ?? [];
      return code ? new StoreError(code, { where, ...(reason && { reason }) }, error) : error;
    },
  };
}

/** The address without user, password or options; throws where it is none. */
function shownAddress(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new StoreError('database-refused', { where: url?.host || 'database-url', reason: 'bad-address' });
  }
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Bytes and large whole numbers come as SQLite gives them: a plain array of bytes, a number. */
function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (type === pg.types.builtins.INT8) return Number;
  const parse = pg.types.getTypeParser(type, format);
  if (type === pg.types.builtins.BYTEA) return (value: string) => new Uint8Array(parse(value) as Buffer);
  return parse;
}

function refusalOf(error: unknown): [StoreErrorCode, StoreErrorFacts['reason']?] | undefined {
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ['database-unreachable', 'unknown-address'];
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    // PostgreSQL's own codes: starting or stopping, too many connections (appendix A of its manual).
    case '57P01':
    case '57P02':
    case '57P03':
    case '53300':
      return ['database-unreachable', 'no-answer'];
    case '28P01':
      return ['database-refused', 'password'];
    case '28000':
    case '42501':
      return ['database-refused', 'not-allowed'];
    case '3D000':
      return ['database-refused', 'no-such-database'];
  }
  // `pg` gives these no code.
  if (/timeout|terminated/i.test(message ?? '')) return ['database-unreachable', 'no-answer'];
  if (/password/i.test(message ?? '')) return ['database-refused', 'password'];
  return undefined;
}
