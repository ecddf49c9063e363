import { box } from './0001_box.ts';
import { room } from './0002_room.ts';

/** Every step of the schema, in order. A published step is never changed: a new one is added. */
export const migrations = [box, room] as const;
