import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';

/** Bytes that may wait for a client; one that has fallen behind by more is let go, and comes back. */
const BEHIND = 64 * 1024;
/** Streams written to before others are served. */
const SLICE = 200;

/** The open event streams of one room. */
export interface Streams {
  readonly size: number;
  /** Adds a stream whose head has been sent. */
  add(response: ServerResponse): void;
  /** Writes the same to all, others being served in between. */
  send(bytes: Uint8Array): Promise<void>;
  end(): void;
}

export function streams(onLast: () => void): Streams {
  const open = new Set<ServerResponse>();
  return {
    get size() {
      return open.size;
    },
    add(response) {
      open.add(response);
      response.once('close', () => {
        open.delete(response);
        if (open.size === 0) onLast();
      });
    },
    async send(bytes) {
      let written = 0;
      // Whoever comes meanwhile has just been told.
      for (const response of [...open]) {
        if (response.writableLength > BEHIND) response.destroy();
        else if (!response.destroyed) response.write(bytes);
        if (++written % SLICE === 0) await setImmediate();
      }
    },
    end() {
      for (const response of open) response.end();
    },
  };
}
