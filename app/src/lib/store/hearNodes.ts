import pg from 'pg';
import { CHANNEL } from './tellNodes.ts';

/** What other nodes tell this one (see `tellNodes`). */
export interface News {
  /** Are they heard now? Where they are not, whoever wants to know asks the database. */
  readonly heard: boolean;
  /**
   * Is told the id of each inquiry that has changed, on this node or another; nothing where any may have,
   * since nodes were not heard for a while. Gives back how to stop.
   */
  hear(listener: (inquiry?: string) => void): () => void;
}

/** The news of a box that has one node: there are none. */
export const noNews: News = { heard: false, hear: () => () => {} };

/** Milliseconds between two looks at whether the connection still lives, and for an answer. */
const WATCH = 10_000;
const PATIENCE = 5_000;
/** Milliseconds before a lost connection is opened anew: twice as many each time it fails. */
const FIRST = 100;
const LONGEST = 5_000;

/**
 * Hears the other nodes on a PostgreSQL database, through a connection of its own, from the first listener
 * on. It is opened anew when it is lost, and listeners are then told that anything may have changed.
 */
export function hearNodes(databaseUrl: string): News & { close(): void } {
  const listeners = new Set<(inquiry?: string) => void>();
  let client: pg.Client | undefined;
  let heard = false;
  let failures = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function say(inquiry?: string): void {
    for (const listener of listeners) listener(inquiry);
  }

  async function open(): Promise<void> {
    const opened = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'abord',
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
      keepAlive: true,
    });
    client = opened;
    const lost = () => {
      if (client !== opened) return;
      client = undefined;
      heard = false;
      clearTimeout(timer);
      opened.end().catch(() => {});
      if (!closed) timer = setTimeout(open, Math.min(LONGEST, FIRST * 2 ** failures++)).unref();
    };
    // One that nobody misses any more may still end in its own time.
    opened.on('error', lost);
    opened.on('end', lost);
    opened.on('notification', ({ payload }) => say(payload));
    const watch = () => {
      timer = setTimeout(() => opened.query('select 1').then(watch, lost), WATCH).unref();
    };
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
    } catch {
      return lost();
    }
    if (client !== opened) return;
    failures = 0;
    heard = true;
    watch();
    say();
  }

  return {
    get heard() {
      return heard;
    },
    hear(listener) {
      listeners.add(listener);
      if (!client && !timer && !closed) void open();
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      client?.end().catch(() => {});
    },
  };
}
