import { hash, randomBytes } from 'node:crypto';

/** Milliseconds for which somebody who was seen counts as being in the room. */
export const STAYS = 180_000;

/**
 * Who is in which room, as far as this node has seen; in memory only. After a restart nobody is known: the
 * number rises again as phones ask, within seconds where they have a script.
 */
export interface Presence {
  /** `visitor` is a ballot's secret, or anything that is the same whenever the same person is seen. */
  seen(code: string, visitor: string, now: number): void;
  people(code: string, now: number): number;
}

/** Holds visitors as hashes under a key that nobody knows and that ends with the process. */
export function presence(): Presence {
  const key = randomBytes(32).toString('base64url');
  const rooms = new Map<string, Map<string, number>>();
  return {
    seen(code, visitor, now) {
      const name = hash('sha256', key + visitor, 'base64url');
      const room = rooms.get(code) ?? new Map<string, number>();
      rooms.set(code, room);
      // Taken out first, so that the map stays in the order in which people were last seen.
      room.delete(name);
      room.set(name, now);
    },
    people(code, now) {
      const room = rooms.get(code);
      if (!room) return 0;
      for (const [name, seen] of room) {
        if (seen > now - STAYS) break;
        room.delete(name);
      }
      return room.size;
    },
  };
}
