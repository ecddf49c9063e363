import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Statements kept prepared; a store has a few dozen texts, so that none is ever dropped. */
const PREPARED = 256;

/**
 * Kysely over two connections of `node:sqlite` to one file: whoever writes has the first one alone until
 * the transaction ends, and whoever only selects reads through the second, the last state committed,
 * without waiting.
 */
export function sqliteDialect(writer: DatabaseSync, reader: DatabaseSync): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => driver(writer, reader),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** A turn at the database. It holds the writer from its first write on, until it is released. */
interface Turn extends DatabaseConnection {
  release: (() => void) | undefined;
}

function driver(writer: DatabaseSync, reader: DatabaseSync): Driver {
  const write = runner(writer);
  const read = runner(reader);
  let free: Promise<void> = Promise.resolve();

  async function hold(turn: Turn): Promise<void> {
    if (turn.release) return;
    const before = free;
    const { promise, resolve } = Promise.withResolvers<void>();
    free = promise;
    turn.release = resolve;
    await before;
  }

  return {
    async init() {},
    async acquireConnection() {
      const turn: Turn = {
        release: undefined,
        async executeQuery<R>(query: CompiledQuery) {
          if (!turn.release && SelectQueryNode.is(query.query)) return read<R>(query);
          await hold(turn);
          return write<R>(query);
        },
        // biome-ignore lint/correctness/useYield: the interface asks for a generator.
        async *streamQuery() {
          throw new Error('Read in pages: a stream would keep the state that it began with.');
        },
      };
      return turn;
    },
    async beginTransaction(turn, { accessMode }) {
      // Immediate: where another process writes we wait here, and never fail half way.
      await turn.executeQuery(CompiledQuery.raw(accessMode === 'read only' ? 'begin' : 'begin immediate'));
    },
    async commitTransaction(turn) {
      await turn.executeQuery(CompiledQuery.raw('commit'));
    },
    async rollbackTransaction(turn) {
      // SQLite has already rolled back by itself when the disk is full or fails.
      if (writer.isTransaction) await turn.executeQuery(CompiledQuery.raw('rollback'));
    },
    async releaseConnection(turn) {
      (turn as Turn).release?.();
    },
    async destroy() {
      await free;
      reader.close();
      writer.close();
    },
  };
}

function runner(database: DatabaseSync) {
  const prepared = new Map<string, { statement: StatementSync; reads: boolean }>();
  const prepare = (sql: string) => {
    const kept = prepared.get(sql);
    if (kept) return kept;
    const statement = database.prepare(sql);
    const entry = { statement, reads: statement.columns().length > 0 };
    if (prepared.size < PREPARED) prepared.set(sql, entry);
    return entry;
  };
  return <R>({ sql, parameters }: CompiledQuery) => {
    const { statement, reads } = prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (reads) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  };
}
