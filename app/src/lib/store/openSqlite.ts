import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Dialect as KyselyDialect, QueryExecutorProvider } from 'kysely';
import { sqliteDialect } from './sqliteDialect.ts';
import { StoreError, type StoreErrorFacts } from './storeError.ts';

/** What a kind of database brings to `openStore` and `openRoster`. */
export interface Opened {
  readonly dialect: 'sqlite' | 'postgres';
  readonly kysely: KyselyDialect;
  /** The place, as it may be shown. */
  readonly where: string;
  /** Refuses a server that is too old. */
  check?(db: QueryExecutorProvider): Promise<void>;
  /** An error met while opening, as the refusal that a person can read; any other error unchanged. */
  refusal(error: unknown): unknown;
}

/** Milliseconds for which a write waits for another process that writes. */
export const PATIENCE = 5_000;

/** Opens a file in the folder, and makes both if they are missing: for the owner's eyes only. */
export function openSqlite(data: string, file: 'box.sqlite' | 'roster.sqlite'): Opened {
  const where = resolve(data);
  const refusal = (error: unknown) => {
    const reason = reasonOf(error);
    return reason ? new StoreError('data-unreadable', { where, reason }, error) : error;
  };
  try {
    if (mkdirSync(where, { recursive: true, mode: 0o700 })) chmodSync(where, 0o700);
    const path = join(where, file);
    // SQLite gives its journal files the rights of the database file.
    closeSync(openSync(path, 'a', 0o600));
    const writer = new DatabaseSync(path, { timeout: PATIENCE, enableForeignKeyConstraints: true });
    try {
      writer.exec(`
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma secure_delete = on;
      `);
      const reader = new DatabaseSync(path, { timeout: PATIENCE, readOnly: true });
      return { dialect: 'sqlite', kysely: sqliteDialect(writer, reader), where, refusal };
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (error) {
    throw refusal(error);
  }
}

function reasonOf(error: unknown): StoreErrorFacts['reason'] {
  const { code, errcode } = error as { code?: string; errcode?: number };
  switch (code) {
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return 'not-a-folder';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
      return 'not-allowed';
    case 'ERR_SQLITE_ERROR':
      break;
    default:
      return undefined;
  }
  // The low byte is SQLite's primary result code (sqlite.org/rescode.html).
  switch ((errcode ?? 0) & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return 'in-use';
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return 'not-allowed';
    case 10: // SQLITE_IOERR
    case 11: // SQLITE_CORRUPT
      return 'damaged';
    case 26: // SQLITE_NOTADB
      return 'not-a-database';
    default:
      return undefined;
  }
}
